-- unbounded
SELECT t0."name", (SELECT coalesce(json_agg(x.v), '[]'::json)
FROM (SELECT t2."name" AS v
FROM "public"."shops_tags" AS t1000 JOIN "public"."tags" AS t2 ON t2."id" = t1000."tags_id"
WHERE t1000."shops_id" = t0."id" AND EXISTS (SELECT 1
FROM "public"."tags" AS t1001
WHERE t1001."id" = t1000."tags_id" AND (NOT t1001."hidden")) AND (NOT t2."hidden")
LIMIT $3::int8 OFFSET $4::int8) AS x)::text
FROM (SELECT t0.*
FROM "public"."shops" AS t0
LIMIT $1::int8 OFFSET $2::int8) AS t0;
--   1 = Parameter[index=2, type=LONG]
--   2 = Parameter[index=3, type=LONG]
--   3 = Parameter[index=0, type=LONG]
--   4 = Parameter[index=1, type=LONG]
