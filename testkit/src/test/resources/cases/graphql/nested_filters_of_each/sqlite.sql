-- unbounded
SELECT c.total, r.present, r.o0
FROM (SELECT count(*) AS total
FROM "shelves" AS t0
WHERE (t0."floor" > ?1)) AS c
LEFT JOIN (SELECT 1 AS present, (SELECT '[' || coalesce(group_concat(json_object('0', t2."secret"), ','), '') || ']'
FROM (SELECT t2.*
FROM "books" AS t2
WHERE t2."shelf_code" = t0."code" AND ((NOT (t2."secret" IS NULL)) AND (t2."state" <> 'lost'))
ORDER BY t2."secret" ASC NULLS LAST, t2."id" ASC
LIMIT ?4 OFFSET ?5) AS t2) AS o0
FROM (SELECT t0.*
FROM "shelves" AS t0
WHERE (t0."floor" > ?1)
ORDER BY t0."floor" DESC, t0."code" DESC
LIMIT ?2 OFFSET ?3) AS t0
ORDER BY t0."floor" DESC, t0."code" DESC) AS r ON 1 = 1;
--   1 = Parameter[index=2, type=INT]
--   2 = Parameter[index=3, type=LONG]
--   3 = Parameter[index=4, type=LONG]
--   4 = Parameter[index=0, type=LONG]
--   5 = Parameter[index=1, type=LONG]
