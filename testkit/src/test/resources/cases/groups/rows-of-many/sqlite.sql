-- unbounded
SELECT t0."name", (SELECT '[' || coalesce(group_concat(json_quote(t2."name"), ','), '') || ']'
FROM (SELECT t2.*
FROM "shops" AS t2
WHERE t2."region_id" = t0."id"
ORDER BY t2."id" ASC
LIMIT ?3 OFFSET ?4) AS t2), (SELECT '[' || coalesce(group_concat(coalesce((SELECT '[' || coalesce(group_concat(json_object('units', t3."units"), ','), '') || ']'
FROM (SELECT t3.*
FROM "sales" AS t3
WHERE t3."shop_id" = t2."id" AND t3."open"
LIMIT ?5 OFFSET ?6) AS t3), 'null'), ','), '') || ']'
FROM (SELECT t2.*
FROM "shops" AS t2
WHERE t2."region_id" = t0."id"
ORDER BY t2."id" ASC
LIMIT ?3 OFFSET ?4) AS t2)
FROM (SELECT t0.*
FROM "regions" AS t0
WHERE t0."open"
LIMIT ?1 OFFSET ?2) AS t0;
--   1 = Parameter[index=4, type=LONG]
--   2 = Parameter[index=5, type=LONG]
--   3 = Parameter[index=2, type=LONG]
--   4 = Parameter[index=3, type=LONG]
--   5 = Parameter[index=0, type=LONG]
--   6 = Parameter[index=1, type=LONG]
