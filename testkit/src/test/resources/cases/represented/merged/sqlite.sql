-- guard, per row
SELECT 1 AS code, '' AS name
FROM "parts" AS t1
WHERE t1."code" = (CASE WHEN ?1 IS NOT NULL THEN msingi_stored((trim((?1), '"')), 'TEXT') END) AND (t1."open") IS NOT TRUE
LIMIT 1;
--   1 = Cell[column=0, type=Represented[stored=TEXT, representation=Representation[show=Sql[pieces=[upper(, )]], read=Sql[pieces=[trim(, , '"')]], parse=Sql[pieces=[lower(, )]]]]]
-- change, per row
UPDATE "parts" AS t0
SET "price" = msingi_cast((CASE json_type(?1, '$') WHEN 'text' THEN ?1 ->> '$' WHEN 'null' THEN NULL WHEN 'real' THEN msingi_plain(?1 -> '$') ELSE ?1 -> '$' END), 'DECIMAL 8 2')
WHERE t0."code" = (CASE WHEN ?2 IS NOT NULL THEN msingi_stored((trim((?2), '"')), 'TEXT') END);
--   1 = Cell[column=1, type=Represented[stored=Decimal[precision=8, scale=2], representation=Representation[show=Sql[pieces=[,  * 100]], read=OWN, parse=OWN]]]
--   2 = Cell[column=0, type=Represented[stored=TEXT, representation=Representation[show=Sql[pieces=[upper(, )]], read=Sql[pieces=[trim(, , '"')]], parse=Sql[pieces=[lower(, )]]]]]
-- add, per row not changed
INSERT INTO "parts" ("code", "price", "open")
SELECT (CASE WHEN ?1 IS NOT NULL THEN msingi_stored((trim((?1), '"')), 'TEXT') END), msingi_cast((CASE json_type(?2, '$') WHEN 'text' THEN ?2 ->> '$' WHEN 'null' THEN NULL WHEN 'real' THEN msingi_plain(?2 -> '$') ELSE ?2 -> '$' END), 'DECIMAL 8 2'), ?3
WHERE NOT EXISTS (SELECT 1
FROM "parts" AS t0
WHERE t0."code" = (CASE WHEN ?1 IS NOT NULL THEN msingi_stored((trim((?1), '"')), 'TEXT') END));
--   1 = Cell[column=0, type=Represented[stored=TEXT, representation=Representation[show=Sql[pieces=[upper(, )]], read=Sql[pieces=[trim(, , '"')]], parse=Sql[pieces=[lower(, )]]]]]
--   2 = Cell[column=1, type=Represented[stored=Decimal[precision=8, scale=2], representation=Representation[show=Sql[pieces=[,  * 100]], read=OWN, parse=OWN]]]
--   3 = Cell[column=2, type=BOOL]
