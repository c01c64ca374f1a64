-- unbounded
SELECT g0.o0, g0.o1
FROM (SELECT g0.o0 AS o0, sum(g0.o1) AS o1
FROM (SELECT t0."shop_id" AS o0, t0."units" AS o1
FROM "public"."sales" AS t0
WHERE t0."open") AS g0 GROUP BY g0.o0
ORDER BY g0.o0 DESC
LIMIT $1::int8 OFFSET $2::int8) AS g0
ORDER BY g0.o0 DESC;
--   1 = Parameter[index=0, type=LONG]
--   2 = Parameter[index=1, type=LONG]
