-- change, per row
INSERT INTO "logs" ("line")
VALUES (?1)
RETURNING rowid, 1;
--   1 = Cell[column=0, type=TEXT]
-- answer
SELECT t0."line"
FROM json_each(?1) AS l
CROSS JOIN "logs" AS t0 ON t0.rowid = l.value
LIMIT ?2 OFFSET ?3;
--   1 = Locators[]
--   2 = Parameter[index=0, type=LONG]
--   3 = Parameter[index=1, type=LONG]
