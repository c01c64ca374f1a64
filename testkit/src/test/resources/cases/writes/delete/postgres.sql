-- alone
-- whole
WITH
done AS (DELETE
FROM "public"."patients" AS t0
WHERE ((t0."id" = $1::uuid) AND EXISTS (SELECT 1
FROM "public"."clinics" AS t1000
WHERE t1000."id" = t0."clinic_id" AND EXISTS (SELECT 1
FROM "public"."clinics_staff" AS j1001 JOIN "public"."users" AS t1001 ON t1001."id" = j1001."users_id"
WHERE j1001."clinics_id" = t1000."id" AND (t1001."id" = $2::uuid))))
RETURNING false AS "_inserted")
SELECT NULL::int4, NULL::text, s.affected, s.inserted, false AS present
FROM (SELECT count(*) AS affected, count(*) FILTER (WHERE "_inserted") AS inserted
FROM done) AS s;
--   1 = Parameter[index=0, type=UUID]
--   2 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
