-- unbounded
SELECT t0."name", to_json(t0."marks")::text
FROM "public"."tools" AS t0
WHERE ((t0."state" <> 'out of order'::text) OR (t0."lender_id" = $1::uuid))
ORDER BY t0."name" DESC
LIMIT $2::int8 OFFSET $3::int8;
--   1 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   2 = Parameter[index=0, type=LONG]
--   3 = Parameter[index=1, type=LONG]
