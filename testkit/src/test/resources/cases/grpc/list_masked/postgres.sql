-- unbounded
SELECT t0."name", ((t0."count" * (2)::int4))::int8, t0."price", t0."id"
FROM "public"."tools" AS t0
WHERE ((t0."state" <> 'out of order'::text) OR (t0."lender_id" = $1::uuid))
ORDER BY t0."price" DESC NULLS LAST, t0."name" ASC, t0."id" ASC
LIMIT $2::int8 OFFSET $3::int8;
--   1 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   2 = Parameter[index=0, type=LONG]
--   3 = Parameter[index=1, type=LONG]
