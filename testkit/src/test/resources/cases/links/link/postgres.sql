-- alone
-- whole
WITH p AS MATERIALIZED (SELECT u.c0 AS "teams_id", u.c1 AS "people_id"
FROM unnest($1::uuid[], $2::uuid[]) AS u(c0, c1)),
bad AS MATERIALIZED (SELECT 1 AS code, '' AS name
FROM p AS t0
WHERE ((((SELECT t1000."id"
FROM "public"."people" AS t1000
WHERE t1000."id" = t0."people_id") = $3::uuid) AND (SELECT t1001."open"
FROM "public"."teams" AS t1001
WHERE t1001."id" = t0."teams_id"))) IS NOT TRUE
UNION ALL
SELECT 3 AS code, 'teams_members_teams_id_fkey' AS name
FROM p AS t0
WHERE t0."teams_id" IS NOT NULL AND NOT EXISTS (SELECT 1
FROM "public"."teams" AS t1002
WHERE t1002."id" = t0."teams_id" AND t1002."open")
UNION ALL
SELECT 3 AS code, 'teams_members_people_id_fkey' AS name
FROM p AS t0
WHERE t0."people_id" IS NOT NULL AND NOT EXISTS (SELECT 1
FROM "public"."people" AS t1003
WHERE t1003."id" = t0."people_id" AND (t1003."shown" OR (t1003."id" = $3::uuid)))
LIMIT 1),
done AS (INSERT INTO "public"."teams_members" AS t0 ("teams_id", "people_id")
SELECT p."teams_id", p."people_id"
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
--   2 = Cells[column=1, type=UUID]
--   3 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
