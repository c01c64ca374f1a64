-- alone
-- whole
WITH p AS MATERIALIZED (SELECT u.c0 AS "id", u.c1 AS "tool_id", u.c2 AS "cost"
FROM unnest($1::uuid[], $2::int8[], $3::text[]::numeric[]) AS u(c0, c1, c2)),
bad AS MATERIALIZED (SELECT 3 AS code, 'repairs_tool_id_fkey' AS name
FROM p AS t0
WHERE t0."tool_id" IS NOT NULL AND NOT EXISTS (SELECT 1
FROM "public"."tools" AS t1000
WHERE t1000."id" = t0."tool_id" AND ((t1000."state" <> 'out of order'::text) OR (t1000."lender_id" = $4::uuid)))
LIMIT 1),
done AS (INSERT INTO "public"."repairs" AS t0 ("id", "tool_id", "cost")
SELECT p."id", p."tool_id", p."cost"
FROM p
WHERE NOT EXISTS (SELECT 1
FROM bad)
RETURNING t0.*, t0.ctid AS "_locator", true AS "_inserted")
SELECT b.code::int4, b.name::text, s.affected, s.inserted, r.present, r.o0
FROM (SELECT count(*) AS affected, count(*) FILTER (WHERE "_inserted") AS inserted
FROM done) AS s
LEFT JOIN
bad AS b ON true
LEFT JOIN (SELECT true AS present, t0."id" AS o0
FROM
done AS t0
LIMIT $5::int8 OFFSET $6::int8) AS r ON true;
--   1 = Cells[column=0, type=UUID]
--   2 = Cells[column=1, type=LONG]
--   3 = Cells[column=2, type=Decimal[precision=8, scale=2]]
--   4 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   5 = Parameter[index=0, type=LONG]
--   6 = Parameter[index=1, type=LONG]
