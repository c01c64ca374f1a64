-- bounded
SELECT t0."id"
FROM "books" AS t0
WHERE (t0."state" <> 'lost')
ORDER BY t0."id" ASC
LIMIT ?1 OFFSET ?2;
--   1 = Parameter[index=0, type=LONG]
--   2 = Parameter[index=1, type=LONG]

-- unbounded
SELECT g0.o0
FROM (SELECT avg(g0.o0) AS o0
FROM (SELECT t0."weight" AS o0
FROM "books" AS t0
WHERE (t0."state" <> 'lost')) AS g0
LIMIT ?1 OFFSET ?2) AS g0;
--   1 = Parameter[index=0, type=LONG]
--   2 = Parameter[index=1, type=LONG]
