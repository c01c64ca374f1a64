-- read only
-- answer
WITH msingi_body AS (select * from books where pages >= ?1 order by pages desc
)
SELECT t0."title", (SELECT json_object('0', t2."code")
FROM "shelves" AS t2
WHERE t2."code" = t0."shelf_code"
LIMIT ?4 OFFSET ?5)
FROM (SELECT t0.*
FROM (SELECT *
FROM msingi_body) AS t0
WHERE (t0."state" <> 'lost')
LIMIT ?2 OFFSET ?3) AS t0;
--   1 = Parameter[index=4, type=INT]
--   2 = Parameter[index=2, type=LONG]
--   3 = Parameter[index=3, type=LONG]
--   4 = Parameter[index=0, type=LONG]
--   5 = Parameter[index=1, type=LONG]
