-- alone
-- whole
WITH p AS MATERIALIZED (SELECT u.c0 AS "code", u.c1 AS "room", u.c2 AS "floor"
FROM unnest($1::text[], $2::text[], $3::int4[]) AS u(c0, c1, c2)),
done AS (INSERT INTO "public"."shelves" AS t0 ("code", "room", "floor")
SELECT p."code", p."room", p."floor"
FROM p
RETURNING true AS "_inserted")
SELECT NULL::int4, NULL::text, s.affected, s.inserted, false AS present
FROM (SELECT count(*) AS affected, count(*) FILTER (WHERE "_inserted") AS inserted
FROM done) AS s;
--   1 = Cells[column=0, type=TEXT]
--   2 = Cells[column=1, type=TEXT]
--   3 = Cells[column=2, type=INT]

-- whole
WITH
done AS (UPDATE "public"."books" AS t0
SET "shelf_code" = $2::text
WHERE ((t0."id" = $1::int8) AND (t0."state" <> 'lost'::text))
RETURNING false AS "_inserted")
SELECT NULL::int4, NULL::text, s.affected, s.inserted, false AS present
FROM (SELECT count(*) AS affected, count(*) FILTER (WHERE "_inserted") AS inserted
FROM done) AS s;
--   1 = Parameter[index=0, type=LONG]
--   2 = Parameter[index=1, type=TEXT]

-- whole
WITH
done AS (DELETE
FROM "public"."shelves" AS t0
WHERE (t0."code" = $1::text)
RETURNING false AS "_inserted")
SELECT NULL::int4, NULL::text, s.affected, s.inserted, false AS present
FROM (SELECT count(*) AS affected, count(*) FILTER (WHERE "_inserted") AS inserted
FROM done) AS s;
--   1 = Parameter[index=0, type=TEXT]
