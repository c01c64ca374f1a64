-- unbounded
SELECT t0."id"
FROM "public"."tools" AS t0
WHERE (EXISTS (SELECT 1
FROM "public"."walls" AS t2
WHERE t2."house" = t0."wall_house" AND t2."side" = t0."wall_side" AND (t2."height" > $1::numeric)) AND EXISTS (SELECT 1
FROM "public"."repairs" AS t3
WHERE t3."tool_id" = t0."id" AND (t3."cost" > $2::numeric)) AND (NOT EXISTS (SELECT 1
FROM "public"."walls" AS t4
WHERE t4."house" = t0."wall_house" AND t4."side" = t0."wall_side" AND true)) AND ((t0."state" <> 'out of order'::text) OR (t0."lender_id" = $3::uuid)))
ORDER BY t0."id" ASC
LIMIT $4::int8 OFFSET $5::int8;
--   1 = Parameter[index=0, type=Decimal[precision=4, scale=1]]
--   2 = Parameter[index=1, type=Decimal[precision=8, scale=2]]
--   3 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   4 = Parameter[index=2, type=LONG]
--   5 = Parameter[index=3, type=LONG]
