-- read only
-- answer
WITH msingi_body("add_them") AS (select ?1 + ?2 -- and nothing else
)
SELECT t0."add_them"
FROM (SELECT "add_them" AS "add_them"
FROM msingi_body
LIMIT 1) AS t0
LIMIT ?3 OFFSET ?4;
--   1 = Parameter[index=2, type=INT]
--   2 = Parameter[index=3, type=INT]
--   3 = Parameter[index=0, type=LONG]
--   4 = Parameter[index=1, type=LONG]
