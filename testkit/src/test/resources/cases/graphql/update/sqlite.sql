-- change
UPDATE "books" AS t0
SET "pages" = ?1
WHERE ((t0."title" = ?2) AND (t0."state" <> 'lost'))
RETURNING rowid, 0;
--   1 = Parameter[index=3, type=INT]
--   2 = Parameter[index=2, type=TEXT]
-- answer
SELECT t0."title"
FROM json_each(?1) AS l
CROSS JOIN "books" AS t0 ON t0.rowid = l.value
WHERE (t0."state" <> 'lost')
LIMIT ?2 OFFSET ?3;
--   1 = Locators[]
--   2 = Parameter[index=0, type=LONG]
--   3 = Parameter[index=1, type=LONG]
