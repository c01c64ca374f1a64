-- unbounded
SELECT t0."id"
FROM "public"."papers" AS t0
WHERE ((t0."data" -> 'n') = ANY ($1::text[]::jsonb[]))
LIMIT $2::int8 OFFSET $3::int8;
--   1 = Parameter[index=0, type=Array[element=JSON]]
--   2 = Parameter[index=1, type=LONG]
--   3 = Parameter[index=2, type=LONG]
