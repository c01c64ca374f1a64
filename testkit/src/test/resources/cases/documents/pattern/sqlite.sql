-- unbounded
SELECT t0."id"
FROM "papers" AS t0
WHERE (msingi_regex(t0."title", ?1) AND (NOT (t0."title" IS NULL)) AND (NOT EXISTS (SELECT 1
FROM json_each(?2) AS t2
WHERE msingi_iregex(t0."title", t2.value))))
LIMIT ?3 OFFSET ?4;
--   1 = Parameter[index=0, type=TEXT]
--   2 = Parameter[index=1, type=Array[element=TEXT]]
--   3 = Parameter[index=2, type=LONG]
--   4 = Parameter[index=3, type=LONG]
