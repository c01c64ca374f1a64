-- alone
-- whole
WITH p AS MATERIALIZED (SELECT u.c0 AS "id", (CASE WHEN u.c1::json IS NOT NULL THEN (trim((u.c1::json), '"'))::text END) AS "part_code", u.c2 AS "machine"
FROM unnest($1::int4[], $2::text[], $3::text[]) AS u(c0, c1, c2)),
bad AS MATERIALIZED (SELECT 3 AS code, 'uses_part_code_fkey' AS name
FROM p AS t0
WHERE t0."part_code" IS NOT NULL AND NOT EXISTS (SELECT 1
FROM "public"."parts" AS t1000
WHERE t1000."code" = t0."part_code" AND t1000."open")
LIMIT 1),
done AS (INSERT INTO "public"."uses" AS t0 ("id", "part_code", "machine")
SELECT p."id", p."part_code", p."machine"
FROM p
WHERE NOT EXISTS (SELECT 1
FROM bad)
RETURNING true AS "_inserted")
SELECT b.code::int4, b.name::text, s.affected, s.inserted, false AS present
FROM (SELECT count(*) AS affected, count(*) FILTER (WHERE "_inserted") AS inserted
FROM done) AS s
LEFT JOIN
bad AS b ON true;
--   1 = Cells[column=0, type=INT]
--   2 = Cells[column=1, type=Represented[stored=TEXT, representation=Representation[show=Sql[pieces=[upper(, )]], read=Sql[pieces=[trim(, , '"')]], parse=Sql[pieces=[lower(, )]]]]]
--   3 = Cells[column=2, type=TEXT]
