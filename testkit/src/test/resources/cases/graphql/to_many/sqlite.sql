-- unbounded
SELECT t0."code", (SELECT '[' || coalesce(group_concat(json_object('0', t2."title"), ','), '') || ']'
FROM (SELECT t2.*
FROM "books" AS t2
WHERE t2."shelf_code" = t0."code" AND ((t2."state" = ?3) AND (t2."state" <> 'lost'))
ORDER BY t2."pages" DESC NULLS LAST, t2."id" DESC
LIMIT ?4 OFFSET ?5) AS t2)
FROM (SELECT t0.*
FROM "shelves" AS t0
ORDER BY t0."code" ASC
LIMIT ?1 OFFSET ?2) AS t0
ORDER BY t0."code" ASC;
--   1 = Parameter[index=3, type=LONG]
--   2 = Parameter[index=4, type=LONG]
--   3 = Parameter[index=0, type=TEXT]
--   4 = Parameter[index=1, type=LONG]
--   5 = Parameter[index=2, type=LONG]
