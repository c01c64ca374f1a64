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
SELECT t0."id", t0."name", (SELECT json_object('name', t2."name")
FROM "clinics" AS t2
WHERE t2."id" = t0."clinic_id"
LIMIT ?5 OFFSET ?6)
FROM (SELECT t0.*
FROM json_each(?1) AS l
CROSS JOIN "patients" AS t0 ON t0.rowid = l.value
WHERE EXISTS (SELECT 1
FROM "clinics" AS t1004
WHERE t1004."id" = t0."clinic_id" AND EXISTS (SELECT 1
FROM "clinics_staff" AS j1005 JOIN "users" AS t1005 ON t1005."id" = j1005."users_id"
WHERE j1005."clinics_id" = t1004."id" AND (t1005."id" = ?2)))
LIMIT ?3 OFFSET ?4) AS t0;
--   1 = Locators[]
--   2 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   3 = Parameter[index=2, type=LONG]
--   4 = Parameter[index=3, type=LONG]
--   5 = Parameter[index=0, type=LONG]
--   6 = Parameter[index=1, type=LONG]
