-- unbounded
SELECT t0."name", t0."marks"
FROM "tools" AS t0
WHERE ((t0."state" <> 'out of order') OR (t0."lender_id" = ?1))
ORDER BY t0."name" DESC
LIMIT ?2 OFFSET ?3;
--   1 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   2 = Parameter[index=0, type=LONG]
--   3 = Parameter[index=1, type=LONG]
