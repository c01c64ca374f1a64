-- bounded
SELECT t0."name"
FROM "patients" AS t0
WHERE (t0."id" = ?1)
LIMIT ?2 OFFSET ?3;
--   1 = Parameter[index=0, type=UUID]
--   2 = Parameter[index=1, type=LONG]
--   3 = Parameter[index=2, type=LONG]
