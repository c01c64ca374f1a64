-- bounded
SELECT t0."pages", t0."price", t0."tags", t0."numbers"
FROM "books" AS t0
WHERE ((t0."id" = ?1) AND (t0."state" <> 'lost'))
LIMIT ?2 OFFSET ?3;
--   1 = Parameter[index=0, type=LONG]
--   2 = Parameter[index=1, type=LONG]
--   3 = Parameter[index=2, type=LONG]
