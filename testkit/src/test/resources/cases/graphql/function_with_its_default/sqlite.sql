-- read only
-- answer
WITH msingi_body AS (select * from books where pages >= 0 order by pages desc
)
SELECT t0."id"
FROM (SELECT *
FROM msingi_body) AS t0
WHERE (t0."state" <> 'lost')
LIMIT ?1 OFFSET ?2;
--   1 = Parameter[index=0, type=LONG]
--   2 = Parameter[index=1, type=LONG]
