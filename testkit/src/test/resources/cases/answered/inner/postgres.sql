-- unbounded
SELECT t0."name", (SELECT row_to_json(x)
FROM (SELECT t2."title" AS "title"
FROM LATERAL (SELECT *
FROM "public"."best"(CAST(t0 AS "public"."authors"))
LIMIT 1) AS t2
WHERE t2."id" IS NOT NULL AND ((t2."title" = $1::text) AND (NOT t2."draft"))
LIMIT $4::int8 OFFSET $5::int8) AS x)::text
FROM (SELECT t0.*
FROM "public"."authors" AS t0
WHERE EXISTS (SELECT 1
FROM LATERAL (SELECT *
FROM "public"."best"(CAST(t0 AS "public"."authors"))
LIMIT 1) AS t1001
WHERE t1001."id" IS NOT NULL AND ((t1001."title" = $1::text) AND (NOT t1001."draft")))
LIMIT $2::int8 OFFSET $3::int8) AS t0;
--   1 = Parameter[index=0, type=TEXT]
--   2 = Parameter[index=3, type=LONG]
--   3 = Parameter[index=4, type=LONG]
--   4 = Parameter[index=1, type=LONG]
--   5 = Parameter[index=2, type=LONG]
