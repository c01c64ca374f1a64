-- unbounded
SELECT t0."code", (SELECT '[' || coalesce(group_concat('{"0":' || json_quote(t2."title") || ',"1":' || coalesce((SELECT '{"0":' || json_quote(t3."room") || ',"1":' || coalesce((SELECT '[' || coalesce(group_concat(json_object('0', t4."id"), ','), '') || ']'
FROM (SELECT t4.*
FROM "books" AS t4
WHERE t4."shelf_code" = t3."code" AND (t4."state" <> 'lost')
ORDER BY t4."id" ASC
LIMIT ?3 OFFSET ?4) AS t4), 'null') || '}'
FROM "shelves" AS t3
WHERE t3."code" = t2."shelf_code"
LIMIT ?5 OFFSET ?6), 'null') || '}', ','), '') || ']'
FROM (SELECT t2.*
FROM "books" AS t2
WHERE t2."shelf_code" = t0."code" AND (t2."state" <> 'lost')
ORDER BY t2."id" ASC
LIMIT ?7 OFFSET ?8) AS t2)
FROM (SELECT t0.*
FROM "shelves" AS t0
ORDER BY t0."code" ASC
LIMIT ?1 OFFSET ?2) AS t0
ORDER BY t0."code" ASC;
--   1 = Parameter[index=6, type=LONG]
--   2 = Parameter[index=7, type=LONG]
--   3 = Parameter[index=0, type=LONG]
--   4 = Parameter[index=1, type=LONG]
--   5 = Parameter[index=2, type=LONG]
--   6 = Parameter[index=3, type=LONG]
--   7 = Parameter[index=4, type=LONG]
--   8 = Parameter[index=5, type=LONG]
