-- unbounded
SELECT g0.o0, g0.o1, g0.o2, g0.o3
FROM (SELECT g0.o0 AS o0, sum(g0.o1) AS o1, count(g0.o2) AS o2, count(*) AS o3
FROM (SELECT t2."name" AS o0, t3."budget" AS o1, t3."id" AS o2
FROM "sales" AS t0
LEFT JOIN "shops" AS t2 ON t2."id" = t0."shop_id"
LEFT JOIN "regions" AS t3 ON t3."id" = t2."region_id" AND t3."open"
WHERE t0."open") AS g0 GROUP BY g0.o0
ORDER BY g0.o0 ASC NULLS LAST
LIMIT ?1 OFFSET ?2) AS g0
ORDER BY g0.o0 ASC NULLS LAST;
--   1 = Parameter[index=4, type=LONG]
--   2 = Parameter[index=5, type=LONG]
