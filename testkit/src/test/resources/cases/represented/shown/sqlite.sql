-- unbounded
SELECT (CASE WHEN t0."code" IS NOT NULL THEN json_quote((upper((t0."code")))) END), (CASE WHEN t0."price" IS NOT NULL THEN json_quote(((t0."price") * 100)) END)
FROM "parts" AS t0
WHERE t0."open"
ORDER BY t0."code" DESC
LIMIT ?1 OFFSET ?2;
--   1 = Parameter[index=0, type=LONG]
--   2 = Parameter[index=1, type=LONG]
