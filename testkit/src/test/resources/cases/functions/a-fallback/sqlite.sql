-- read only
-- answer
WITH msingi_body("add_them") AS (select ?1 + 3 -- and nothing else
)
SELECT t0."add_them"
FROM (SELECT (CASE typeof("add_them") WHEN 'real' THEN (CASE WHEN abs(CAST((CASE WHEN abs("add_them") >= 4503599627370496.0 THEN "add_them" WHEN "add_them" < 0 THEN "add_them" - 4503599627370496.0 + 4503599627370496.0 ELSE "add_them" + 4503599627370496.0 - 4503599627370496.0 END) AS INTEGER)) > 2147483647 AND (CAST((CASE WHEN abs("add_them") >= 4503599627370496.0 THEN "add_them" WHEN "add_them" < 0 THEN "add_them" - 4503599627370496.0 + 4503599627370496.0 ELSE "add_them" + 4503599627370496.0 - 4503599627370496.0 END) AS INTEGER)) <> -2147483648 THEN abs(-9223372036854775807 - 1) ELSE (CAST((CASE WHEN abs("add_them") >= 4503599627370496.0 THEN "add_them" WHEN "add_them" < 0 THEN "add_them" - 4503599627370496.0 + 4503599627370496.0 ELSE "add_them" + 4503599627370496.0 - 4503599627370496.0 END) AS INTEGER)) END) WHEN 'text' THEN msingi_cast("add_them", 'INT') ELSE (CASE WHEN abs("add_them") > 2147483647 AND ("add_them") <> -2147483648 THEN abs(-9223372036854775807 - 1) ELSE ("add_them") END) END) AS "add_them"
FROM msingi_body
LIMIT 1) AS t0
LIMIT ?2 OFFSET ?3;
--   1 = Parameter[index=2, type=INT]
--   2 = Parameter[index=0, type=LONG]
--   3 = Parameter[index=1, type=LONG]
