-- unbounded
SELECT t0."name", (SELECT coalesce(json_agg(x.v), '[]'::json)
FROM (SELECT t2."name" AS v
FROM "public"."shops" AS t2
WHERE t2."region_id" = t0."id"
ORDER BY t2."id" ASC
LIMIT $3::int8 OFFSET $4::int8) AS x)::text, (SELECT coalesce(json_agg(x.v), '[]'::json)
FROM (SELECT (SELECT coalesce(json_agg(x.v), '[]'::json)
FROM (SELECT t3."units" AS v
FROM "public"."sales" AS t3
WHERE t3."shop_id" = t2."id" AND t3."open"
LIMIT $5::int8 OFFSET $6::int8) AS x) AS v
FROM (SELECT t2.*
FROM "public"."shops" AS t2
WHERE t2."region_id" = t0."id"
ORDER BY t2."id" ASC
LIMIT $3::int8 OFFSET $4::int8) AS t2
ORDER BY t2."id" ASC) AS x)::text
FROM (SELECT t0.*
FROM "public"."regions" AS t0
WHERE t0."open"
LIMIT $1::int8 OFFSET $2::int8) AS t0;
--   1 = Parameter[index=4, type=LONG]
--   2 = Parameter[index=5, type=LONG]
--   3 = Parameter[index=2, type=LONG]
--   4 = Parameter[index=3, type=LONG]
--   5 = Parameter[index=0, type=LONG]
--   6 = Parameter[index=1, type=LONG]
