-- unbounded
SELECT t0."name", (SELECT coalesce(json_agg(x.v), '[]'::json)
FROM (SELECT t2."units" AS v
FROM "public"."sales" AS t2
WHERE t2."shop_id" = t0."id" AND t2."open"
ORDER BY t2."units" DESC NULLS FIRST, t2."id" ASC
LIMIT $3::int8 OFFSET $4::int8) AS x)::text, (SELECT coalesce(json_agg(x.v), '[]'::json)
FROM (SELECT t2."amount" AS v
FROM "public"."sales" AS t2
WHERE t2."shop_id" = t0."id" AND t2."open"
ORDER BY t2."units" DESC NULLS FIRST, t2."id" ASC
LIMIT $3::int8 OFFSET $4::int8) AS x)::text
FROM (SELECT t0.*
FROM "public"."shops" AS t0
LIMIT $1::int8 OFFSET $2::int8) AS t0;
--   1 = Parameter[index=2, type=LONG]
--   2 = Parameter[index=3, type=LONG]
--   3 = Parameter[index=0, type=LONG]
--   4 = Parameter[index=1, type=LONG]
