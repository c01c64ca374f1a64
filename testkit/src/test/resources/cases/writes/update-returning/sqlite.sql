-- guard
SELECT 2 AS code, 'patients_check' AS name
FROM "patients" AS t0
WHERE (((t0."name" = ?1) AND EXISTS (SELECT 1
FROM "clinics" AS t1000
WHERE t1000."id" = t0."clinic_id" AND EXISTS (SELECT 1
FROM "clinics_staff" AS j1001 JOIN "users" AS t1001 ON t1001."id" = j1001."users_id"
WHERE j1001."clinics_id" = t1000."id" AND (t1001."id" = ?2))))) AND (((?3 IS NULL) OR (?3 <= ?5))) IS FALSE
LIMIT 1;
--   1 = Parameter[index=2, type=TEXT]
--   2 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   3 = Parameter[index=3, type=DATE]
--   4 = Moment[type=TIMESTAMP]
--   5 = Moment[type=DATE]
-- change
UPDATE "patients" AS t0
SET "born_on" = ?1, "updated_at" = ?2
WHERE ((t0."name" = ?3) AND EXISTS (SELECT 1
FROM "clinics" AS t1000
WHERE t1000."id" = t0."clinic_id" AND EXISTS (SELECT 1
FROM "clinics_staff" AS j1001 JOIN "users" AS t1001 ON t1001."id" = j1001."users_id"
WHERE j1001."clinics_id" = t1000."id" AND (t1001."id" = ?4))))
RETURNING rowid, 0;
--   1 = Parameter[index=3, type=DATE]
--   2 = Moment[type=TIMESTAMP]
--   3 = Parameter[index=2, type=TEXT]
--   4 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
-- answer
SELECT t0."name"
FROM json_each(?1) AS l
CROSS JOIN "patients" AS t0 ON t0.rowid = l.value
WHERE EXISTS (SELECT 1
FROM "clinics" AS t1004
WHERE t1004."id" = t0."clinic_id" AND EXISTS (SELECT 1
FROM "clinics_staff" AS j1005 JOIN "users" AS t1005 ON t1005."id" = j1005."users_id"
WHERE j1005."clinics_id" = t1004."id" AND (t1005."id" = ?2)))
LIMIT ?3 OFFSET ?4;
--   1 = Locators[]
--   2 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   3 = Parameter[index=0, type=LONG]
--   4 = Parameter[index=1, type=LONG]
