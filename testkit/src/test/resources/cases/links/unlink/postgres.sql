-- alone
-- whole
WITH
done AS (DELETE
FROM "public"."teams_members" AS t0
WHERE ((t0."teams_id" = $1::uuid) AND EXISTS (SELECT 1
FROM "public"."teams" AS t1000
WHERE t1000."id" = t0."teams_id" AND t1000."open") AND EXISTS (SELECT 1
FROM "public"."people" AS t1001
WHERE t1001."id" = t0."people_id" AND (t1001."shown" OR (t1001."id" = $2::uuid))) AND ((SELECT t1000."id"
FROM "public"."people" AS t1000
WHERE t1000."id" = t0."people_id") = $2::uuid))
RETURNING false AS "_inserted")
SELECT NULL::int4, NULL::text, s.affected, s.inserted, false AS present
FROM (SELECT count(*) AS affected, count(*) FILTER (WHERE "_inserted") AS inserted
FROM done) AS s;
--   1 = Parameter[index=0, type=UUID]
--   2 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
