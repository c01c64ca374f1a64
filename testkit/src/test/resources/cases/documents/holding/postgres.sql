-- unbounded
SELECT t0."id"
FROM "public"."papers" AS t0
WHERE ((t0."data" @> $1::text::jsonb) AND (t0."tags" <@ $2::text[]) AND (t0."tags" && $3::text[]))
LIMIT $4::int8 OFFSET $5::int8;
--   1 = Parameter[index=0, type=JSON]
--   2 = Parameter[index=1, type=Array[element=TEXT]]
--   3 = Parameter[index=2, type=Array[element=TEXT]]
--   4 = Parameter[index=3, type=LONG]
--   5 = Parameter[index=4, type=LONG]
