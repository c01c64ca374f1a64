-- unbounded
SELECT c.total, r.present, r.o0
FROM (SELECT count(*) AS total
FROM "clinics" AS t0
WHERE (t0."county" = ?1)) AS c
LEFT JOIN (SELECT 1 AS present, t0."name" AS o0
FROM "clinics" AS t0
WHERE (t0."county" = ?1)
LIMIT ?2 OFFSET ?3) AS r ON 1 = 1;
--   1 = Parameter[index=0, type=TEXT]
--   2 = Parameter[index=1, type=LONG]
--   3 = Parameter[index=2, type=LONG]
