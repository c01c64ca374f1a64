-- change, per row
INSERT INTO "parts" ("code", "price", "open")
VALUES ((CASE WHEN ?1 IS NOT NULL THEN msingi_stored((trim((?1), '"')), 'TEXT') END), msingi_cast((CASE json_type(?2, '$') WHEN 'text' THEN ?2 ->> '$' WHEN 'null' THEN NULL WHEN 'real' THEN msingi_plain(?2 -> '$') ELSE ?2 -> '$' END), 'DECIMAL 8 2'), ?3)
RETURNING rowid, 1;
--   1 = Cell[column=0, type=Represented[stored=TEXT, representation=Representation[show=Sql[pieces=[upper(, )]], read=Sql[pieces=[trim(, , '"')]], parse=Sql[pieces=[lower(, )]]]]]
--   2 = Cell[column=1, type=Represented[stored=Decimal[precision=8, scale=2], representation=Representation[show=Sql[pieces=[,  * 100]], read=OWN, parse=OWN]]]
--   3 = Cell[column=2, type=BOOL]
-- answer
SELECT (CASE WHEN t0."code" IS NOT NULL THEN json_quote((upper((t0."code")))) END)
FROM json_each(?1) AS l
CROSS JOIN "parts" AS t0 ON t0.rowid = l.value
WHERE t0."open"
LIMIT ?2 OFFSET ?3;
--   1 = Locators[]
--   2 = Parameter[index=0, type=LONG]
--   3 = Parameter[index=1, type=LONG]
