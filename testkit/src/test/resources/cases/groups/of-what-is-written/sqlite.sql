-- change, per row
INSERT INTO "sales" ("shop_id", "amount", "units", "big", "day", "word", "open")
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
RETURNING rowid, 1;
--   1 = Cell[column=0, type=INT]
--   2 = Cell[column=1, type=Decimal[precision=8, scale=2]]
--   3 = Cell[column=2, type=INT]
--   4 = Cell[column=3, type=LONG]
--   5 = Cell[column=4, type=DATE]
--   6 = Cell[column=5, type=TEXT]
--   7 = Cell[column=6, type=BOOL]
-- answer
SELECT g0.o0, g0.o1, g0.o2
FROM (SELECT g0.o0 AS o0, sum(g0.o1) AS o1, g0.o2 AS o2
FROM (SELECT t0."word" AS o0, t0."units" AS o1, t2."name" AS o2
FROM json_each(?1) AS l
CROSS JOIN "sales" AS t0 ON t0.rowid = l.value
LEFT JOIN "shops" AS t2 ON t2."id" = t0."shop_id"
WHERE t0."open") AS g0 GROUP BY g0.o0, g0.o2
LIMIT ?2 OFFSET ?3) AS g0;
--   1 = Locators[]
--   2 = Parameter[index=2, type=LONG]
--   3 = Parameter[index=3, type=LONG]
