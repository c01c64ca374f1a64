-- answer
SELECT t0."name", (SELECT json_object('name', t2."name")
FROM "clinics" AS t2
WHERE t2."id" = t0."clinic_id"
LIMIT ?5 OFFSET ?6)
FROM (SELECT t0.*
FROM (SELECT rowid AS _rowid, *
FROM "patients"
WHERE rowid IN (SELECT t0.rowid
FROM "patients" AS t0
WHERE ((t0."name" = ?1) AND EXISTS (SELECT 1
FROM "clinics" AS t1000
WHERE t1000."id" = t0."clinic_id" AND EXISTS (SELECT 1
FROM "clinics_staff" AS j1001 JOIN "users" AS t1001 ON t1001."id" = j1001."users_id"
WHERE j1001."clinics_id" = t1000."id" AND (t1001."id" = ?2)))))) AS t0
WHERE EXISTS (SELECT 1
FROM "clinics" AS t1003
WHERE t1003."id" = t0."clinic_id" AND EXISTS (SELECT 1
FROM "clinics_staff" AS j1004 JOIN "users" AS t1004 ON t1004."id" = j1004."users_id"
WHERE j1004."clinics_id" = t1003."id" AND (t1004."id" = ?2)))
LIMIT ?3 OFFSET ?4) AS t0;
--   1 = Parameter[index=4, type=TEXT]
--   2 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   3 = Parameter[index=2, type=LONG]
--   4 = Parameter[index=3, type=LONG]
--   5 = Parameter[index=0, type=LONG]
--   6 = Parameter[index=1, type=LONG]
-- change
DELETE
FROM "patients" AS t0
WHERE ((t0."name" = ?1) AND EXISTS (SELECT 1
FROM "clinics" AS t1000
WHERE t1000."id" = t0."clinic_id" AND EXISTS (SELECT 1
FROM "clinics_staff" AS j1001 JOIN "users" AS t1001 ON t1001."id" = j1001."users_id"
WHERE j1001."clinics_id" = t1000."id" AND (t1001."id" = ?2))));
--   1 = Parameter[index=4, type=TEXT]
--   2 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
