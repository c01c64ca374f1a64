-- keep
WITH msingi_body AS (insert into notes (id, text, owner_id) values ('00000000-0000-0000-0000-000000000001', $1::text, $2::uuid) returning *
)
SELECT coalesce(json_agg(row_to_json(b)), '[]')::text
FROM (SELECT *
FROM msingi_body
LIMIT 1) AS b;
--   1 = Parameter[index=4, type=TEXT]
--   2 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
-- answer
SELECT t0."id", (SELECT row_to_json(x)
FROM (SELECT t2."name" AS "name"
FROM "public"."people" AS t2
WHERE t2."id" = t0."owner_id"
LIMIT $5::int8 OFFSET $6::int8) AS x)::text
FROM (SELECT t0.*
FROM json_populate_recordset(null::"public"."notes", $1::text::json) AS t0
WHERE (t0."seen" OR ((SELECT t1001."id"
FROM "public"."people" AS t1001
WHERE t1001."id" = t0."owner_id") = $2::uuid))
LIMIT $3::int8 OFFSET $4::int8) AS t0;
--   1 = Kept[]
--   2 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   3 = Parameter[index=2, type=LONG]
--   4 = Parameter[index=3, type=LONG]
--   5 = Parameter[index=0, type=LONG]
--   6 = Parameter[index=1, type=LONG]
