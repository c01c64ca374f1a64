-- unbounded
SELECT t0."name", (SELECT '[' || coalesce(group_concat(json_object('name', t2."name"), ','), '') || ']'
FROM (SELECT t2.*
FROM "patients" AS t2
WHERE t2."clinic_id" = t0."id" AND EXISTS (SELECT 1
FROM "clinics" AS t1001
WHERE t1001."id" = t2."clinic_id" AND EXISTS (SELECT 1
FROM "clinics_staff" AS j1002 JOIN "users" AS t1002 ON t1002."id" = j1002."users_id"
WHERE j1002."clinics_id" = t1001."id" AND (t1002."id" = ?3)))
ORDER BY t2."name" ASC
LIMIT ?4 OFFSET ?5) AS t2)
FROM (SELECT t0.*
FROM "clinics" AS t0
LIMIT ?1 OFFSET ?2) AS t0;
--   1 = Parameter[index=2, type=LONG]
--   2 = Parameter[index=3, type=LONG]
--   3 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   4 = Parameter[index=0, type=LONG]
--   5 = Parameter[index=1, type=LONG]
