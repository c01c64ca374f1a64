-- read only
-- answer
WITH msingi_body("add_them") AS (select ?1 + 3 -- and nothing else
)
SELECT t0."add_them"
FROM (SELECT "add_them" AS "add_them"
FROM msingi_body
LIMIT 1) AS t0
LIMIT ?2 OFFSET ?3;
--   1 = Parameter[index=2, type=INT]
--   2 = Parameter[index=0, type=LONG]
--   3 = Parameter[index=1, type=LONG]
