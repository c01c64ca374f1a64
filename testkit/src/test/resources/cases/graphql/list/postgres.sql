-- bounded
SELECT t0."code"
FROM "public"."shelves" AS t0
ORDER BY t0."code" ASC
LIMIT $1::int8 OFFSET $2::int8;
--   1 = Parameter[index=0, type=LONG]
--   2 = Parameter[index=1, type=LONG]
