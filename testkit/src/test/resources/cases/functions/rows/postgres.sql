-- read only
-- answer
with some as (select * from notes where text <> ':text'),
msingi_body AS (select * from some
)
SELECT c.total, r.present, r.o0, r.o1
FROM (SELECT count(*) AS total
FROM (SELECT *
FROM msingi_body) AS t0
WHERE ((t0."seen" IS TRUE) AND (t0."seen" OR ((SELECT t1001."id"
FROM "public"."people" AS t1001
WHERE t1001."id" = t0."owner_id") = $1::uuid)))) AS c
LEFT JOIN (SELECT 1 AS present, t0."text" AS o0, (SELECT row_to_json(x)
FROM (SELECT t2."name" AS "name"
FROM "public"."people" AS t2
WHERE t2."id" = t0."owner_id"
LIMIT $4::int8 OFFSET $5::int8) AS x)::text AS o1
FROM (SELECT t0.*
FROM (SELECT *
FROM msingi_body) AS t0
WHERE ((t0."seen" IS TRUE) AND (t0."seen" OR ((SELECT t1001."id"
FROM "public"."people" AS t1001
WHERE t1001."id" = t0."owner_id") = $1::uuid)))
ORDER BY t0."text" ASC
LIMIT $2::int8 OFFSET $3::int8) AS t0
ORDER BY t0."text" ASC) AS r ON 1 = 1;
--   1 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   2 = Parameter[index=2, type=LONG]
--   3 = Parameter[index=3, type=LONG]
--   4 = Parameter[index=0, type=LONG]
--   5 = Parameter[index=1, type=LONG]
