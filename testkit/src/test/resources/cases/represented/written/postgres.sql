-- alone
-- whole
WITH p AS MATERIALIZED (SELECT (CASE WHEN u.c0::json IS NOT NULL THEN (trim((u.c0::json), '"'))::text END) AS "code", (SELECT r.v
FROM json_to_record(json_build_object('v', u.c1::json)) AS r(v numeric)) AS "price", u.c2 AS "open"
FROM unnest($1::text[], $2::text[], $3::bool[]) AS u(c0, c1, c2)),
done AS (INSERT INTO "public"."parts" AS t0 ("code", "price", "open")
SELECT p."code", p."price", p."open"
FROM p
RETURNING t0.*, t0.ctid AS "_locator", true AS "_inserted")
SELECT NULL::int4, NULL::text, s.affected, s.inserted, r.present, r.o0
FROM (SELECT count(*) AS affected, count(*) FILTER (WHERE "_inserted") AS inserted
FROM done) AS s
LEFT JOIN (SELECT true AS present, (CASE WHEN t0."code" IS NOT NULL THEN to_json((upper((t0."code")))) END)::text AS o0
FROM
done AS t0
WHERE t0."open"
LIMIT $4::int8 OFFSET $5::int8) AS r ON true;
--   1 = Cells[column=0, type=Represented[stored=TEXT, representation=Representation[show=Sql[pieces=[upper(, )]], read=Sql[pieces=[trim(, , '"')]], parse=Sql[pieces=[lower(, )]]]]]
--   2 = Cells[column=1, type=Represented[stored=Decimal[precision=8, scale=2], representation=Representation[show=Sql[pieces=[,  * 100]], read=OWN, parse=OWN]]]
--   3 = Cells[column=2, type=BOOL]
--   4 = Parameter[index=0, type=LONG]
--   5 = Parameter[index=1, type=LONG]
