-- unbounded
SELECT t0."name"
FROM "patients" AS t0
WHERE (EXISTS (SELECT 1
FROM "clinics" AS t1001
WHERE t1001."id" = t0."clinic_id" AND (t1001."name" = ?1)) AND EXISTS (SELECT 1
FROM "clinics" AS t1002
WHERE t1002."id" = t0."clinic_id" AND EXISTS (SELECT 1
FROM "clinics_staff" AS j1003 JOIN "users" AS t1003 ON t1003."id" = j1003."users_id"
WHERE j1003."clinics_id" = t1002."id" AND (t1003."id" = ?2))))
LIMIT ?3 OFFSET ?4;
--   1 = Parameter[index=0, type=TEXT]
--   2 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   3 = Parameter[index=3, type=LONG]
--   4 = Parameter[index=4, type=LONG]
