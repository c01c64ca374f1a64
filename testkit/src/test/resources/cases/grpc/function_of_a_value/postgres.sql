-- read only
-- answer
WITH msingi_body("how_many") AS (select count(*) from tools where state = $1::text
)
SELECT t0."how_many"
FROM (SELECT "how_many"::int8 AS "how_many"
FROM msingi_body
LIMIT 1) AS t0
LIMIT $2::int8 OFFSET $3::int8;
--   1 = Parameter[index=0, type=TEXT]
--   2 = Parameter[index=1, type=LONG]
--   3 = Parameter[index=2, type=LONG]
