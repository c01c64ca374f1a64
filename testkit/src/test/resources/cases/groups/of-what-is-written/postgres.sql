-- alone
-- whole
WITH p AS MATERIALIZED (SELECT u.c0 AS "shop_id", u.c1 AS "amount", u.c2 AS "units", u.c3 AS "big", u.c4 AS "day", u.c5 AS "word", u.c6 AS "open"
FROM unnest($1::int4[], $2::text[]::numeric[], $3::int4[], $4::int8[], $5::date[], $6::text[], $7::bool[]) AS u(c0, c1, c2, c3, c4, c5, c6)),
done AS (INSERT INTO "public"."sales" AS t0 ("shop_id", "amount", "units", "big", "day", "word", "open")
SELECT p."shop_id", p."amount", p."units", p."big", p."day", p."word", p."open"
FROM p
RETURNING t0.*, t0.ctid AS "_locator", true AS "_inserted")
SELECT NULL::int4, NULL::text, s.affected, s.inserted, r.present, r.o0, r.o1, r.o2
FROM (SELECT count(*) AS affected, count(*) FILTER (WHERE "_inserted") AS inserted
FROM done) AS s
LEFT JOIN (SELECT true AS present, g0.o0 AS o0, g0.o1 AS o1, g0.o2 AS o2
FROM (SELECT g0.o0 AS o0, sum(g0.o1) AS o1, g0.o2 AS o2
FROM (SELECT t0."word" AS o0, t0."units" AS o1, t2."name" AS o2
FROM
done AS t0
LEFT JOIN "public"."shops" AS t2 ON t2."id" = t0."shop_id"
WHERE t0."open") AS g0 GROUP BY g0.o0, g0.o2
LIMIT $8::int8 OFFSET $9::int8) AS g0) AS r ON true;
--   1 = Cells[column=0, type=INT]
--   2 = Cells[column=1, type=Decimal[precision=8, scale=2]]
--   3 = Cells[column=2, type=INT]
--   4 = Cells[column=3, type=LONG]
--   5 = Cells[column=4, type=DATE]
--   6 = Cells[column=5, type=TEXT]
--   7 = Cells[column=6, type=BOOL]
--   8 = Parameter[index=2, type=LONG]
--   9 = Parameter[index=3, type=LONG]
