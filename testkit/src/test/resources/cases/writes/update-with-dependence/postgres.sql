-- alone
-- whole
WITH
o AS MATERIALIZED (SELECT t0.*
FROM "public"."patients" AS t0
WHERE ((t0."id" = $1::uuid) AND EXISTS (SELECT 1
FROM "public"."clinics" AS t1000
WHERE t1000."id" = t0."clinic_id" AND EXISTS (SELECT 1
FROM "public"."clinics_staff" AS j1001 JOIN "public"."users" AS t1001 ON t1001."id" = j1001."users_id"
WHERE j1001."clinics_id" = t1000."id" AND (t1001."id" = $2::uuid)))) FOR UPDATE OF t0),
bad AS MATERIALIZED (SELECT 1 AS code, '' AS name
FROM o
WHERE (EXISTS (SELECT 1
FROM "public"."clinics" AS t1002
WHERE t1002."id" = $3::uuid AND EXISTS (SELECT 1
FROM "public"."clinics_staff" AS j1003 JOIN "public"."users" AS t1003 ON t1003."id" = j1003."users_id"
WHERE j1003."clinics_id" = t1002."id" AND (t1003."id" = $2::uuid)))) IS NOT TRUE
LIMIT 1),
done AS (UPDATE "public"."patients" AS t0
SET "clinic_id" = $3::uuid, "updated_at" = $4::timestamptz
FROM o
WHERE t0."id" = o."id" AND NOT EXISTS (SELECT 1
FROM bad)
RETURNING false AS "_inserted")
SELECT b.code::int4, b.name::text, s.affected, s.inserted, false AS present
FROM (SELECT count(*) AS affected, count(*) FILTER (WHERE "_inserted") AS inserted
FROM done) AS s
LEFT JOIN
bad AS b ON true;
--   1 = Parameter[index=0, type=UUID]
--   2 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   3 = Parameter[index=1, type=UUID]
--   4 = Moment[type=TIMESTAMP]
