-- unbounded
SELECT c.total, r.present, r.o0
FROM (SELECT count(*) AS total
FROM "tools" AS t0
WHERE ((t0."sharp" = ?1) AND ((t0."state" <> 'out of order') OR (t0."lender_id" = ?2)))) AS c
LEFT JOIN (SELECT 1 AS present, t0."id" AS o0
FROM "tools" AS t0
WHERE ((t0."sharp" = ?1) AND ((t0."state" <> 'out of order') OR (t0."lender_id" = ?2)))
ORDER BY t0."id" ASC
LIMIT ?3 OFFSET ?4) AS r ON 1 = 1;
--   1 = Parameter[index=0, type=BOOL]
--   2 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   3 = Parameter[index=1, type=LONG]
--   4 = Parameter[index=2, type=LONG]
