-- bounded
SELECT t0."id"
FROM "books" AS t0
WHERE ((t0."id" = ?1) AND (t0."state" <> 'lost'))
ORDER BY t0."id" ASC
LIMIT ?2 OFFSET ?3;
--   1 = Parameter[index=0, type=LONG]
--   2 = Parameter[index=1, type=LONG]
--   3 = Parameter[index=2, type=LONG]
