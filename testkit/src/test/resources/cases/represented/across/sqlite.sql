-- unbounded
SELECT t0."id", (SELECT '{"code":' || coalesce((CASE WHEN t2."code" IS NOT NULL THEN json_quote((upper((t2."code")))) END), 'null') || ',"price":' || coalesce((CASE WHEN t2."price" IS NOT NULL THEN json_quote(((t2."price") * 100)) END), 'null') || '}'
FROM "parts" AS t2
WHERE t2."code" = t0."part_code" AND (t2."open" AND (CASE WHEN t2."open" THEN (t2."code" <> (CASE WHEN ?3 IS NOT NULL THEN msingi_stored((lower((?3))), 'TEXT') END)) ELSE 0 END))
LIMIT ?4 OFFSET ?5)
FROM (SELECT t0.*
FROM "uses" AS t0
LIMIT ?1 OFFSET ?2) AS t0;
--   1 = Parameter[index=3, type=LONG]
--   2 = Parameter[index=4, type=LONG]
--   3 = Parameter[index=0, type=TEXT]
--   4 = Parameter[index=1, type=LONG]
--   5 = Parameter[index=2, type=LONG]
