-- change
DELETE
FROM "patients" AS t0
WHERE ((t0."id" = ?1) AND EXISTS (SELECT 1
FROM "clinics" AS t1000
WHERE t1000."id" = t0."clinic_id" AND EXISTS (SELECT 1
FROM "clinics_staff" AS j1001 JOIN "users" AS t1001 ON t1001."id" = j1001."users_id"
WHERE j1001."clinics_id" = t1000."id" AND (t1001."id" = ?2))));
--   1 = Parameter[index=0, type=UUID]
--   2 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
