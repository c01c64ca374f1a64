-- unbounded
SELECT t0."name"
FROM "patients" AS t0
WHERE (EXISTS (SELECT 1
FROM "clinics" AS t1000
WHERE t1000."id" = t0."clinic_id" AND EXISTS (SELECT 1
FROM "clinics_staff" AS j1001 JOIN "users" AS t1001 ON t1001."id" = j1001."users_id"
WHERE j1001."clinics_id" = t1000."id" AND (t1001."id" = ?1))) AND EXISTS (SELECT 1
FROM "clinics" AS t1003
WHERE t1003."id" = t0."clinic_id" AND (t1003."name" = ?2)))
LIMIT ?3 OFFSET ?4;
--   1 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   2 = Parameter[index=0, type=TEXT]
--   3 = Parameter[index=3, type=LONG]
--   4 = Parameter[index=4, type=LONG]
