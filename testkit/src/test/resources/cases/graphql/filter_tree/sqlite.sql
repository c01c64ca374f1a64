-- unbounded
SELECT t0."id"
FROM "books" AS t0
WHERE (((t0."pages" < ?1) OR (NOT msingi_like(t0."title", ?2))) AND (t0."state" IN (SELECT value
FROM json_each(?3))) AND (t0."state" <> 'lost'))
ORDER BY t0."id" ASC
LIMIT ?4 OFFSET ?5;
--   1 = Parameter[index=0, type=INT]
--   2 = Parameter[index=1, type=TEXT]
--   3 = Parameter[index=2, type=Array[element=TEXT]]
--   4 = Parameter[index=3, type=LONG]
--   5 = Parameter[index=4, type=LONG]
