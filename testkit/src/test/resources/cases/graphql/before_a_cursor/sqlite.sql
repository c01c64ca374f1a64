-- unbounded
SELECT t0."title"
FROM "books" AS t0
WHERE (((t0."price" > ?1) OR ((t0."price" = ?2) AND (t0."id" > ?3))) AND (t0."state" <> 'lost'))
ORDER BY t0."price" ASC NULLS FIRST, t0."id" ASC
LIMIT ?4 OFFSET ?5;
--   1 = Parameter[index=0, type=Decimal[precision=10, scale=2]]
--   2 = Parameter[index=1, type=Decimal[precision=10, scale=2]]
--   3 = Parameter[index=2, type=LONG]
--   4 = Parameter[index=3, type=LONG]
--   5 = Parameter[index=4, type=LONG]
