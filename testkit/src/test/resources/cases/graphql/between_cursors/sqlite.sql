-- unbounded
SELECT t0."id"
FROM "books" AS t0
WHERE ((t0."id" > ?1) AND (t0."id" < ?2) AND (t0."state" <> 'lost'))
ORDER BY t0."id" ASC
LIMIT ?3 OFFSET ?4;
--   1 = Parameter[index=0, type=LONG]
--   2 = Parameter[index=1, type=LONG]
--   3 = Parameter[index=2, type=LONG]
--   4 = Parameter[index=3, type=LONG]
