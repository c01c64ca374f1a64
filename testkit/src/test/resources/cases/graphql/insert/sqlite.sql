-- change, per row
INSERT INTO "books" ("title", "state", "price", "pages", "weight", "signed", "bought", "lent_at", "isbn", "about", "tags", "numbers", "shelf_code", "secret")
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
RETURNING rowid, 1;
--   1 = Cell[column=0, type=TEXT]
--   2 = Cell[column=1, type=TEXT]
--   3 = Cell[column=2, type=Decimal[precision=10, scale=2]]
--   4 = Cell[column=3, type=INT]
--   5 = Cell[column=4, type=FLOAT]
--   6 = Cell[column=5, type=BOOL]
--   7 = Cell[column=6, type=DATE]
--   8 = Cell[column=7, type=TIMESTAMP]
--   9 = Cell[column=8, type=UUID]
--   10 = Cell[column=9, type=JSON]
--   11 = Cell[column=10, type=Array[element=TEXT]]
--   12 = Cell[column=11, type=Array[element=LONG]]
--   13 = Cell[column=12, type=TEXT]
--   14 = Cell[column=13, type=TEXT]
-- answer
SELECT t0."id", t0."title", (SELECT json_object('0', t2."room")
FROM "shelves" AS t2
WHERE t2."code" = t0."shelf_code"
LIMIT ?4 OFFSET ?5)
FROM (SELECT t0.*
FROM json_each(?1) AS l
CROSS JOIN "books" AS t0 ON t0.rowid = l.value
WHERE (t0."state" <> 'lost')
LIMIT ?2 OFFSET ?3) AS t0;
--   1 = Locators[]
--   2 = Parameter[index=2, type=LONG]
--   3 = Parameter[index=3, type=LONG]
--   4 = Parameter[index=0, type=LONG]
--   5 = Parameter[index=1, type=LONG]
