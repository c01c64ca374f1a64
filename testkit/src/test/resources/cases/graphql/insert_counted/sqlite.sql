-- change, per row
INSERT INTO "shelves" ("code", "room", "floor")
VALUES (?1, ?2, ?3);
--   1 = Cell[column=0, type=TEXT]
--   2 = Cell[column=1, type=TEXT]
--   3 = Cell[column=2, type=INT]
