-- unbounded
SELECT t0."name", t0."price", t0."id"
FROM "public"."tools" AS t0
WHERE (((t0."price" < $1::float8) OR ((t0."price" = $1::float8) AND (t0."id" < $2::int8))) AND ((t0."state" <> 'out of order'::text) OR (t0."lender_id" = $3::uuid)))
ORDER BY t0."price" DESC NULLS FIRST, t0."id" DESC
LIMIT $4::int8 OFFSET $5::int8;
--   1 = Parameter[index=1, type=FLOAT]
--   2 = Parameter[index=0, type=LONG]
--   3 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   4 = Parameter[index=2, type=LONG]
--   5 = Parameter[index=3, type=LONG]
