-- alone
-- whole
WITH
done AS (UPDATE "public"."tools" AS t0
SET "name" = $3::text, "count" = $4::int4
WHERE ((t0."id" = $1::int8) AND ((t0."state" <> 'out of order'::text) OR (t0."lender_id" = $2::uuid)) AND (t0."state" <> 'busy'::text))
RETURNING t0.*, t0.ctid AS "_locator", false AS "_inserted")
SELECT NULL::int4, NULL::text, s.affected, s.inserted, r.present, r.o0
FROM (SELECT count(*) AS affected, count(*) FILTER (WHERE "_inserted") AS inserted
FROM done) AS s
LEFT JOIN (SELECT true AS present, t0."name" AS o0
FROM
done AS t0
WHERE ((t0."state" <> 'out of order'::text) OR (t0."lender_id" = $2::uuid))
LIMIT $5::int8 OFFSET $6::int8) AS r ON true;
--   1 = Parameter[index=0, type=LONG]
--   2 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   3 = Parameter[index=3, type=TEXT]
--   4 = Parameter[index=4, type=INT]
--   5 = Parameter[index=1, type=LONG]
--   6 = Parameter[index=2, type=LONG]
