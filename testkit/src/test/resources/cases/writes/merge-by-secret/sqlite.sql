-- guard, per row
SELECT 2 AS code, 'patients_check' AS name
FROM (SELECT 1)
WHERE (((?1 IS NULL) OR (?1 <= ?2))) IS FALSE
UNION ALL
SELECT 2 AS code, 'patients_check' AS name
FROM "patients" AS t1
WHERE t1."id" = ?3 AND (((t1."born_on" IS NULL) OR (t1."born_on" <= ?2))) IS FALSE
LIMIT 1;
--   1 = Cell[column=3, type=DATE]
--   2 = Moment[type=DATE]
--   3 = Cell[column=0, type=UUID]
-- change, per row
UPDATE "patients" AS t0
SET "name" = ?1, "clinic_id" = ?2, "updated_at" = ?3
WHERE t0."id" = ?4;
--   1 = Cell[column=1, type=TEXT]
--   2 = Cell[column=4, type=UUID]
--   3 = Cell[column=7, type=TIMESTAMP]
--   4 = Cell[column=0, type=UUID]
-- add, per row not changed
INSERT INTO "patients" ("id", "name", "phone", "born_on", "clinic_id", "notes", "created_at", "updated_at")
SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8
WHERE NOT EXISTS (SELECT 1
FROM "patients" AS t0
WHERE t0."id" = ?1);
--   1 = Cell[column=0, type=UUID]
--   2 = Cell[column=1, type=TEXT]
--   3 = Cell[column=2, type=TEXT]
--   4 = Cell[column=3, type=DATE]
--   5 = Cell[column=4, type=UUID]
--   6 = Cell[column=5, type=TEXT]
--   7 = Cell[column=6, type=TIMESTAMP]
--   8 = Cell[column=7, type=TIMESTAMP]
