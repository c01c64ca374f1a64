-- alone
-- whole
WITH
done AS (DELETE
FROM "public"."tools" AS t0
WHERE ((t0."id" = $1::int8) AND ((t0."state" <> 'out of order'::text) OR (t0."lender_id" = $2::uuid)))
RETURNING false AS "_inserted")
SELECT NULL::int4, NULL::text, s.affected, s.inserted, false AS present
FROM (SELECT count(*) AS affected, count(*) FILTER (WHERE "_inserted") AS inserted
FROM done) AS s;
--   1 = Parameter[index=0, type=LONG]
--   2 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
