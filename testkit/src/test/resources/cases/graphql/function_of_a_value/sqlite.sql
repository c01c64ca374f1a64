-- read only
-- answer
WITH msingi_body("total_pages") AS (select cast(coalesce(sum(pages), 0) as bigint) from books where shelf_code = ?1
)
SELECT t0."total_pages"
FROM (SELECT (CASE typeof("total_pages") WHEN 'real' THEN (CASE WHEN abs("total_pages") >= 9223372036854775808.0 THEN abs(-9223372036854775807 - 1) ELSE (CASE typeof(CAST((CASE WHEN abs("total_pages") >= 4503599627370496.0 THEN "total_pages" WHEN "total_pages" < 0 THEN "total_pages" - 4503599627370496.0 + 4503599627370496.0 ELSE "total_pages" + 4503599627370496.0 - 4503599627370496.0 END) AS INTEGER)) WHEN 'real' THEN abs(-9223372036854775807 - 1) ELSE (CAST((CASE WHEN abs("total_pages") >= 4503599627370496.0 THEN "total_pages" WHEN "total_pages" < 0 THEN "total_pages" - 4503599627370496.0 + 4503599627370496.0 ELSE "total_pages" + 4503599627370496.0 - 4503599627370496.0 END) AS INTEGER)) END) END) WHEN 'text' THEN msingi_cast("total_pages", 'LONG') ELSE (CASE typeof("total_pages") WHEN 'real' THEN abs(-9223372036854775807 - 1) ELSE ("total_pages") END) END) AS "total_pages"
FROM msingi_body
LIMIT 1) AS t0
LIMIT ?2 OFFSET ?3;
--   1 = Parameter[index=2, type=TEXT]
--   2 = Parameter[index=0, type=LONG]
--   3 = Parameter[index=1, type=LONG]
