-- unbounded
SELECT t0."name", (SELECT '[' || coalesce(group_concat('{"word":' || json_quote(g2.o0) || ',"sum":' || json_quote(g2.o1) || ',"avg":' || coalesce(g2.o2, 'null') || '}', ','), '') || ']'
FROM (SELECT g2.o0 AS o0, sum(g2.o1) AS o1, msingi_average(sum(g2.o2), count(g2.o2), 2) AS o2
FROM (SELECT t2."word" AS o0, t2."units" AS o1, t2."amount" AS o2
FROM "sales" AS t2
WHERE t2."shop_id" = t0."id" AND t2."open") AS g2 GROUP BY g2.o0
ORDER BY g2.o0 ASC NULLS LAST
LIMIT ?3 OFFSET ?4) AS g2
ORDER BY g2.o0 ASC NULLS LAST)
FROM (SELECT t0.*
FROM "shops" AS t0
LIMIT ?1 OFFSET ?2) AS t0;
--   1 = Parameter[index=2, type=LONG]
--   2 = Parameter[index=3, type=LONG]
--   3 = Parameter[index=0, type=LONG]
--   4 = Parameter[index=1, type=LONG]
