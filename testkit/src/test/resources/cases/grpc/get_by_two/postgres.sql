-- bounded
SELECT t0."height"::text
FROM "public"."walls" AS t0
WHERE ((t0."house" = $1::text) AND (t0."side" = $2::text))
LIMIT $3::int8 OFFSET $4::int8;
--   1 = Parameter[index=0, type=TEXT]
--   2 = Parameter[index=1, type=TEXT]
--   3 = Parameter[index=2, type=LONG]
--   4 = Parameter[index=3, type=LONG]
