-- unbounded
SELECT c.total, r.present, r.o0
FROM (SELECT count(*) AS total
FROM "public"."tools" AS t0
WHERE ((t0."sharp" = $1::bool) AND ((t0."state" <> 'out of order'::text) OR (t0."lender_id" = $2::uuid)))) AS c
LEFT JOIN (SELECT 1 AS present, t0."id" AS o0
FROM "public"."tools" AS t0
WHERE ((t0."sharp" = $1::bool) AND ((t0."state" <> 'out of order'::text) OR (t0."lender_id" = $2::uuid)))
ORDER BY t0."id" ASC
LIMIT $3::int8 OFFSET $4::int8) AS r ON 1 = 1;
--   1 = Parameter[index=0, type=BOOL]
--   2 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   3 = Parameter[index=1, type=LONG]
--   4 = Parameter[index=2, type=LONG]
