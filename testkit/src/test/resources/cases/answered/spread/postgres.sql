-- unbounded
SELECT t0."name", t2."title"
FROM (SELECT t0.*
FROM "public"."authors" AS t0
LIMIT $1::int8 OFFSET $2::int8) AS t0
LEFT JOIN LATERAL (SELECT *
FROM "public"."best"(CAST(t0 AS "public"."authors"))
LIMIT 1) AS t2 ON t2."id" IS NOT NULL AND (NOT t2."draft");
--   1 = Parameter[index=2, type=LONG]
--   2 = Parameter[index=3, type=LONG]
