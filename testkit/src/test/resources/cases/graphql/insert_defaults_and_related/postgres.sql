-- whole
WITH p AS MATERIALIZED (SELECT u.c0 AS "title", u.c1 AS "state", u.c2 AS "price", u.c3 AS "pages", u.c4 AS "weight", u.c5 AS "signed", u.c6 AS "bought", u.c7 AS "lent_at", u.c8 AS "isbn", u.c9::jsonb AS "about", u.c10::text[] AS "tags", u.c11::int8[] AS "numbers", u.c12 AS "shelf_code", u.c13 AS "secret"
FROM unnest($1::text[], $2::text[], $3::text[]::numeric[], $4::int4[], $5::float8[], $6::bool[], $7::date[], $8::timestamptz[], $9::uuid[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[]) AS u(c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13)),
done AS (INSERT INTO "public"."books" AS t0 ("title", "state", "price", "pages", "weight", "signed", "bought", "lent_at", "isbn", "about", "tags", "numbers", "shelf_code", "secret")
SELECT p."title", p."state", p."price", p."pages", p."weight", p."signed", p."bought", p."lent_at", p."isbn", p."about", p."tags", p."numbers", p."shelf_code", p."secret"
FROM p
RETURNING t0.*, t0.ctid AS "_locator", true AS "_inserted")
SELECT NULL::int4, NULL::text, s.affected, s.inserted, false AS present, r."_locator"::text
FROM (SELECT count(*) AS affected, count(*) FILTER (WHERE "_inserted") AS inserted
FROM done) AS s
LEFT JOIN
done AS r ON true;
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
-- answer
SELECT to_json(t0."tags")::text, (SELECT row_to_json(x)
FROM (SELECT t2."code" AS "0", (SELECT coalesce(json_agg(row_to_json(x)), '[]'::json)
FROM (SELECT g4.o0 AS "0"
FROM (SELECT count(*) AS o0
FROM (SELECT 1
FROM "public"."books" AS t4
WHERE t4."shelf_code" = t2."code" AND (t4."state" <> 'lost'::text)) AS g4
LIMIT $4::int8 OFFSET $5::int8) AS g4) AS x) AS "1", (SELECT coalesce(json_agg(json_build_object()), '[]'::json)
FROM (SELECT 1
FROM "public"."books" AS t3
WHERE t3."shelf_code" = t2."code" AND (t3."state" <> 'lost'::text)
ORDER BY t3."id" ASC
LIMIT $6::int8 OFFSET $7::int8) AS x) AS "2"
FROM (SELECT t2.*
FROM "public"."shelves" AS t2
WHERE t2."code" = t0."shelf_code"
LIMIT $8::int8 OFFSET $9::int8) AS t2) AS x)::text
FROM (SELECT t0.*
FROM unnest($1::text[]::tid[]) WITH ORDINALITY AS l(locator, place) JOIN "public"."books" AS t0 ON t0.ctid = l.locator
WHERE (t0."state" <> 'lost'::text)
LIMIT $2::int8 OFFSET $3::int8) AS t0;
--   1 = Locators[]
--   2 = Parameter[index=6, type=LONG]
--   3 = Parameter[index=7, type=LONG]
--   4 = Parameter[index=2, type=LONG]
--   5 = Parameter[index=3, type=LONG]
--   6 = Parameter[index=0, type=LONG]
--   7 = Parameter[index=1, type=LONG]
--   8 = Parameter[index=4, type=LONG]
--   9 = Parameter[index=5, type=LONG]
