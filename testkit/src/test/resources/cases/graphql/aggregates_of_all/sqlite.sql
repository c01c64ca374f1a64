-- unbounded
SELECT c.total, r.present
FROM (SELECT count(*) AS total
FROM "books" AS t0
WHERE (t0."state" <> 'lost')) AS c
LEFT JOIN (SELECT 1 AS present
FROM "books" AS t0
WHERE (t0."state" <> 'lost')
ORDER BY t0."id" ASC
LIMIT ?1 OFFSET ?2) AS r ON 1 = 1;
--   1 = Parameter[index=0, type=LONG]
--   2 = Parameter[index=1, type=LONG]

-- unbounded
SELECT g0.o0, g0.o1, g0.o2, g0.o3, g0.o4, g0.o5, g0.o6
FROM (SELECT count(*) AS o0, sum(g0.o1) AS o1, sum(g0.o2) AS o2, msingi_average(sum(g0.o3), count(g0.o3), 2) AS o3, min(g0.o4) AS o4, min(g0.o5) AS o5, max(g0.o6) AS o6
FROM (SELECT t0."pages" AS o1, t0."weight" AS o2, t0."price" AS o3, t0."bought" AS o4, t0."title" AS o5, t0."lent_at" AS o6
FROM "books" AS t0
WHERE (t0."state" <> 'lost')) AS g0
LIMIT ?1 OFFSET ?2) AS g0;
--   1 = Parameter[index=0, type=LONG]
--   2 = Parameter[index=1, type=LONG]
