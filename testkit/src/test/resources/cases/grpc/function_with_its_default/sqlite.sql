-- read only
-- answer
WITH msingi_body AS (select state, count(*) * 1 as many from tools group by state order by state
)
SELECT t0."state", t0."many"
FROM (SELECT "state" AS "state", (CASE typeof("many") WHEN 'real' THEN (CASE WHEN abs("many") >= 9223372036854775808.0 THEN abs(-9223372036854775807 - 1) ELSE (CASE typeof(CAST((CASE WHEN abs("many") >= 4503599627370496.0 THEN "many" WHEN "many" < 0 THEN "many" - 4503599627370496.0 + 4503599627370496.0 ELSE "many" + 4503599627370496.0 - 4503599627370496.0 END) AS INTEGER)) WHEN 'real' THEN abs(-9223372036854775807 - 1) ELSE (CAST((CASE WHEN abs("many") >= 4503599627370496.0 THEN "many" WHEN "many" < 0 THEN "many" - 4503599627370496.0 + 4503599627370496.0 ELSE "many" + 4503599627370496.0 - 4503599627370496.0 END) AS INTEGER)) END) END) WHEN 'text' THEN msingi_cast("many", 'LONG') ELSE (CASE typeof("many") WHEN 'real' THEN abs(-9223372036854775807 - 1) ELSE ("many") END) END) AS "many"
FROM msingi_body) AS t0
LIMIT ?1 OFFSET ?2;
--   1 = Parameter[index=0, type=LONG]
--   2 = Parameter[index=1, type=LONG]
