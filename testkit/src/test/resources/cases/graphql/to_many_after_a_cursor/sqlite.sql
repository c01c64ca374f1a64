-- unbounded
SELECT (SELECT '[' || coalesce(group_concat(json_object('0', t2."id"), ','), '') || ']'
FROM (SELECT t2.*
FROM "books" AS t2
WHERE t2."shelf_code" = t0."code" AND ((t2."id" > ?4) AND (t2."state" <> 'lost'))
ORDER BY t2."id" ASC
LIMIT ?5 OFFSET ?6) AS t2)
FROM (SELECT t0.*
FROM "shelves" AS t0
WHERE (t0."code" = ?1)
LIMIT ?2 OFFSET ?3) AS t0;
--   1 = Parameter[index=0, type=TEXT]
--   2 = Parameter[index=4, type=LONG]
--   3 = Parameter[index=5, type=LONG]
--   4 = Parameter[index=1, type=LONG]
--   5 = Parameter[index=2, type=LONG]
--   6 = Parameter[index=3, type=LONG]
