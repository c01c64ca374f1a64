-- guard, per row
SELECT 1 AS code, '' AS name
FROM (SELECT 1)
WHERE (EXISTS (SELECT 1
FROM "clinics" AS t1000
WHERE t1000."id" = ?1 AND EXISTS (SELECT 1
FROM "clinics_staff" AS j1001 JOIN "users" AS t1001 ON t1001."id" = j1001."users_id"
WHERE j1001."clinics_id" = t1000."id" AND (t1001."id" = ?2)))) IS NOT TRUE
UNION ALL
SELECT 2 AS code, 'patients_check' AS name
FROM (SELECT 1)
WHERE (((?3 IS NULL) OR (?3 <= ?4))) IS FALSE
LIMIT 1;
--   1 = Cell[column=4, type=UUID]
--   2 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   3 = Cell[column=3, type=DATE]
--   4 = Moment[type=DATE]
-- change, per row
INSERT INTO "patients" ("id", "name", "phone", "born_on", "clinic_id", "notes", "created_at", "updated_at")
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
RETURNING rowid, 1;
--   1 = Cell[column=0, type=UUID]
--   2 = Cell[column=1, type=TEXT]
--   3 = Cell[column=2, type=TEXT]
--   4 = Cell[column=3, type=DATE]
--   5 = Cell[column=4, type=UUID]
--   6 = Cell[column=5, type=TEXT]
--   7 = Cell[column=6, type=TIMESTAMP]
--   8 = Cell[column=7, type=TIMESTAMP]
-- answer
SELECT t0."id"
FROM json_each(?1) AS l
CROSS JOIN "patients" AS t0 ON t0.rowid = l.value
WHERE EXISTS (SELECT 1
FROM "clinics" AS t1003
WHERE t1003."id" = t0."clinic_id" AND EXISTS (SELECT 1
FROM "clinics_staff" AS j1004 JOIN "users" AS t1004 ON t1004."id" = j1004."users_id"
WHERE j1004."clinics_id" = t1003."id" AND (t1004."id" = ?2)))
LIMIT ?3 OFFSET ?4;
--   1 = Locators[]
--   2 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   3 = Parameter[index=1, type=LONG]
--   4 = Parameter[index=0, type=LONG]
