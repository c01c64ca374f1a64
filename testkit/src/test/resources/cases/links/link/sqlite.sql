-- guard, per row
SELECT 1 AS code, '' AS name
FROM (SELECT 1)
WHERE ((((SELECT t1000."id"
FROM "people" AS t1000
WHERE t1000."id" = ?1) = ?2) AND (SELECT t1001."open"
FROM "teams" AS t1001
WHERE t1001."id" = ?3))) IS NOT TRUE
UNION ALL
SELECT 3 AS code, 'teams_members_teams_id_fkey' AS name
FROM (SELECT 1)
WHERE ?3 IS NOT NULL AND NOT EXISTS (SELECT 1
FROM "teams" AS t1002
WHERE t1002."id" = ?3 AND t1002."open")
UNION ALL
SELECT 3 AS code, 'teams_members_people_id_fkey' AS name
FROM (SELECT 1)
WHERE ?1 IS NOT NULL AND NOT EXISTS (SELECT 1
FROM "people" AS t1003
WHERE t1003."id" = ?1 AND (t1003."shown" OR (t1003."id" = ?2)))
LIMIT 1;
--   1 = Cell[column=1, type=UUID]
--   2 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   3 = Cell[column=0, type=UUID]
-- change, per row
INSERT INTO "teams_members" ("teams_id", "people_id")
VALUES (?1, ?2);
--   1 = Cell[column=0, type=UUID]
--   2 = Cell[column=1, type=UUID]
