-- unbounded
SELECT c.total, r.present
FROM (SELECT count(*) AS total
FROM "books" AS t0
WHERE (t0."state" <> 'lost')) AS c
LEFT JOIN (SELECT 1 AS present
FROM "books" AS t0
WHERE (t0."state" <> 'lost')
ORDER BY t0."id" ASC
LIMIT ?1 OFFSET ?2) AS r ON 1 = 1;
--   1 = Parameter[index=0, type=LONG]
--   2 = Parameter[index=1, type=LONG]

-- unbounded
SELECT g0.o0
FROM (SELECT count(*) AS o0
FROM (SELECT 1
FROM "books" AS t0
WHERE ((t0."pages" > ?1) AND (t0."state" <> 'lost'))) AS g0
LIMIT ?2 OFFSET ?3) AS g0;
--   1 = Parameter[index=0, type=INT]
--   2 = Parameter[index=1, type=LONG]
--   3 = Parameter[index=2, type=LONG]

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
