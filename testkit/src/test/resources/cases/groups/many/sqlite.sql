-- unbounded
SELECT t0."name", (SELECT '[' || coalesce(group_concat(json_quote(t2."units"), ','), '') || ']'
FROM (SELECT t2.*
FROM "sales" AS t2
WHERE t2."shop_id" = t0."id" AND t2."open"
ORDER BY t2."units" DESC NULLS FIRST, t2."id" ASC
LIMIT ?3 OFFSET ?4) AS t2), (SELECT '[' || coalesce(group_concat(coalesce((CASE WHEN t2."amount" < 0 THEN '-' ELSE '' END || (abs(t2."amount") / 100) || '.' || printf('%02d', abs(t2."amount") % 100)), 'null'), ','), '') || ']'
FROM (SELECT t2.*
FROM "sales" AS t2
WHERE t2."shop_id" = t0."id" AND t2."open"
ORDER BY t2."units" DESC NULLS FIRST, t2."id" ASC
LIMIT ?3 OFFSET ?4) AS t2)
FROM (SELECT t0.*
FROM "shops" AS t0
LIMIT ?1 OFFSET ?2) AS t0;
--   1 = Parameter[index=2, type=LONG]
--   2 = Parameter[index=3, type=LONG]
--   3 = Parameter[index=0, type=LONG]
--   4 = Parameter[index=1, type=LONG]
