-- guard
SELECT 3 AS code, 'papers_reader_id_fkey' AS name
FROM "papers" AS t0
WHERE ((t0."title" = ?1)) AND ?2 IS NOT NULL AND NOT EXISTS (SELECT 1
FROM "accounts" AS t1000
WHERE t1000."id" = ?2 AND (t1000."owner" = ?3))
LIMIT 1;
--   1 = Parameter[index=2, type=TEXT]
--   2 = Parameter[index=3, type=UUID]
--   3 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
-- change
UPDATE "papers" AS t0
SET "reader_id" = ?1
WHERE (t0."title" = ?2)
RETURNING rowid, 0;
--   1 = Parameter[index=3, type=UUID]
--   2 = Parameter[index=2, type=TEXT]
-- answer
SELECT t0."title"
FROM json_each(?1) AS l
CROSS JOIN "papers" AS t0 ON t0.rowid = l.value
LIMIT ?2 OFFSET ?3;
--   1 = Locators[]
--   2 = Parameter[index=0, type=LONG]
--   3 = Parameter[index=1, type=LONG]
