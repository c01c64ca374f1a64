-- unbounded
SELECT t0."name", (SELECT coalesce(json_agg(row_to_json(x)), '[]'::json)
FROM (SELECT t2."name" AS "name", (SELECT row_to_json(x)
FROM (SELECT t3."name" AS "name", (SELECT coalesce(json_agg(row_to_json(x)), '[]'::json)
FROM (SELECT t4."name" AS "name"
FROM "public"."patients" AS t4
WHERE t4."clinic_id" = t3."id" AND EXISTS (SELECT 1
FROM "public"."clinics" AS t1003
WHERE t1003."id" = t4."clinic_id" AND EXISTS (SELECT 1
FROM "public"."clinics_staff" AS j1004 JOIN "public"."users" AS t1004 ON t1004."id" = j1004."users_id"
WHERE j1004."clinics_id" = t1003."id" AND (t1004."id" = $3::uuid)))
LIMIT $4::int8 OFFSET $5::int8) AS x) AS "patients"
FROM (SELECT t3.*
FROM "public"."clinics" AS t3
WHERE t3."id" = t2."clinic_id"
LIMIT $6::int8 OFFSET $7::int8) AS t3) AS x) AS "clinics"
FROM (SELECT t2.*
FROM "public"."patients" AS t2
WHERE t2."clinic_id" = t0."id" AND EXISTS (SELECT 1
FROM "public"."clinics" AS t1005
WHERE t1005."id" = t2."clinic_id" AND EXISTS (SELECT 1
FROM "public"."clinics_staff" AS j1006 JOIN "public"."users" AS t1006 ON t1006."id" = j1006."users_id"
WHERE j1006."clinics_id" = t1005."id" AND (t1006."id" = $3::uuid)))
LIMIT $8::int8 OFFSET $9::int8) AS t2) AS x)::text
FROM (SELECT t0.*
FROM "public"."clinics" AS t0
LIMIT $1::int8 OFFSET $2::int8) AS t0;
--   1 = Parameter[index=6, type=LONG]
--   2 = Parameter[index=7, type=LONG]
--   3 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   4 = Parameter[index=0, type=LONG]
--   5 = Parameter[index=1, type=LONG]
--   6 = Parameter[index=2, type=LONG]
--   7 = Parameter[index=3, type=LONG]
--   8 = Parameter[index=4, type=LONG]
--   9 = Parameter[index=5, type=LONG]
