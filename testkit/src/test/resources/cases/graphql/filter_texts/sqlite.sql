-- unbounded
SELECT t0."id"
FROM "books" AS t0
WHERE ((substr(t0."title", 1, length(?1)) = ?1) AND msingi_like(msingi_fold(t0."title"), msingi_fold(?2)) AND (t0."state" <> 'lost') AND (CASE WHEN (t0."state" <> 'lost') THEN (msingi_regex(t0."title", ?3) AND msingi_iregex(t0."title", ?4)) ELSE 0 END))
ORDER BY t0."id" ASC
LIMIT ?5 OFFSET ?6;
--   1 = Parameter[index=0, type=TEXT]
--   2 = Parameter[index=1, type=TEXT]
--   3 = Parameter[index=2, type=TEXT]
--   4 = Parameter[index=3, type=TEXT]
--   5 = Parameter[index=4, type=LONG]
--   6 = Parameter[index=5, type=LONG]
