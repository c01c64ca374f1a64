-- unbounded
SELECT t0."id"
FROM "books" AS t0
WHERE 0
ORDER BY t0."id" ASC
LIMIT ?1 OFFSET ?2;
--   1 = Parameter[index=0, type=LONG]
--   2 = Parameter[index=1, type=LONG]
