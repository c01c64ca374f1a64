-- bounded
SELECT t0."name"
FROM "clinics" AS t0
ORDER BY t0."name" ASC
LIMIT ?1 OFFSET ?2;
--   1 = Parameter[index=0, type=LONG]
--   2 = Parameter[index=1, type=LONG]
