-- unbounded
SELECT g0.o0, g0.o1, g0.o2, g0.o3, g0.o4, g0.o5, g0.o6
FROM (SELECT sum(g0.o0) AS o0, sum(g0.o1) AS o1, sum(g0.o2) AS o2, msingi_average(sum(g0.o3), count(g0.o3), 2) AS o3, min(g0.o4) AS o4, max(g0.o5) AS o5, count(g0.o6) AS o6
FROM (SELECT t0."units" AS o0, t0."big" AS o1, t0."amount" AS o2, t0."amount" AS o3, t0."day" AS o4, t0."word" AS o5, t0."units" AS o6
FROM "sales" AS t0
WHERE t0."open") AS g0
LIMIT ?1 OFFSET ?2) AS g0;
--   1 = Parameter[index=0, type=LONG]
--   2 = Parameter[index=1, type=LONG]
