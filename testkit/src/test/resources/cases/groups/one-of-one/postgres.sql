-- bounded
SELECT t0."units", t2."name", t3."name"
FROM (SELECT t0.*
FROM "public"."sales" AS t0
WHERE ((t0."id" = $1::int4) AND t0."open")
LIMIT $2::int8 OFFSET $3::int8) AS t0
LEFT JOIN "public"."shops" AS t2 ON t2."id" = t0."shop_id"
LEFT JOIN "public"."regions" AS t3 ON t3."id" = t2."region_id" AND t3."open";
--   1 = Parameter[index=4, type=INT]
--   2 = Parameter[index=5, type=LONG]
--   3 = Parameter[index=6, type=LONG]
