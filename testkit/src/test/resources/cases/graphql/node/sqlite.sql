-- bounded
SELECT t0."id", t0."title", (SELECT json_object('0', t2."code")
FROM "shelves" AS t2
WHERE t2."code" = t0."shelf_code"
LIMIT ?4 OFFSET ?5)
FROM (SELECT t0.*
FROM "books" AS t0
WHERE ((t0."id" = ?1) AND (t0."state" <> 'lost'))
LIMIT ?2 OFFSET ?3) AS t0;
--   1 = Parameter[index=0, type=LONG]
--   2 = Parameter[index=3, type=LONG]
--   3 = Parameter[index=4, type=LONG]
--   4 = Parameter[index=1, type=LONG]
--   5 = Parameter[index=2, type=LONG]
