-- unbounded
SELECT (CASE WHEN t0."code" IS NOT NULL THEN json_quote((upper((t0."code")))) END)
FROM "parts" AS t0
WHERE (t0."open" AND (CASE WHEN t0."open" THEN (t0."code" IN (SELECT (CASE WHEN e.value IS NOT NULL THEN msingi_stored((lower((e.value))), 'TEXT') END)
FROM json_each(?1) AS e)) ELSE 0 END))
LIMIT ?2 OFFSET ?3;
--   1 = Parameter[index=0, type=Array[element=TEXT]]
--   2 = Parameter[index=1, type=LONG]
--   3 = Parameter[index=2, type=LONG]
