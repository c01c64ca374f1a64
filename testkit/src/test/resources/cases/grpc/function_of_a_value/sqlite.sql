-- read only
-- answer
WITH msingi_body("how_many") AS (select count(*) from tools where state = ?1
)
SELECT t0."how_many"
FROM (SELECT (CASE typeof("how_many") WHEN 'real' THEN (CASE WHEN abs("how_many") >= 9223372036854775808.0 THEN abs(-9223372036854775807 - 1) ELSE (CASE typeof(CAST((CASE WHEN abs("how_many") >= 4503599627370496.0 THEN "how_many" WHEN "how_many" < 0 THEN "how_many" - 4503599627370496.0 + 4503599627370496.0 ELSE "how_many" + 4503599627370496.0 - 4503599627370496.0 END) AS INTEGER)) WHEN 'real' THEN abs(-9223372036854775807 - 1) ELSE (CAST((CASE WHEN abs("how_many") >= 4503599627370496.0 THEN "how_many" WHEN "how_many" < 0 THEN "how_many" - 4503599627370496.0 + 4503599627370496.0 ELSE "how_many" + 4503599627370496.0 - 4503599627370496.0 END) AS INTEGER)) END) END) WHEN 'text' THEN msingi_cast("how_many", 'LONG') ELSE (CASE typeof("how_many") WHEN 'real' THEN abs(-9223372036854775807 - 1) ELSE ("how_many") END) END) AS "how_many"
FROM msingi_body
LIMIT 1) AS t0
LIMIT ?2 OFFSET ?3;
--   1 = Parameter[index=0, type=TEXT]
--   2 = Parameter[index=1, type=LONG]
--   3 = Parameter[index=2, type=LONG]
