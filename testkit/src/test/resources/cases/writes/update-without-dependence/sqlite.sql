-- change
UPDATE "patients" AS t0
SET "name" = ?1, "updated_at" = ?2
WHERE ((t0."id" = ?3) AND EXISTS (SELECT 1
FROM "clinics" AS t1000
WHERE t1000."id" = t0."clinic_id" AND EXISTS (SELECT 1
FROM "clinics_staff" AS j1001 JOIN "users" AS t1001 ON t1001."id" = j1001."users_id"
WHERE j1001."clinics_id" = t1000."id" AND (t1001."id" = ?4))));
--   1 = Parameter[index=1, type=TEXT]
--   2 = Moment[type=TIMESTAMP]
--   3 = Parameter[index=0, type=UUID]
--   4 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
