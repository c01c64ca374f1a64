-- unbounded
SELECT t0."name", t2."name"
FROM (SELECT t0.*
FROM "shops" AS t0
LIMIT ?1 OFFSET ?2) AS t0
LEFT JOIN "regions" AS t2 ON t2."id" = t0."region_id" AND ((t2."name" = ?3) AND t2."open");
--   1 = Parameter[index=3, type=LONG]
--   2 = Parameter[index=4, type=LONG]
--   3 = Parameter[index=0, type=TEXT]
