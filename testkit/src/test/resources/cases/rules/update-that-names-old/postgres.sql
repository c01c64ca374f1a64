-- alone
-- whole
WITH
o AS MATERIALIZED (SELECT t0.*
FROM "public"."accounts" AS t0
WHERE ((t0."name" = $1::text) AND (t0."owner" = $2::uuid)) FOR UPDATE OF t0),
bad AS MATERIALIZED (SELECT 1 AS code, '' AS name
FROM o
WHERE (((o."owner" = o."owner") AND ($3::int4 <= (o."rank" + (1)::int4)) AND (o."owner" = $2::uuid))) IS NOT TRUE
UNION ALL
SELECT 2 AS code, 'accounts_check' AS name
FROM o
WHERE ((($3::int4 < (10)::int4) OR ((NOT (o."code" IS NULL)) AND (o."code" = 'boss'::text)))) IS FALSE
UNION ALL
SELECT 2 AS code, 'accounts_check1' AS name
FROM o
WHERE (($3::int4 >= (0)::int4)) IS FALSE
LIMIT 1),
done AS (UPDATE "public"."accounts" AS t0
SET "rank" = $3::int4
FROM o
WHERE t0."id" = o."id" AND NOT EXISTS (SELECT 1
FROM bad)
RETURNING false AS "_inserted")
SELECT b.code::int4, b.name::text, s.affected, s.inserted, false AS present
FROM (SELECT count(*) AS affected, count(*) FILTER (WHERE "_inserted") AS inserted
FROM done) AS s
LEFT JOIN
bad AS b ON true;
--   1 = Parameter[index=0, type=TEXT]
--   2 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   3 = Parameter[index=1, type=INT]
