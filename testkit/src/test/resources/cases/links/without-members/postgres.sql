-- unbounded
SELECT t0."name"
FROM "public"."teams" AS t0
WHERE ((NOT EXISTS (SELECT 1
FROM "public"."teams_members" AS t1000
WHERE t1000."teams_id" = t0."id" AND (EXISTS (SELECT 1
FROM "public"."teams" AS t1001
WHERE t1001."id" = t1000."teams_id" AND t1001."open") AND EXISTS (SELECT 1
FROM "public"."people" AS t1002
WHERE t1002."id" = t1000."people_id" AND (t1002."shown" OR (t1002."id" = $1::uuid))) AND EXISTS (SELECT 1
FROM "public"."people" AS t3
WHERE t3."id" = t1000."people_id" AND (t3."shown" OR (t3."id" = $1::uuid)))))) AND t0."open")
LIMIT $2::int8 OFFSET $3::int8;
--   1 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   2 = Parameter[index=2, type=LONG]
--   3 = Parameter[index=3, type=LONG]
