-- bounded
SELECT t0."line"
FROM "logs" AS t0
LIMIT ?1 OFFSET ?2;
--   1 = Parameter[index=0, type=LONG]
--   2 = Parameter[index=1, type=LONG]
