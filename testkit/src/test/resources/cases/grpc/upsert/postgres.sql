-- alone
-- whole
WITH p AS MATERIALIZED (SELECT u.c0 AS "house", u.c1 AS "side", u.c2 AS "height", u.place AS "_place"
FROM unnest($1::text[], $2::text[], $3::text[]::numeric[]) WITH ORDINALITY AS u(c0, c1, c2, place)),
done AS (INSERT INTO "public"."walls" AS t0 ("house", "side", "height")
SELECT p."house", p."side", p."height"
FROM p
ORDER BY p."house", p."side"
ON CONFLICT ("house", "side") DO UPDATE
SET "height" = excluded."height"
RETURNING t0.*, t0.ctid AS "_locator", (t0.xmax = 0) AS "_inserted")
SELECT NULL::int4, NULL::text, CASE WHEN s.affected < $6::int8 THEN jsonb_path_query_first(jsonb_build_object('affected', s.affected), 'strict $."msingi.refused"')::int8 ELSE s.affected END, s.inserted, r.present, r.o0, r.o1, r.o2
FROM (SELECT count(*) AS affected, count(*) FILTER (WHERE "_inserted") AS inserted
FROM done) AS s
LEFT JOIN (SELECT true AS present, t0."house" AS o0, t0."side" AS o1, t0."height"::text AS o2
FROM (SELECT d.*
FROM
done AS d
LEFT JOIN p ON d."house" = p."house" AND d."side" = p."side"
ORDER BY p."_place") AS t0
LIMIT $4::int8 OFFSET $5::int8) AS r ON true;
--   1 = Cells[column=0, type=TEXT]
--   2 = Cells[column=1, type=TEXT]
--   3 = Cells[column=2, type=Decimal[precision=4, scale=1]]
--   4 = Parameter[index=0, type=LONG]
--   5 = Parameter[index=1, type=LONG]
--   6 = Count[]
