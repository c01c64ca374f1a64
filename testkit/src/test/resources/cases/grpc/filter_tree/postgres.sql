-- unbounded
SELECT t0."id"
FROM "public"."tools" AS t0
WHERE (((t0."count" > $1::int4) OR ((NOT (t0."sharp" = $2::bool)) AND (NOT (t0."name" = $3::text))) OR true) AND ((t0."state" <> 'out of order'::text) OR (t0."lender_id" = $4::uuid)))
ORDER BY t0."id" ASC
LIMIT $5::int8 OFFSET $6::int8;
--   1 = Parameter[index=0, type=INT]
--   2 = Parameter[index=1, type=BOOL]
--   3 = Parameter[index=2, type=TEXT]
--   4 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   5 = Parameter[index=3, type=LONG]
--   6 = Parameter[index=4, type=LONG]
