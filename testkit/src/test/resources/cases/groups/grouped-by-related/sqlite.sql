-- unbounded
SELECT g0.o0, g0.o1, g0.o2
FROM (SELECT g0.o0 AS o0, g0.o1 AS o1, count(*) AS o2
FROM (SELECT (SELECT json_object('name', t2."name")
FROM "regions" AS t2
WHERE t2."id" = t0."region_id" AND t2."open"
LIMIT ?3 OFFSET ?4) AS o0, (SELECT '[' || coalesce(group_concat(json_quote(t3."name"), ','), '') || ']'
FROM (SELECT t3.*
FROM "shops_tags" AS t1001 JOIN "tags" AS t3 ON t3."id" = t1001."tags_id"
WHERE t1001."shops_id" = t0."id" AND EXISTS (SELECT 1
FROM "tags" AS t1002
WHERE t1002."id" = t1001."tags_id" AND (NOT t1002."hidden")) AND (NOT t3."hidden")
LIMIT ?5 OFFSET ?6) AS t3) AS o1
FROM "shops" AS t0) AS g0 GROUP BY g0.o0, g0.o1
LIMIT ?1 OFFSET ?2) AS g0;
--   1 = Parameter[index=4, type=LONG]
--   2 = Parameter[index=5, type=LONG]
--   3 = Parameter[index=0, type=LONG]
--   4 = Parameter[index=1, type=LONG]
--   5 = Parameter[index=2, type=LONG]
--   6 = Parameter[index=3, type=LONG]
