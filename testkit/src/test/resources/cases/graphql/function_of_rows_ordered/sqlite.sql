-- read only
-- answer
WITH msingi_body AS (select * from books where pages >= ?1 order by pages desc
)
SELECT t0."title", t0."id"
FROM (SELECT *
FROM msingi_body) AS t0
WHERE ((t0."pages" < ?2) AND (t0."state" <> 'lost'))
ORDER BY t0."title" DESC, t0."id" DESC
LIMIT ?3 OFFSET ?4;
--   1 = Parameter[index=3, type=INT]
--   2 = Parameter[index=0, type=INT]
--   3 = Parameter[index=1, type=LONG]
--   4 = Parameter[index=2, type=LONG]
