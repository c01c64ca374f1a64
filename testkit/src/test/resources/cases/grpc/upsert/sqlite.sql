-- change, per row
UPDATE "walls" AS t0
SET "height" = ?1
WHERE t0."house" = ?2 AND t0."side" = ?3
RETURNING rowid, 0;
--   1 = Cell[column=2, type=Decimal[precision=4, scale=1]]
--   2 = Cell[column=0, type=TEXT]
--   3 = Cell[column=1, type=TEXT]
-- add, per row not changed
INSERT INTO "walls" ("house", "side", "height")
SELECT ?1, ?2, ?3
WHERE NOT EXISTS (SELECT 1
FROM "walls" AS t0
WHERE t0."house" = ?1 AND t0."side" = ?2)
RETURNING rowid, 1;
--   1 = Cell[column=0, type=TEXT]
--   2 = Cell[column=1, type=TEXT]
--   3 = Cell[column=2, type=Decimal[precision=4, scale=1]]
-- answer
SELECT t0."house", t0."side", t0."height"
FROM json_each(?1) AS l
CROSS JOIN "walls" AS t0 ON t0.rowid = l.value
LIMIT ?2 OFFSET ?3;
--   1 = Locators[]
--   2 = Parameter[index=0, type=LONG]
--   3 = Parameter[index=1, type=LONG]
