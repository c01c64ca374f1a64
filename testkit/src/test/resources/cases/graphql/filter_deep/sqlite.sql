-- unbounded
SELECT c.total, r.present
FROM (SELECT count(*) AS total
FROM "books" AS t0
WHERE ((((t0."pages" >= ?1) AND (t0."pages" <= ?2)) OR (NOT ((t0."signed" = ?3) OR (t0."price" <> ?4)))) AND (1 = 0) AND (t0."state" <> 'lost'))) AS c
LEFT JOIN (SELECT 1 AS present
FROM "books" AS t0
WHERE ((((t0."pages" >= ?1) AND (t0."pages" <= ?2)) OR (NOT ((t0."signed" = ?3) OR (t0."price" <> ?4)))) AND (1 = 0) AND (t0."state" <> 'lost'))
ORDER BY t0."id" ASC
LIMIT ?5 OFFSET ?6) AS r ON 1 = 1;
--   1 = Parameter[index=0, type=INT]
--   2 = Parameter[index=1, type=INT]
--   3 = Parameter[index=2, type=BOOL]
--   4 = Parameter[index=3, type=Decimal[precision=10, scale=2]]
--   5 = Parameter[index=4, type=LONG]
--   6 = Parameter[index=5, type=LONG]
