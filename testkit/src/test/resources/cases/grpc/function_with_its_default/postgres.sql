-- read only
-- answer
WITH msingi_body AS (select state, count(*) * (1)::int4 as many from tools group by state order by state
)
SELECT t0."state", t0."many"
FROM (SELECT "state"::text AS "state", "many"::int8 AS "many"
FROM msingi_body) AS t0
LIMIT $1::int8 OFFSET $2::int8;
--   1 = Parameter[index=0, type=LONG]
--   2 = Parameter[index=1, type=LONG]
