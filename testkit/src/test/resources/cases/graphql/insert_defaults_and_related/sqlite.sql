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
SELECT t0."tags", (SELECT '{"0":' || json_quote(t2."code") || ',"1":' || coalesce((SELECT '[' || coalesce(group_concat(json_object('0', g4.o0), ','), '') || ']'
FROM (SELECT count(*) AS o0
FROM (SELECT 1
FROM "books" AS t4
WHERE t4."shelf_code" = t2."code" AND (t4."state" <> 'lost')) AS g4
LIMIT ?4 OFFSET ?5) AS g4), 'null') || ',"2":' || coalesce((SELECT '[' || coalesce(group_concat('{}', ','), '') || ']'
FROM (SELECT t3.*
FROM "books" AS t3
WHERE t3."shelf_code" = t2."code" AND (t3."state" <> 'lost')
ORDER BY t3."id" ASC
LIMIT ?6 OFFSET ?7) AS t3), 'null') || '}'
FROM "shelves" AS t2
WHERE t2."code" = t0."shelf_code"
LIMIT ?8 OFFSET ?9)
FROM (SELECT t0.*
FROM json_each(?1) AS l
CROSS JOIN "books" AS t0 ON t0.rowid = l.value
WHERE (t0."state" <> 'lost')
LIMIT ?2 OFFSET ?3) AS t0;
--   1 = Locators[]
--   2 = Parameter[index=6, type=LONG]
--   3 = Parameter[index=7, type=LONG]
--   4 = Parameter[index=2, type=LONG]
--   5 = Parameter[index=3, type=LONG]
--   6 = Parameter[index=0, type=LONG]
--   7 = Parameter[index=1, type=LONG]
--   8 = Parameter[index=4, type=LONG]
--   9 = Parameter[index=5, type=LONG]
