-- alone
-- whole
WITH p AS MATERIALIZED (SELECT u.c0 AS "id", u.c1 AS "title", u.c2 AS "account_id", u.c3 AS "reader_id"
FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[]) AS u(c0, c1, c2, c3)),
bad AS MATERIALIZED (SELECT 3 AS code, 'papers_account_id_fkey' AS name
FROM p AS t0
WHERE t0."account_id" IS NOT NULL AND NOT EXISTS (SELECT 1
FROM "public"."accounts" AS t1000
WHERE t1000."id" = t0."account_id" AND (t1000."owner" = $5::uuid))
LIMIT 1),
done AS (INSERT INTO "public"."papers" AS t0 ("id", "title", "account_id", "reader_id")
SELECT p."id", p."title", p."account_id", p."reader_id"
FROM p
WHERE NOT EXISTS (SELECT 1
FROM bad)
RETURNING true AS "_inserted")
SELECT b.code::int4, b.name::text, s.affected, s.inserted, false AS present
FROM (SELECT count(*) AS affected, count(*) FILTER (WHERE "_inserted") AS inserted
FROM done) AS s
LEFT JOIN
bad AS b ON true;
--   1 = Cells[column=0, type=UUID]
--   2 = Cells[column=1, type=TEXT]
--   3 = Cells[column=2, type=UUID]
--   4 = Cells[column=3, type=UUID]
--   5 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
