-- unbounded
SELECT t0."name", (SELECT '[' || coalesce(group_concat(json_object('name', t2."name"), ','), '') || ']'
FROM (SELECT t2.*
FROM "patients" AS t2
WHERE t2."clinic_id" = t0."id" AND ((t2."name" = ?1) AND EXISTS (SELECT 1
FROM "clinics" AS t1001
WHERE t1001."id" = t2."clinic_id" AND EXISTS (SELECT 1
FROM "clinics_staff" AS j1002 JOIN "users" AS t1002 ON t1002."id" = j1002."users_id"
WHERE j1002."clinics_id" = t1001."id" AND (t1002."id" = ?2))))
LIMIT ?5 OFFSET ?6) AS t2)
FROM (SELECT t0.*
FROM "clinics" AS t0
WHERE EXISTS (SELECT 1
FROM "patients" AS t1003
WHERE t1003."clinic_id" = t0."id" AND ((t1003."name" = ?1) AND EXISTS (SELECT 1
FROM "clinics" AS t1004
WHERE t1004."id" = t1003."clinic_id" AND EXISTS (SELECT 1
FROM "clinics_staff" AS j1005 JOIN "users" AS t1005 ON t1005."id" = j1005."users_id"
WHERE j1005."clinics_id" = t1004."id" AND (t1005."id" = ?2)))))
LIMIT ?3 OFFSET ?4) AS t0;
--   1 = Parameter[index=0, type=TEXT]
--   2 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   3 = Parameter[index=3, type=LONG]
--   4 = Parameter[index=4, type=LONG]
--   5 = Parameter[index=1, type=LONG]
--   6 = Parameter[index=2, type=LONG]
