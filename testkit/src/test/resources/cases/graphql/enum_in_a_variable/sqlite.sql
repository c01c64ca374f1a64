-- unbounded
SELECT t0."state"
FROM "books" AS t0
WHERE 0
ORDER BY t0."id" ASC
LIMIT ?1 OFFSET ?2;
--   1 = Parameter[index=1, type=LONG]
--   2 = Parameter[index=2, type=LONG]
