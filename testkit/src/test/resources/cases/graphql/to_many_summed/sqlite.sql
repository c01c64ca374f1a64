-- unbounded
SELECT (SELECT '[' || coalesce(group_concat('{"0":' || json_quote(g3.o0) || ',"1":' || coalesce((CASE WHEN g3.o1 < 0 THEN '-' ELSE '' END || (abs(g3.o1) / 100) || '.' || printf('%02d', abs(g3.o1) % 100)), 'null') || '}', ','), '') || ']'
FROM (SELECT count(*) AS o0, min(g3.o1) AS o1
FROM (SELECT t3."price" AS o1
FROM "books" AS t3
WHERE t3."shelf_code" = t0."code" AND (t3."state" <> 'lost')) AS g3
LIMIT ?3 OFFSET ?4) AS g3), (SELECT '[' || coalesce(group_concat('{}', ','), '') || ']'
FROM (SELECT t2.*
FROM "books" AS t2
WHERE t2."shelf_code" = t0."code" AND (t2."state" <> 'lost')
ORDER BY t2."id" ASC
LIMIT ?5 OFFSET ?6) AS t2)
FROM (SELECT t0.*
FROM "shelves" AS t0
ORDER BY t0."code" ASC
LIMIT ?1 OFFSET ?2) AS t0
ORDER BY t0."code" ASC;
--   1 = Parameter[index=4, type=LONG]
--   2 = Parameter[index=5, type=LONG]
--   3 = Parameter[index=2, type=LONG]
--   4 = Parameter[index=3, type=LONG]
--   5 = Parameter[index=0, type=LONG]
--   6 = Parameter[index=1, type=LONG]
