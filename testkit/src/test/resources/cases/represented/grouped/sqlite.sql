-- unbounded
SELECT (CASE WHEN g0.o0 IS NOT NULL THEN json_quote((upper((g0.o0)))) END), g0.o1
FROM (SELECT g0.o0 AS o0, count(*) AS o1
FROM (SELECT t0."part_code" AS o0
FROM "uses" AS t0) AS g0 GROUP BY g0.o0
LIMIT ?1 OFFSET ?2) AS g0;
--   1 = Parameter[index=0, type=LONG]
--   2 = Parameter[index=1, type=LONG]
