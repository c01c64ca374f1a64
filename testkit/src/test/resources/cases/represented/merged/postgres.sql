-- alone
-- whole
WITH p AS MATERIALIZED (SELECT (CASE WHEN u.c0::json IS NOT NULL THEN (trim((u.c0::json), '"'))::text END) AS "code", (SELECT r.v
FROM json_to_record(json_build_object('v', u.c1::json)) AS r(v numeric)) AS "price", u.c2 AS "open", u.place AS "_place"
FROM unnest($1::text[], $2::text[], $3::bool[]) WITH ORDINALITY AS u(c0, c1, c2, place)),
bad AS MATERIALIZED (SELECT 1 AS code, '' AS name
FROM p AS t0
CROSS JOIN LATERAL (SELECT *
FROM "public"."parts" AS k
WHERE k."code" = t0."code" OFFSET 0) AS o
WHERE (o."open") IS NOT TRUE
LIMIT 1),
done AS (INSERT INTO "public"."parts" AS t0 ("code", "price", "open")
SELECT p."code", p."price", p."open"
FROM p
WHERE NOT EXISTS (SELECT 1
FROM bad)
ORDER BY p."code"
ON CONFLICT ("code") DO UPDATE
SET "price" = excluded."price"
WHERE t0."open"
RETURNING (t0.xmax = 0) AS "_inserted")
SELECT b.code::int4, b.name::text, CASE WHEN b.code IS NULL AND s.affected < $4::int8 THEN jsonb_path_query_first(jsonb_build_object('affected', s.affected), 'strict $."msingi.refused"')::int8 ELSE s.affected END, s.inserted, false AS present
FROM (SELECT count(*) AS affected, count(*) FILTER (WHERE "_inserted") AS inserted
FROM done) AS s
LEFT JOIN
bad AS b ON true;
--   1 = Cells[column=0, type=Represented[stored=TEXT, representation=Representation[show=Sql[pieces=[upper(, )]], read=Sql[pieces=[trim(, , '"')]], parse=Sql[pieces=[lower(, )]]]]]
--   2 = Cells[column=1, type=Represented[stored=Decimal[precision=8, scale=2], representation=Representation[show=Sql[pieces=[,  * 100]], read=OWN, parse=OWN]]]
--   3 = Cells[column=2, type=BOOL]
--   4 = Count[]
