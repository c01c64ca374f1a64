-- unbounded
SELECT t0."name", (SELECT '[' || coalesce(group_concat(json_object('name', t2."name"), ','), '') || ']'
FROM (SELECT t2.*
FROM "teams_members" AS t1000 JOIN "people" AS t2 ON t2."id" = t1000."people_id"
WHERE t1000."teams_id" = t0."id" AND (EXISTS (SELECT 1
FROM "teams" AS t1001
WHERE t1001."id" = t1000."teams_id" AND t1001."open") AND EXISTS (SELECT 1
FROM "people" AS t1002
WHERE t1002."id" = t1000."people_id" AND (t1002."shown" OR (t1002."id" = ?1)))) AND ((t2."name" = ?2) AND (t2."shown" OR (t2."id" = ?1)))
LIMIT ?5 OFFSET ?6) AS t2)
FROM (SELECT t0.*
FROM "teams" AS t0
WHERE (EXISTS (SELECT 1
FROM "teams_members" AS t1004
WHERE t1004."teams_id" = t0."id" AND (EXISTS (SELECT 1
FROM "teams" AS t1005
WHERE t1005."id" = t1004."teams_id" AND t1005."open") AND EXISTS (SELECT 1
FROM "people" AS t1006
WHERE t1006."id" = t1004."people_id" AND (t1006."shown" OR (t1006."id" = ?1))) AND EXISTS (SELECT 1
FROM "people" AS t1003
WHERE t1003."id" = t1004."people_id" AND ((t1003."name" = ?2) AND (t1003."shown" OR (t1003."id" = ?1)))))) AND t0."open")
LIMIT ?3 OFFSET ?4) AS t0;
--   1 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   2 = Parameter[index=0, type=TEXT]
--   3 = Parameter[index=3, type=LONG]
--   4 = Parameter[index=4, type=LONG]
--   5 = Parameter[index=1, type=LONG]
--   6 = Parameter[index=2, type=LONG]
