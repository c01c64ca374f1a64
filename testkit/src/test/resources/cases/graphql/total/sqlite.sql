-- unbounded
SELECT c.total, r.present, r.o0
FROM (SELECT count(*) AS total
FROM "books" AS t0
WHERE (t0."state" <> 'lost')) AS c
LEFT JOIN (SELECT 1 AS present, t0."id" AS o0
FROM "books" AS t0
WHERE (t0."state" <> 'lost')
ORDER BY t0."id" ASC
LIMIT ?1 OFFSET ?2) AS r ON 1 = 1;
--   1 = Parameter[index=0, type=LONG]
--   2 = Parameter[index=1, type=LONG]
