-- unbounded
SELECT t0."name", t2."name", (CASE WHEN t2."id" IS NOT NULL THEN (SELECT '[' || coalesce(group_concat(json_quote(t3."name"), ','), '') || ']'
FROM (SELECT t3.*
FROM "shops" AS t3
WHERE t3."region_id" = t2."id"
LIMIT ?3 OFFSET ?4) AS t3) END)
FROM (SELECT t0.*
FROM "shops" AS t0
LIMIT ?1 OFFSET ?2) AS t0
LEFT JOIN "regions" AS t2 ON t2."id" = t0."region_id" AND t2."open";
--   1 = Parameter[index=4, type=LONG]
--   2 = Parameter[index=5, type=LONG]
--   3 = Parameter[index=0, type=LONG]
--   4 = Parameter[index=1, type=LONG]
