-- unbounded
SELECT t0."id"
FROM "books" AS t0
WHERE (msingi_array_holds(t0."tags", ?1) AND msingi_array_overlaps(t0."tags", ?2) AND msingi_array_holds(?3, t0."numbers") AND (t0."state" <> 'lost'))
ORDER BY t0."id" ASC
LIMIT ?4 OFFSET ?5;
--   1 = Parameter[index=0, type=Array[element=TEXT]]
--   2 = Parameter[index=1, type=Array[element=TEXT]]
--   3 = Parameter[index=2, type=Array[element=LONG]]
--   4 = Parameter[index=3, type=LONG]
--   5 = Parameter[index=4, type=LONG]
