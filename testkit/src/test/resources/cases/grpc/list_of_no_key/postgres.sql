-- bounded
SELECT t0."line"
FROM "public"."logs" AS t0
LIMIT $1::int8 OFFSET $2::int8;
--   1 = Parameter[index=0, type=LONG]
--   2 = Parameter[index=1, type=LONG]
