-- unbounded
SELECT t0."name", (SELECT '{"house":' || json_quote(t2."house") || ',"side":' || json_quote(t2."side") || ',"height":' || coalesce((CASE WHEN t2."height" < 0 THEN '-' ELSE '' END || (abs(t2."height") / 10) || '.' || printf('%01d', abs(t2."height") % 10)), 'null') || ',"tools":' || coalesce((SELECT '[' || coalesce(group_concat(json_object('name', t3."name"), ','), '') || ']'
FROM (SELECT t3.*
FROM "tools" AS t3
WHERE t3."wall_house" = t2."house" AND t3."wall_side" = t2."side" AND ((t3."state" <> 'out of order') OR (t3."lender_id" = ?2))
LIMIT ?5 OFFSET ?6) AS t3), 'null') || '}'
FROM "walls" AS t2
WHERE t2."house" = t0."wall_house" AND t2."side" = t0."wall_side"
LIMIT ?7 OFFSET ?8), (SELECT '[' || coalesce(group_concat('{"cost":' || coalesce((CASE WHEN t4."cost" < 0 THEN '-' ELSE '' END || (abs(t4."cost") / 100) || '.' || printf('%02d', abs(t4."cost") % 100)), 'null') || '}', ','), '') || ']'
FROM (SELECT t4.*
FROM "repairs" AS t4
WHERE t4."tool_id" = t0."id"
LIMIT ?9 OFFSET ?10) AS t4)
FROM (SELECT t0.*
FROM "tools" AS t0
WHERE ((t0."id" = ?1) AND ((t0."state" <> 'out of order') OR (t0."lender_id" = ?2)))
ORDER BY t0.rowid
LIMIT ?3 OFFSET ?4) AS t0;
--   1 = Parameter[index=6, type=LONG]
--   2 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   3 = Parameter[index=7, type=LONG]
--   4 = Parameter[index=8, type=LONG]
--   5 = Parameter[index=0, type=LONG]
--   6 = Parameter[index=1, type=LONG]
--   7 = Parameter[index=2, type=LONG]
--   8 = Parameter[index=3, type=LONG]
--   9 = Parameter[index=4, type=LONG]
--   10 = Parameter[index=5, type=LONG]
