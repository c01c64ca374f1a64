-- unbounded
SELECT t0."name", t2."name"
FROM (SELECT t0.*
FROM "shops" AS t0
ORDER BY t0."name" ASC
LIMIT ?1 OFFSET ?2) AS t0
LEFT JOIN "regions" AS t2 ON t2."id" = t0."region_id" AND t2."open"
ORDER BY t0."name" ASC;
--   1 = Parameter[index=2, type=LONG]
--   2 = Parameter[index=3, type=LONG]
