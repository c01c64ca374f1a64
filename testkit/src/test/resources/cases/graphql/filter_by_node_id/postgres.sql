-- bounded
SELECT t0."id"
FROM "public"."books" AS t0
WHERE ((t0."id" = $1::int8) AND (t0."state" <> 'lost'::text))
ORDER BY t0."id" ASC
LIMIT $2::int8 OFFSET $3::int8;
--   1 = Parameter[index=0, type=LONG]
--   2 = Parameter[index=1, type=LONG]
--   3 = Parameter[index=2, type=LONG]
