-- alone
-- whole
WITH p AS MATERIALIZED (SELECT u.c0 AS "title", u.c1 AS "state", u.c2 AS "price", u.c3 AS "pages", u.c4 AS "weight", u.c5 AS "signed", u.c6 AS "bought", u.c7 AS "lent_at", u.c8 AS "isbn", u.c9::jsonb AS "about", u.c10::text[] AS "tags", u.c11::int8[] AS "numbers", u.c12 AS "shelf_code", u.c13 AS "secret"
FROM unnest($1::text[], $2::text[], $3::text[]::numeric[], $4::int4[], $5::float8[], $6::bool[], $7::date[], $8::timestamptz[], $9::uuid[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[]) AS u(c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13)),
done AS (INSERT INTO "public"."books" AS t0 ("title", "state", "price", "pages", "weight", "signed", "bought", "lent_at", "isbn", "about", "tags", "numbers", "shelf_code", "secret")
SELECT p."title", p."state", p."price", p."pages", p."weight", p."signed", p."bought", p."lent_at", p."isbn", p."about", p."tags", p."numbers", p."shelf_code", p."secret"
FROM p
RETURNING t0.*, t0.ctid AS "_locator", true AS "_inserted")
SELECT NULL::int4, NULL::text, s.affected, s.inserted, r.present, r.o0, r.o1, r.o2
FROM (SELECT count(*) AS affected, count(*) FILTER (WHERE "_inserted") AS inserted
FROM done) AS s
LEFT JOIN (SELECT true AS present, t0."id" AS o0, t0."title" AS o1, (SELECT row_to_json(x)
FROM (SELECT t2."room" AS "0"
FROM "public"."shelves" AS t2
WHERE t2."code" = t0."shelf_code"
LIMIT $17::int8 OFFSET $18::int8) AS x)::text AS o2
FROM (SELECT t0.*
FROM
done AS t0
WHERE (t0."state" <> 'lost'::text)
LIMIT $15::int8 OFFSET $16::int8) AS t0) AS r ON true;
--   1 = Cells[column=0, type=TEXT]
--   2 = Cells[column=1, type=TEXT]
--   3 = Cells[column=2, type=Decimal[precision=10, scale=2]]
--   4 = Cells[column=3, type=INT]
--   5 = Cells[column=4, type=FLOAT]
--   6 = Cells[column=5, type=BOOL]
--   7 = Cells[column=6, type=DATE]
--   8 = Cells[column=7, type=TIMESTAMP]
--   9 = Cells[column=8, type=UUID]
--   10 = Cells[column=9, type=JSON]
--   11 = Cells[column=10, type=Array[element=TEXT]]
--   12 = Cells[column=11, type=Array[element=LONG]]
--   13 = Cells[column=12, type=TEXT]
--   14 = Cells[column=13, type=TEXT]
--   15 = Parameter[index=2, type=LONG]
--   16 = Parameter[index=3, type=LONG]
--   17 = Parameter[index=0, type=LONG]
--   18 = Parameter[index=1, type=LONG]
