-- unbounded
SELECT t0."people_id"
FROM "teams_members" AS t0
WHERE (EXISTS (SELECT 1
FROM "teams" AS t1000
WHERE t1000."id" = t0."teams_id" AND t1000."open") AND EXISTS (SELECT 1
FROM "people" AS t1001
WHERE t1001."id" = t0."people_id" AND (t1001."shown" OR (t1001."id" = ?1))))
LIMIT ?2 OFFSET ?3;
--   1 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   2 = Parameter[index=0, type=LONG]
--   3 = Parameter[index=1, type=LONG]
