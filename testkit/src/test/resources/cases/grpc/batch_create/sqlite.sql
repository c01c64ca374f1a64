-- guard, per row
SELECT 3 AS code, 'repairs_tool_id_fkey' AS name
FROM (SELECT 1)
WHERE ?1 IS NOT NULL AND NOT EXISTS (SELECT 1
FROM "tools" AS t1000
WHERE t1000."id" = ?1 AND ((t1000."state" <> 'out of order') OR (t1000."lender_id" = ?2)))
LIMIT 1;
--   1 = Cell[column=1, type=LONG]
--   2 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
-- change, per row
INSERT INTO "repairs" ("id", "tool_id", "cost")
VALUES (?1, ?2, ?3)
RETURNING rowid, 1;
--   1 = Cell[column=0, type=UUID]
--   2 = Cell[column=1, type=LONG]
--   3 = Cell[column=2, type=Decimal[precision=8, scale=2]]
-- answer
SELECT t0."id"
FROM json_each(?1) AS l
CROSS JOIN "repairs" AS t0 ON t0.rowid = l.value
LIMIT ?2 OFFSET ?3;
--   1 = Locators[]
--   2 = Parameter[index=0, type=LONG]
--   3 = Parameter[index=1, type=LONG]
