-- change, per row
INSERT INTO "tools" ("id", "name", "state", "weight", "price", "count", "total", "sharp", "bought", "opens", "used", "serial", "papers", "stamp", "tags", "marks", "made", "wall_house", "wall_side", "lender_id", "secret")
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)
RETURNING rowid, 1;
--   1 = Cell[column=0, type=LONG]
--   2 = Cell[column=1, type=TEXT]
--   3 = Cell[column=2, type=TEXT]
--   4 = Cell[column=3, type=Decimal[precision=8, scale=3]]
--   5 = Cell[column=4, type=FLOAT]
--   6 = Cell[column=5, type=INT]
--   7 = Cell[column=6, type=LONG]
--   8 = Cell[column=7, type=BOOL]
--   9 = Cell[column=8, type=DATE]
--   10 = Cell[column=9, type=TIME]
--   11 = Cell[column=10, type=TIMESTAMP]
--   12 = Cell[column=11, type=UUID]
--   13 = Cell[column=12, type=JSON]
--   14 = Cell[column=13, type=BYTES]
--   15 = Cell[column=14, type=Array[element=TEXT]]
--   16 = Cell[column=15, type=Array[element=INT]]
--   17 = Cell[column=16, type=TIMESTAMP]
--   18 = Cell[column=17, type=TEXT]
--   19 = Cell[column=18, type=TEXT]
--   20 = Cell[column=19, type=UUID]
--   21 = Cell[column=20, type=TEXT]
-- answer
SELECT t0."id"
FROM json_each(?1) AS l
CROSS JOIN "tools" AS t0 ON t0.rowid = l.value
WHERE ((t0."state" <> 'out of order') OR (t0."lender_id" = ?2))
LIMIT ?3 OFFSET ?4;
--   1 = Locators[]
--   2 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   3 = Parameter[index=0, type=LONG]
--   4 = Parameter[index=1, type=LONG]
