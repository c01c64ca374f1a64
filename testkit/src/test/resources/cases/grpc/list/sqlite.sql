-- unbounded
SELECT t0."id", t0."name", t0."state", t0."weight", t0."price", t0."count", t0."total", t0."sharp", t0."bought", t0."opens", t0."used", t0."serial", t0."papers", t0."stamp", t0."tags", t0."marks", t0."made", t0."wall_house", t0."wall_side"
FROM "tools" AS t0
WHERE ((t0."state" <> 'out of order') OR (t0."lender_id" = ?1))
ORDER BY t0."id" ASC
LIMIT ?2 OFFSET ?3;
--   1 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   2 = Parameter[index=0, type=LONG]
--   3 = Parameter[index=1, type=LONG]
