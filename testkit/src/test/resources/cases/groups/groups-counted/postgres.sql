-- unbounded
SELECT c.total, r.present, r.o0, r.o1
FROM (SELECT count(*) AS total
FROM (SELECT 1
FROM (SELECT t0."shop_id" AS o0, t0."units" AS o1
FROM "public"."sales" AS t0
WHERE t0."open") AS g0 GROUP BY g0.o0) AS n) AS c
LEFT JOIN (SELECT 1 AS present, g0.o0 AS o0, g0.o1 AS o1
FROM (SELECT g0.o0 AS o0, sum(g0.o1) AS o1
FROM (SELECT t0."shop_id" AS o0, t0."units" AS o1
FROM "public"."sales" AS t0
WHERE t0."open") AS g0 GROUP BY g0.o0
LIMIT $1::int8 OFFSET $2::int8) AS g0) AS r ON 1 = 1;
--   1 = Parameter[index=0, type=LONG]
--   2 = Parameter[index=1, type=LONG]
