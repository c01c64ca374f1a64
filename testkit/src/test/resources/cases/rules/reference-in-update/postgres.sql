-- alone
-- whole
WITH
o AS MATERIALIZED (SELECT t0.*
FROM "public"."papers" AS t0
WHERE (t0."title" = $1::text) FOR UPDATE OF t0),
bad AS MATERIALIZED (SELECT 3 AS code, 'papers_reader_id_fkey' AS name
FROM o
WHERE $2::uuid IS NOT NULL AND NOT EXISTS (SELECT 1
FROM "public"."accounts" AS t1000
WHERE t1000."id" = $2::uuid AND (t1000."owner" = $3::uuid))
LIMIT 1),
done AS (UPDATE "public"."papers" AS t0
SET "reader_id" = $2::uuid
FROM o
WHERE t0."id" = o."id" AND NOT EXISTS (SELECT 1
FROM bad)
RETURNING t0.*, t0.ctid AS "_locator", false AS "_inserted")
SELECT b.code::int4, b.name::text, s.affected, s.inserted, r.present, r.o0
FROM (SELECT count(*) AS affected, count(*) FILTER (WHERE "_inserted") AS inserted
FROM done) AS s
LEFT JOIN
bad AS b ON true
LEFT JOIN (SELECT true AS present, t0."title" AS o0
FROM
done AS t0
LIMIT $4::int8 OFFSET $5::int8) AS r ON true;
--   1 = Parameter[index=2, type=TEXT]
--   2 = Parameter[index=3, type=UUID]
--   3 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   4 = Parameter[index=0, type=LONG]
--   5 = Parameter[index=1, type=LONG]
