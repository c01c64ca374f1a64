-- unbounded
SELECT t0."name", (SELECT coalesce(json_agg(row_to_json(x)), '[]'::json)
FROM (SELECT t2."title" AS "title"
FROM "library"."works"(CAST(t0 AS "public"."authors")) AS t2
WHERE t2."id" IS NOT NULL AND (NOT t2."draft")
LIMIT $3::int8 OFFSET $4::int8) AS x)::text
FROM (SELECT t0.*
FROM "public"."authors" AS t0
LIMIT $1::int8 OFFSET $2::int8) AS t0;
--   1 = Parameter[index=2, type=LONG]
--   2 = Parameter[index=3, type=LONG]
--   3 = Parameter[index=0, type=LONG]
--   4 = Parameter[index=1, type=LONG]
