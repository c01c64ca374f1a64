-- guard, per row
SELECT 3 AS code, 'papers_account_id_fkey' AS name
FROM (SELECT 1)
WHERE ?1 IS NOT NULL AND NOT EXISTS (SELECT 1
FROM "accounts" AS t1000
WHERE t1000."id" = ?1 AND (t1000."owner" = ?2))
LIMIT 1;
--   1 = Cell[column=2, type=UUID]
--   2 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
-- change, per row
INSERT INTO "papers" ("id", "title", "account_id", "reader_id")
VALUES (?1, ?2, ?3, ?4);
--   1 = Cell[column=0, type=UUID]
--   2 = Cell[column=1, type=TEXT]
--   3 = Cell[column=2, type=UUID]
--   4 = Cell[column=3, type=UUID]
