-- answer
SELECT t0."code"
FROM (SELECT rowid AS _rowid, *
FROM "shelves"
WHERE rowid IN (SELECT t0.rowid
FROM "shelves" AS t0
WHERE 1)) AS t0
LIMIT ?1 OFFSET ?2;
--   1 = Parameter[index=0, type=LONG]
--   2 = Parameter[index=1, type=LONG]
-- change
DELETE
FROM "shelves" AS t0
WHERE 1;
