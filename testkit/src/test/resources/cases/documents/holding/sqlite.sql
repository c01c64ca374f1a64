-- unbounded
SELECT t0."id"
FROM "papers" AS t0
WHERE (msingi_holds(t0."data", ?1) AND msingi_array_holds(?2, t0."tags") AND msingi_array_overlaps(t0."tags", ?3))
LIMIT ?4 OFFSET ?5;
--   1 = Parameter[index=0, type=JSON]
--   2 = Parameter[index=1, type=Array[element=TEXT]]
--   3 = Parameter[index=2, type=Array[element=TEXT]]
--   4 = Parameter[index=3, type=LONG]
--   5 = Parameter[index=4, type=LONG]
