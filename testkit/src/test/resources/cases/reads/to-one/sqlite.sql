-- unbounded
SELECT t0."name", (SELECT json_object('name', t2."name")
FROM "clinics" AS t2
WHERE t2."id" = t0."clinic_id"
LIMIT ?4 OFFSET ?5)
FROM (SELECT t0.*
FROM "patients" AS t0
WHERE EXISTS (SELECT 1
FROM "clinics" AS t1001
WHERE t1001."id" = t0."clinic_id" AND EXISTS (SELECT 1
FROM "clinics_staff" AS j1002 JOIN "users" AS t1002 ON t1002."id" = j1002."users_id"
WHERE j1002."clinics_id" = t1001."id" AND (t1002."id" = ?1)))
LIMIT ?2 OFFSET ?3) AS t0;
--   1 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   2 = Parameter[index=2, type=LONG]
--   3 = Parameter[index=3, type=LONG]
--   4 = Parameter[index=0, type=LONG]
--   5 = Parameter[index=1, type=LONG]
