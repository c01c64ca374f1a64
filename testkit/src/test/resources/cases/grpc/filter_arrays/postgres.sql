-- unbounded
SELECT t0."id"
FROM "public"."tools" AS t0
WHERE ((t0."papers" @> $1::text::jsonb) AND (t0."tags" @> $2::text[]) AND (t0."tags" && $3::text[]) AND (t0."marks" <@ $4::int4[]) AND ((t0."state" <> 'out of order'::text) OR (t0."lender_id" = $5::uuid)))
ORDER BY t0."id" ASC
LIMIT $6::int8 OFFSET $7::int8;
--   1 = Parameter[index=0, type=JSON]
--   2 = Parameter[index=1, type=Array[element=TEXT]]
--   3 = Parameter[index=2, type=Array[element=TEXT]]
--   4 = Parameter[index=3, type=Array[element=INT]]
--   5 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   6 = Parameter[index=4, type=LONG]
--   7 = Parameter[index=5, type=LONG]
