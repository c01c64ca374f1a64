-- unbounded
SELECT t0."name", (SELECT '[' || coalesce(group_concat(json_object('name', t2."name"), ','), '') || ']'
FROM (SELECT t2.*
FROM "teams_members" AS t1000 JOIN "people" AS t2 ON t2."id" = t1000."people_id"
WHERE t1000."teams_id" = t0."id" AND (EXISTS (SELECT 1
FROM "teams" AS t1001
WHERE t1001."id" = t1000."teams_id" AND t1001."open") AND EXISTS (SELECT 1
FROM "people" AS t1002
WHERE t1002."id" = t1000."people_id" AND (t1002."shown" OR (t1002."id" = ?3)))) AND (t2."shown" OR (t2."id" = ?3))
ORDER BY t2."name" ASC
LIMIT ?4 OFFSET ?5) AS t2)
FROM (SELECT t0.*
FROM "teams" AS t0
WHERE t0."open"
LIMIT ?1 OFFSET ?2) AS t0;
--   1 = Parameter[index=2, type=LONG]
--   2 = Parameter[index=3, type=LONG]
--   3 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   4 = Parameter[index=0, type=LONG]
--   5 = Parameter[index=1, type=LONG]
