-- unbounded
SELECT (CASE WHEN t0."price" IS NOT NULL THEN json_quote(((t0."price") * 100)) END)
FROM "parts" AS t0
WHERE (t0."open" AND (CASE WHEN t0."open" THEN ((t0."code" = (CASE WHEN ?1 IS NOT NULL THEN msingi_stored((lower((?1))), 'TEXT') END)) AND (t0."price" > msingi_cast(?2, 'DECIMAL 8 2'))) ELSE 0 END))
LIMIT ?3 OFFSET ?4;
--   1 = Parameter[index=0, type=TEXT]
--   2 = Parameter[index=1, type=TEXT]
--   3 = Parameter[index=2, type=LONG]
--   4 = Parameter[index=3, type=LONG]
