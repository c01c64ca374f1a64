-- guard
SELECT 1 AS code, '' AS name
FROM "patients" AS t0
WHERE (((t0."id" = ?1) AND EXISTS (SELECT 1
FROM "clinics" AS t1000
WHERE t1000."id" = t0."clinic_id" AND EXISTS (SELECT 1
FROM "clinics_staff" AS j1001 JOIN "users" AS t1001 ON t1001."id" = j1001."users_id"
WHERE j1001."clinics_id" = t1000."id" AND (t1001."id" = ?2))))) AND (EXISTS (SELECT 1
FROM "clinics" AS t1002
WHERE t1002."id" = ?3 AND EXISTS (SELECT 1
FROM "clinics_staff" AS j1003 JOIN "users" AS t1003 ON t1003."id" = j1003."users_id"
WHERE j1003."clinics_id" = t1002."id" AND (t1003."id" = ?2)))) IS NOT TRUE
LIMIT 1;
--   1 = Parameter[index=0, type=UUID]
--   2 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   3 = Parameter[index=1, type=UUID]
--   4 = Moment[type=TIMESTAMP]
-- change
UPDATE "patients" AS t0
SET "clinic_id" = ?1, "updated_at" = ?2
WHERE ((t0."id" = ?3) AND EXISTS (SELECT 1
FROM "clinics" AS t1000
WHERE t1000."id" = t0."clinic_id" AND EXISTS (SELECT 1
FROM "clinics_staff" AS j1001 JOIN "users" AS t1001 ON t1001."id" = j1001."users_id"
WHERE j1001."clinics_id" = t1000."id" AND (t1001."id" = ?4))));
--   1 = Parameter[index=1, type=UUID]
--   2 = Moment[type=TIMESTAMP]
--   3 = Parameter[index=0, type=UUID]
--   4 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
