-- change, per row
INSERT INTO "shelves" ("code", "room", "floor")
VALUES (?1, ?2, ?3);
--   1 = Cell[column=0, type=TEXT]
--   2 = Cell[column=1, type=TEXT]
--   3 = Cell[column=2, type=INT]

-- change
UPDATE "books" AS t0
SET "shelf_code" = ?1
WHERE ((t0."id" = ?2) AND (t0."state" <> 'lost'));
--   1 = Parameter[index=1, type=TEXT]
--   2 = Parameter[index=0, type=LONG]

-- change
DELETE
FROM "shelves" AS t0
WHERE (t0."code" = ?1);
--   1 = Parameter[index=0, type=TEXT]
