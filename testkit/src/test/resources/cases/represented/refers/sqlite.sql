-- guard, per row
SELECT 3 AS code, 'uses_part_code_fkey' AS name
FROM (SELECT 1)
WHERE (CASE WHEN ?1 IS NOT NULL THEN msingi_stored((trim((?1), '"')), 'TEXT') END) IS NOT NULL AND NOT EXISTS (SELECT 1
FROM "parts" AS t1000
WHERE t1000."code" = (CASE WHEN ?1 IS NOT NULL THEN msingi_stored((trim((?1), '"')), 'TEXT') END) AND t1000."open")
LIMIT 1;
--   1 = Cell[column=1, type=Represented[stored=TEXT, representation=Representation[show=Sql[pieces=[upper(, )]], read=Sql[pieces=[trim(, , '"')]], parse=Sql[pieces=[lower(, )]]]]]
-- change, per row
INSERT INTO "uses" ("id", "part_code", "machine")
VALUES (?1, (CASE WHEN ?2 IS NOT NULL THEN msingi_stored((trim((?2), '"')), 'TEXT') END), ?3);
--   1 = Cell[column=0, type=INT]
--   2 = Cell[column=1, type=Represented[stored=TEXT, representation=Representation[show=Sql[pieces=[upper(, )]], read=Sql[pieces=[trim(, , '"')]], parse=Sql[pieces=[lower(, )]]]]]
--   3 = Cell[column=2, type=TEXT]
