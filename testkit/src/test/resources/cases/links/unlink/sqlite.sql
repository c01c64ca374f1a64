-- change
DELETE
FROM "teams_members" AS t0
WHERE ((t0."teams_id" = ?1) AND EXISTS (SELECT 1
FROM "teams" AS t1000
WHERE t1000."id" = t0."teams_id" AND t1000."open") AND EXISTS (SELECT 1
FROM "people" AS t1001
WHERE t1001."id" = t0."people_id" AND (t1001."shown" OR (t1001."id" = ?2))) AND ((SELECT t1000."id"
FROM "people" AS t1000
WHERE t1000."id" = t0."people_id") = ?2));
--   1 = Parameter[index=0, type=UUID]
--   2 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
