-- unbounded
SELECT t0."id"
FROM "tools" AS t0
WHERE (((t0."count" > ?1) OR ((NOT (t0."sharp" = ?2)) AND (NOT (t0."name" = ?3))) OR 1) AND ((t0."state" <> 'out of order') OR (t0."lender_id" = ?4)))
ORDER BY t0."id" ASC
LIMIT ?5 OFFSET ?6;
--   1 = Parameter[index=0, type=INT]
--   2 = Parameter[index=1, type=BOOL]
--   3 = Parameter[index=2, type=TEXT]
--   4 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   5 = Parameter[index=3, type=LONG]
--   6 = Parameter[index=4, type=LONG]
