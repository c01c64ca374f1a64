-- bounded
SELECT t0."code"
FROM "shelves" AS t0
ORDER BY t0."code" ASC
LIMIT ?1 OFFSET ?2;
--   1 = Parameter[index=0, type=LONG]
--   2 = Parameter[index=1, type=LONG]
