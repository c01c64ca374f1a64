-- unbounded
SELECT t0."name", (SELECT row_to_json(x)
FROM (SELECT t2."name" AS "name"
FROM "public"."clinics" AS t2
WHERE t2."id" = t0."clinic_id" AND (t2."name" = $1::text)
LIMIT $5::int8 OFFSET $6::int8) AS x)::text
FROM (SELECT t0.*
FROM "public"."patients" AS t0
WHERE EXISTS (SELECT 1
FROM "public"."clinics" AS t1001
WHERE t1001."id" = t0."clinic_id" AND EXISTS (SELECT 1
FROM "public"."clinics_staff" AS j1002 JOIN "public"."users" AS t1002 ON t1002."id" = j1002."users_id"
WHERE j1002."clinics_id" = t1001."id" AND (t1002."id" = $2::uuid)))
ORDER BY (SELECT (CASE WHEN (t3."name" = $1::text) THEN t3."name" ELSE NULL::text END)
FROM "public"."clinics" AS t3
WHERE t3."id" = t0."clinic_id") ASC NULLS LAST
LIMIT $3::int8 OFFSET $4::int8) AS t0
ORDER BY (SELECT (CASE WHEN (t3."name" = $1::text) THEN t3."name" ELSE NULL::text END)
FROM "public"."clinics" AS t3
WHERE t3."id" = t0."clinic_id") ASC NULLS LAST;
--   1 = Parameter[index=0, type=TEXT]
--   2 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   3 = Parameter[index=3, type=LONG]
--   4 = Parameter[index=4, type=LONG]
--   5 = Parameter[index=1, type=LONG]
--   6 = Parameter[index=2, type=LONG]
