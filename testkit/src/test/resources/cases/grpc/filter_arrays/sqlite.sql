-- unbounded
SELECT t0."id"
FROM "tools" AS t0
WHERE (msingi_holds(t0."papers", ?1) AND msingi_array_holds(t0."tags", ?2) AND msingi_array_overlaps(t0."tags", ?3) AND msingi_array_holds(?4, t0."marks") AND ((t0."state" <> 'out of order') OR (t0."lender_id" = ?5)))
ORDER BY t0."id" ASC
LIMIT ?6 OFFSET ?7;
--   1 = Parameter[index=0, type=JSON]
--   2 = Parameter[index=1, type=Array[element=TEXT]]
--   3 = Parameter[index=2, type=Array[element=TEXT]]
--   4 = Parameter[index=3, type=Array[element=INT]]
--   5 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   6 = Parameter[index=4, type=LONG]
--   7 = Parameter[index=5, type=LONG]
