-- unbounded
SELECT t0."name", (SELECT coalesce(json_agg(row_to_json(x)), '[]'::json)
FROM (SELECT t2."name" AS "name"
FROM "public"."patients" AS t2
WHERE t2."clinic_id" = t0."id" AND ((t2."name" = $1::text) AND EXISTS (SELECT 1
FROM "public"."clinics" AS t1001
WHERE t1001."id" = t2."clinic_id" AND EXISTS (SELECT 1
FROM "public"."clinics_staff" AS j1002 JOIN "public"."users" AS t1002 ON t1002."id" = j1002."users_id"
WHERE j1002."clinics_id" = t1001."id" AND (t1002."id" = $2::uuid))))
LIMIT $5::int8 OFFSET $6::int8) AS x)::text
FROM (SELECT t0.*
FROM "public"."clinics" AS t0
WHERE EXISTS (SELECT 1
FROM "public"."patients" AS t1003
WHERE t1003."clinic_id" = t0."id" AND ((t1003."name" = $1::text) AND EXISTS (SELECT 1
FROM "public"."clinics" AS t1004
WHERE t1004."id" = t1003."clinic_id" AND EXISTS (SELECT 1
FROM "public"."clinics_staff" AS j1005 JOIN "public"."users" AS t1005 ON t1005."id" = j1005."users_id"
WHERE j1005."clinics_id" = t1004."id" AND (t1005."id" = $2::uuid)))))
LIMIT $3::int8 OFFSET $4::int8) AS t0;
--   1 = Parameter[index=0, type=TEXT]
--   2 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   3 = Parameter[index=3, type=LONG]
--   4 = Parameter[index=4, type=LONG]
--   5 = Parameter[index=1, type=LONG]
--   6 = Parameter[index=2, type=LONG]
