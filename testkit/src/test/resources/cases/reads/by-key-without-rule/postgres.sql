-- bounded
SELECT t0."name"
FROM "public"."patients" AS t0
WHERE (t0."id" = $1::uuid)
LIMIT $2::int8 OFFSET $3::int8;
--   1 = Parameter[index=0, type=UUID]
--   2 = Parameter[index=1, type=LONG]
--   3 = Parameter[index=2, type=LONG]
