-- unbounded
SELECT t0."id"
FROM "public"."tools" AS t0
WHERE ((t0."id" = ANY ($1::int8[])) AND (t0."state" = $2::text) AND (t0."weight" >= $3::numeric) AND (t0."weight" < $4::numeric) AND (NOT (t0."price" IS NULL)) AND (t0."used" <= $5::timestamptz) AND (t0."serial" <> $6::uuid) AND ((t0."state" <> 'out of order'::text) OR (t0."lender_id" = $7::uuid)))
ORDER BY t0."id" ASC
LIMIT $8::int8 OFFSET $9::int8;
--   1 = Parameter[index=0, type=Array[element=LONG]]
--   2 = Parameter[index=1, type=TEXT]
--   3 = Parameter[index=2, type=Decimal[precision=8, scale=3]]
--   4 = Parameter[index=3, type=Decimal[precision=8, scale=3]]
--   5 = Parameter[index=4, type=TIMESTAMP]
--   6 = Parameter[index=5, type=UUID]
--   7 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   8 = Parameter[index=6, type=LONG]
--   9 = Parameter[index=7, type=LONG]
