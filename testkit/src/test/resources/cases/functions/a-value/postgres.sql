-- read only
-- answer
WITH msingi_body("add_them") AS (select $1::int4 + $2::int4 -- and nothing else
)
SELECT t0."add_them"
FROM (SELECT "add_them"::int4 AS "add_them"
FROM msingi_body
LIMIT 1) AS t0
LIMIT $3::int8 OFFSET $4::int8;
--   1 = Parameter[index=2, type=INT]
--   2 = Parameter[index=3, type=INT]
--   3 = Parameter[index=0, type=LONG]
--   4 = Parameter[index=1, type=LONG]
