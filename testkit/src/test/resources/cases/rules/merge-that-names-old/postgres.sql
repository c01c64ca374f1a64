-- alone
-- whole
WITH p AS MATERIALIZED (SELECT u.c0 AS "id", u.c1 AS "name", u.c2 AS "email", u.c3 AS "code", u.c4 AS "pin", u.c5 AS "rank", u.c6 AS "owner", u.place AS "_place"
FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::int4[], $7::uuid[]) WITH ORDINALITY AS u(c0, c1, c2, c3, c4, c5, c6, place)),
bad AS MATERIALIZED (SELECT 1 AS code, '' AS name
FROM p AS t0
WHERE ((t0."owner" = $8::uuid)) IS NOT TRUE
UNION ALL
SELECT 2 AS code, 'accounts_check' AS name
FROM p AS t0
WHERE (((t0."rank" < (10)::int4) OR ((NOT (t0."code" IS NULL)) AND (t0."code" = 'boss'::text)))) IS FALSE
UNION ALL
SELECT 2 AS code, 'accounts_check1' AS name
FROM p AS t0
WHERE ((t0."rank" >= (0)::int4)) IS FALSE
UNION ALL
SELECT 1 AS code, '' AS name
FROM p AS t0
CROSS JOIN LATERAL (SELECT *
FROM "public"."accounts" AS k
WHERE k."id" = t0."id" OFFSET 0) AS o
WHERE ((o."owner" = $8::uuid)) IS NOT TRUE
UNION ALL
SELECT 1 AS code, '' AS name
FROM p AS t0
CROSS JOIN LATERAL (SELECT *
FROM "public"."accounts" AS k
WHERE k."id" = t0."id" OFFSET 0) AS o
WHERE (((t0."owner" = o."owner") AND (t0."rank" <= (o."rank" + (1)::int4)) AND (t0."owner" = $8::uuid))) IS NOT TRUE
UNION ALL
SELECT 2 AS code, 'accounts_check' AS name
FROM p AS t0
CROSS JOIN LATERAL (SELECT *
FROM "public"."accounts" AS k
WHERE k."id" = t0."id" OFFSET 0) AS o
WHERE (((t0."rank" < (10)::int4) OR ((NOT (o."code" IS NULL)) AND (o."code" = 'boss'::text)))) IS FALSE
LIMIT 1),
done AS (INSERT INTO "public"."accounts" AS t0 ("id", "name", "email", "code", "pin", "rank", "owner")
SELECT p."id", p."name", p."email", p."code", p."pin", p."rank", p."owner"
FROM p
WHERE NOT EXISTS (SELECT 1
FROM bad)
ORDER BY p."id"
ON CONFLICT ("id") DO UPDATE
SET "name" = excluded."name", "email" = excluded."email", "rank" = excluded."rank", "owner" = excluded."owner"
WHERE (t0."owner" = $8::uuid)
RETURNING (t0.xmax = 0) AS "_inserted")
SELECT b.code::int4, b.name::text, CASE WHEN b.code IS NULL AND s.affected < $9::int8 THEN jsonb_path_query_first(jsonb_build_object('affected', s.affected), 'strict $."msingi.refused"')::int8 ELSE s.affected END, s.inserted, false AS present
FROM (SELECT count(*) AS affected, count(*) FILTER (WHERE "_inserted") AS inserted
FROM done) AS s
LEFT JOIN
bad AS b ON true;
--   1 = Cells[column=0, type=UUID]
--   2 = Cells[column=1, type=TEXT]
--   3 = Cells[column=2, type=TEXT]
--   4 = Cells[column=3, type=TEXT]
--   5 = Cells[column=4, type=TEXT]
--   6 = Cells[column=5, type=INT]
--   7 = Cells[column=6, type=UUID]
--   8 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   9 = Count[]
