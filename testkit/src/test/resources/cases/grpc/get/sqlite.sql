-- bounded
SELECT t0."id", t0."name", t0."state", t0."weight", t0."price", t0."count", t0."total", t0."sharp", t0."bought", t0."opens", t0."used", t0."serial", t0."papers", t0."stamp", t0."tags", t0."marks", t0."made", t0."wall_house", t0."wall_side"
FROM "tools" AS t0
WHERE ((t0."id" = ?1) AND ((t0."state" <> 'out of order') OR (t0."lender_id" = ?2)))
ORDER BY t0.rowid
LIMIT ?3 OFFSET ?4;
--   1 = Parameter[index=0, type=LONG]
--   2 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   3 = Parameter[index=1, type=LONG]
--   4 = Parameter[index=2, type=LONG]
