-- unbounded
SELECT t0."people_id"
FROM "public"."teams_members" AS t0
WHERE (EXISTS (SELECT 1
FROM "public"."teams" AS t1000
WHERE t1000."id" = t0."teams_id" AND t1000."open") AND EXISTS (SELECT 1
FROM "public"."people" AS t1001
WHERE t1001."id" = t0."people_id" AND (t1001."shown" OR (t1001."id" = $1::uuid))))
LIMIT $2::int8 OFFSET $3::int8;
--   1 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   2 = Parameter[index=0, type=LONG]
--   3 = Parameter[index=1, type=LONG]
