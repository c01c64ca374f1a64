-- unbounded
SELECT t0."name", t2."name", (CASE WHEN t2."id" IS NOT NULL THEN (SELECT coalesce(json_agg(x.v), '[]'::json)
FROM (SELECT t3."name" AS v
FROM "public"."shops" AS t3
WHERE t3."region_id" = t2."id"
LIMIT $3::int8 OFFSET $4::int8) AS x) END)::text
FROM (SELECT t0.*
FROM "public"."shops" AS t0
LIMIT $1::int8 OFFSET $2::int8) AS t0
LEFT JOIN "public"."regions" AS t2 ON t2."id" = t0."region_id" AND t2."open";
--   1 = Parameter[index=4, type=LONG]
--   2 = Parameter[index=5, type=LONG]
--   3 = Parameter[index=0, type=LONG]
--   4 = Parameter[index=1, type=LONG]
