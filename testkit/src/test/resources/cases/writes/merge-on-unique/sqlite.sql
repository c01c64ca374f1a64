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
UNION ALL
SELECT 1 AS code, '' AS name
FROM "patients" AS t1
WHERE t1."phone" = ?5 AND (EXISTS (SELECT 1
FROM "clinics" AS t1002
WHERE t1002."id" = t1."clinic_id" AND EXISTS (SELECT 1
FROM "clinics_staff" AS j1003 JOIN "users" AS t1003 ON t1003."id" = j1003."users_id"
WHERE j1003."clinics_id" = t1002."id" AND (t1003."id" = ?2)))) IS NOT TRUE
UNION ALL
SELECT 1 AS code, '' AS name
FROM "patients" AS t1
WHERE t1."phone" = ?5 AND (EXISTS (SELECT 1
FROM "clinics" AS t1004
WHERE t1004."id" = ?1 AND EXISTS (SELECT 1
FROM "clinics_staff" AS j1005 JOIN "users" AS t1005 ON t1005."id" = j1005."users_id"
WHERE j1005."clinics_id" = t1004."id" AND (t1005."id" = ?2)))) IS NOT TRUE
UNION ALL
SELECT 2 AS code, 'patients_check' AS name
FROM "patients" AS t1
WHERE t1."phone" = ?5 AND (((t1."born_on" IS NULL) OR (t1."born_on" <= ?4))) IS FALSE
LIMIT 1;
--   1 = Cell[column=4, type=UUID]
--   2 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   3 = Cell[column=3, type=DATE]
--   4 = Moment[type=DATE]
--   5 = Cell[column=2, type=TEXT]
-- change, per row
UPDATE "patients" AS t0
SET "name" = ?1, "clinic_id" = ?2, "updated_at" = ?3
WHERE t0."phone" = ?4;
--   1 = Cell[column=1, type=TEXT]
--   2 = Cell[column=4, type=UUID]
--   3 = Cell[column=7, type=TIMESTAMP]
--   4 = Cell[column=2, type=TEXT]
-- add, per row not changed
INSERT INTO "patients" ("id", "name", "phone", "born_on", "clinic_id", "notes", "created_at", "updated_at")
SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8
WHERE NOT EXISTS (SELECT 1
FROM "patients" AS t0
WHERE t0."phone" = ?3);
--   1 = Cell[column=0, type=UUID]
--   2 = Cell[column=1, type=TEXT]
--   3 = Cell[column=2, type=TEXT]
--   4 = Cell[column=3, type=DATE]
--   5 = Cell[column=4, type=UUID]
--   6 = Cell[column=5, type=TEXT]
--   7 = Cell[column=6, type=TIMESTAMP]
--   8 = Cell[column=7, type=TIMESTAMP]
