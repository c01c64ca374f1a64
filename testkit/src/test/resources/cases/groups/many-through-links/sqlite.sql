-- unbounded
SELECT t0."name", (SELECT '[' || coalesce(group_concat(json_quote(t2."name"), ','), '') || ']'
FROM (SELECT t2.*
FROM "shops_tags" AS t1000 JOIN "tags" AS t2 ON t2."id" = t1000."tags_id"
WHERE t1000."shops_id" = t0."id" AND EXISTS (SELECT 1
FROM "tags" AS t1001
WHERE t1001."id" = t1000."tags_id" AND (NOT t1001."hidden")) AND (NOT t2."hidden")
LIMIT ?3 OFFSET ?4) AS t2)
FROM (SELECT t0.*
FROM "shops" AS t0
LIMIT ?1 OFFSET ?2) AS t0;
--   1 = Parameter[index=2, type=LONG]
--   2 = Parameter[index=3, type=LONG]
--   3 = Parameter[index=0, type=LONG]
--   4 = Parameter[index=1, type=LONG]
