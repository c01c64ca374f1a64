-- read only
-- answer
WITH msingi_body AS (select * from books where pages >= $1::int4 order by pages desc
)
SELECT t0."title", t0."id"
FROM (SELECT *
FROM msingi_body) AS t0
WHERE ((t0."pages" < $2::int4) AND (t0."state" <> 'lost'::text))
ORDER BY t0."title" DESC, t0."id" DESC
LIMIT $3::int8 OFFSET $4::int8;
--   1 = Parameter[index=3, type=INT]
--   2 = Parameter[index=0, type=INT]
--   3 = Parameter[index=1, type=LONG]
--   4 = Parameter[index=2, type=LONG]
