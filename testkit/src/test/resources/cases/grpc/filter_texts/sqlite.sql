-- bounded
SELECT t0."id"
FROM "tools" AS t0
WHERE ((t0."name" = ?1) AND msingi_like(t0."name", ?2) AND msingi_like(msingi_fold(t0."name"), msingi_fold(?3)) AND ((t0."state" <> 'out of order') OR (t0."lender_id" = ?4)) AND (CASE WHEN ((t0."state" <> 'out of order') OR (t0."lender_id" = ?4)) THEN (msingi_regex(t0."name", ?5) AND msingi_iregex(t0."name", ?6)) ELSE 0 END))
ORDER BY t0."id" ASC
LIMIT ?7 OFFSET ?8;
--   1 = Parameter[index=0, type=TEXT]
--   2 = Parameter[index=1, type=TEXT]
--   3 = Parameter[index=2, type=TEXT]
--   4 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   5 = Parameter[index=3, type=TEXT]
--   6 = Parameter[index=4, type=TEXT]
--   7 = Parameter[index=5, type=LONG]
--   8 = Parameter[index=6, type=LONG]
