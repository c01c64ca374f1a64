-- unbounded
SELECT c.total, r.present, r.o0
FROM (SELECT count(*) AS total
FROM "clinics" AS t0
WHERE EXISTS (SELECT 1
FROM "patients" AS t1003
WHERE t1003."clinic_id" = t0."id" AND EXISTS (SELECT 1
FROM "clinics" AS t1004
WHERE t1004."id" = t1003."clinic_id" AND EXISTS (SELECT 1
FROM "clinics_staff" AS j1005 JOIN "users" AS t1005 ON t1005."id" = j1005."users_id"
WHERE j1005."clinics_id" = t1004."id" AND (t1005."id" = ?1))))) AS c
LEFT JOIN (SELECT 1 AS present, t0."name" AS o0
FROM "clinics" AS t0
WHERE EXISTS (SELECT 1
FROM "patients" AS t1003
WHERE t1003."clinic_id" = t0."id" AND EXISTS (SELECT 1
FROM "clinics" AS t1004
WHERE t1004."id" = t1003."clinic_id" AND EXISTS (SELECT 1
FROM "clinics_staff" AS j1005 JOIN "users" AS t1005 ON t1005."id" = j1005."users_id"
WHERE j1005."clinics_id" = t1004."id" AND (t1005."id" = ?1))))
LIMIT ?2 OFFSET ?3) AS r ON 1 = 1;
--   1 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   2 = Parameter[index=2, type=LONG]
--   3 = Parameter[index=3, type=LONG]
