-- alone
-- whole
WITH p AS MATERIALIZED (SELECT u.c0 AS "line"
FROM unnest($1::text[]) AS u(c0)),
done AS (INSERT INTO "public"."logs" AS t0 ("line")
SELECT p."line"
FROM p
RETURNING t0.*, t0.ctid AS "_locator", true AS "_inserted")
SELECT NULL::int4, NULL::text, s.affected, s.inserted, r.present, r.o0
FROM (SELECT count(*) AS affected, count(*) FILTER (WHERE "_inserted") AS inserted
FROM done) AS s
LEFT JOIN (SELECT true AS present, t0."line" AS o0
FROM
done AS t0
LIMIT $2::int8 OFFSET $3::int8) AS r ON true;
--   1 = Cells[column=0, type=TEXT]
--   2 = Parameter[index=0, type=LONG]
--   3 = Parameter[index=1, type=LONG]
