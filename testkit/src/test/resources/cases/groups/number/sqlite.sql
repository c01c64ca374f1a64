-- unbounded
SELECT g0.o0
FROM (SELECT count(*) AS o0
FROM (SELECT 1
FROM "sales" AS t0
WHERE t0."open") AS g0
LIMIT ?1 OFFSET ?2) AS g0;
--   1 = Parameter[index=0, type=LONG]
--   2 = Parameter[index=1, type=LONG]
