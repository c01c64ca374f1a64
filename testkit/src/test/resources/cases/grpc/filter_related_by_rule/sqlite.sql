-- unbounded
SELECT t0."house", (SELECT '[' || coalesce(group_concat(json_object('name', t2."name"), ','), '') || ']'
FROM (SELECT t2.*
FROM "tools" AS t2
WHERE t2."wall_house" = t0."house" AND t2."wall_side" = t0."side" AND ((t2."state" <> 'out of order') OR (t2."lender_id" = ?2))
LIMIT ?5 OFFSET ?6) AS t2), t0."side"
FROM (SELECT t0.*
FROM "walls" AS t0
WHERE EXISTS (SELECT 1
FROM "tools" AS t3
WHERE t3."wall_house" = t0."house" AND t3."wall_side" = t0."side" AND ((t3."state" = ?1) AND ((t3."state" <> 'out of order') OR (t3."lender_id" = ?2))))
ORDER BY t0."house" ASC, t0."side" ASC
LIMIT ?3 OFFSET ?4) AS t0
ORDER BY t0."house" ASC, t0."side" ASC;
--   1 = Parameter[index=2, type=TEXT]
--   2 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   3 = Parameter[index=3, type=LONG]
--   4 = Parameter[index=4, type=LONG]
--   5 = Parameter[index=0, type=LONG]
--   6 = Parameter[index=1, type=LONG]
