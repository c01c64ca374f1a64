-- unbounded
SELECT t0."name", t2."name"
FROM (SELECT t0.*
FROM "public"."shops" AS t0
LIMIT $1::int8 OFFSET $2::int8) AS t0
LEFT JOIN "public"."regions" AS t2 ON t2."id" = t0."region_id" AND ((t2."name" = $3::text) AND t2."open");
--   1 = Parameter[index=3, type=LONG]
--   2 = Parameter[index=4, type=LONG]
--   3 = Parameter[index=0, type=TEXT]
