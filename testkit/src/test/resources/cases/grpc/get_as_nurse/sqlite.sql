-- bounded
SELECT t0."name", (SELECT json_object('id', t2."id", 'name', t2."name")
FROM "users" AS t2
WHERE t2."id" = t0."lender_id" AND (t2."id" = ?2)
LIMIT ?5 OFFSET ?6)
FROM (SELECT t0.*
FROM "tools" AS t0
WHERE ((t0."id" = ?1) AND ((t0."state" <> 'out of order') OR (t0."lender_id" = ?2)))
ORDER BY t0.rowid
LIMIT ?3 OFFSET ?4) AS t0;
--   1 = Parameter[index=2, type=LONG]
--   2 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   3 = Parameter[index=3, type=LONG]
--   4 = Parameter[index=4, type=LONG]
--   5 = Parameter[index=0, type=LONG]
--   6 = Parameter[index=1, type=LONG]
