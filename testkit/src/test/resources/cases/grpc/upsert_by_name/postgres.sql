-- alone
-- whole
WITH p AS MATERIALIZED (SELECT u.c0 AS "id", u.c1 AS "name", u.c2 AS "state", u.c3 AS "weight", u.c4 AS "price", u.c5 AS "count", u.c6 AS "total", u.c7 AS "sharp", u.c8 AS "bought", u.c9 AS "opens", u.c10 AS "used", u.c11 AS "serial", u.c12::jsonb AS "papers", u.c13 AS "stamp", u.c14::text[] AS "tags", u.c15::int4[] AS "marks", u.c16 AS "made", u.c17 AS "wall_house", u.c18 AS "wall_side", u.c19 AS "lender_id", u.c20 AS "secret", u.place AS "_place"
FROM unnest($1::int8[], $2::text[], $3::text[], $4::text[]::numeric[], $5::float8[], $6::int4[], $7::int8[], $8::bool[], $9::date[], $10::time[], $11::timestamptz[], $12::uuid[], $13::text[], $14::bytea[], $15::text[], $16::text[], $17::timestamptz[], $18::text[], $19::text[], $20::uuid[], $21::text[]) WITH ORDINALITY AS u(c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19, c20, place)),
bad AS MATERIALIZED (SELECT 1 AS code, '' AS name
FROM p AS t0
CROSS JOIN LATERAL (SELECT *
FROM "public"."tools" AS k
WHERE k."name" = t0."name" OFFSET 0) AS o
WHERE ((((o."state" <> 'out of order'::text) OR (o."lender_id" = $22::uuid)) AND (o."state" <> 'busy'::text))) IS NOT TRUE
LIMIT 1),
done AS (INSERT INTO "public"."tools" AS t0 ("id", "name", "state", "weight", "price", "count", "total", "sharp", "bought", "opens", "used", "serial", "papers", "stamp", "tags", "marks", "made", "wall_house", "wall_side", "lender_id", "secret")
SELECT p."id", p."name", p."state", p."weight", p."price", p."count", p."total", p."sharp", p."bought", p."opens", p."used", p."serial", p."papers", p."stamp", p."tags", p."marks", p."made", p."wall_house", p."wall_side", p."lender_id", p."secret"
FROM p
WHERE NOT EXISTS (SELECT 1
FROM bad)
ORDER BY p."name"
ON CONFLICT ("name") DO UPDATE
SET "id" = excluded."id", "count" = excluded."count"
WHERE (((t0."state" <> 'out of order'::text) OR (t0."lender_id" = $22::uuid)) AND (t0."state" <> 'busy'::text))
RETURNING t0.*, t0.ctid AS "_locator", (t0.xmax = 0) AS "_inserted")
SELECT b.code::int4, b.name::text, CASE WHEN b.code IS NULL AND s.affected < $25::int8 THEN jsonb_path_query_first(jsonb_build_object('affected', s.affected), 'strict $."msingi.refused"')::int8 ELSE s.affected END, s.inserted, r.present, r.o0
FROM (SELECT count(*) AS affected, count(*) FILTER (WHERE "_inserted") AS inserted
FROM done) AS s
LEFT JOIN
bad AS b ON true
LEFT JOIN (SELECT true AS present, t0."id" AS o0
FROM (SELECT d.*
FROM
done AS d
LEFT JOIN p ON d."name" = p."name"
ORDER BY p."_place") AS t0
WHERE ((t0."state" <> 'out of order'::text) OR (t0."lender_id" = $22::uuid))
LIMIT $23::int8 OFFSET $24::int8) AS r ON true;
--   1 = Cells[column=0, type=LONG]
--   2 = Cells[column=1, type=TEXT]
--   3 = Cells[column=2, type=TEXT]
--   4 = Cells[column=3, type=Decimal[precision=8, scale=3]]
--   5 = Cells[column=4, type=FLOAT]
--   6 = Cells[column=5, type=INT]
--   7 = Cells[column=6, type=LONG]
--   8 = Cells[column=7, type=BOOL]
--   9 = Cells[column=8, type=DATE]
--   10 = Cells[column=9, type=TIME]
--   11 = Cells[column=10, type=TIMESTAMP]
--   12 = Cells[column=11, type=UUID]
--   13 = Cells[column=12, type=JSON]
--   14 = Cells[column=13, type=BYTES]
--   15 = Cells[column=14, type=Array[element=TEXT]]
--   16 = Cells[column=15, type=Array[element=INT]]
--   17 = Cells[column=16, type=TIMESTAMP]
--   18 = Cells[column=17, type=TEXT]
--   19 = Cells[column=18, type=TEXT]
--   20 = Cells[column=19, type=UUID]
--   21 = Cells[column=20, type=TEXT]
--   22 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   23 = Parameter[index=0, type=LONG]
--   24 = Parameter[index=1, type=LONG]
--   25 = Count[]
