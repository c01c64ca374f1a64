-- unbounded
SELECT (CASE WHEN t0."code" IS NOT NULL THEN json_quote((upper((t0."code")))) END)
FROM "parts" AS t0
WHERE (t0."open" AND (CASE WHEN t0."open" THEN (NOT EXISTS (SELECT 1
FROM json_each(?1) AS t2
WHERE (NOT ((t0."code" > (CASE WHEN t2.value IS NOT NULL THEN msingi_stored((lower((t2.value))), 'TEXT') END)) IS TRUE)))) ELSE 0 END))
LIMIT ?2 OFFSET ?3;
--   1 = Parameter[index=0, type=Array[element=TEXT]]
--   2 = Parameter[index=1, type=LONG]
--   3 = Parameter[index=2, type=LONG]
