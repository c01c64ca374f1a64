-- alone
-- whole
WITH
done AS (DELETE
FROM "public"."patients" AS t0
WHERE ((t0."name" = $1::text) AND EXISTS (SELECT 1
FROM "public"."clinics" AS t1000
WHERE t1000."id" = t0."clinic_id" AND EXISTS (SELECT 1
FROM "public"."clinics_staff" AS j1001 JOIN "public"."users" AS t1001 ON t1001."id" = j1001."users_id"
WHERE j1001."clinics_id" = t1000."id" AND (t1001."id" = $2::uuid))))
RETURNING t0.*, t0.ctid AS "_locator", false AS "_inserted")
SELECT NULL::int4, NULL::text, s.affected, s.inserted, r.present, r.o0, r.o1
FROM (SELECT count(*) AS affected, count(*) FILTER (WHERE "_inserted") AS inserted
FROM done) AS s
LEFT JOIN (SELECT true AS present, t0."name" AS o0, (SELECT row_to_json(x)
FROM (SELECT t2."name" AS "name"
FROM "public"."clinics" AS t2
WHERE t2."id" = t0."clinic_id"
LIMIT $5::int8 OFFSET $6::int8) AS x)::text AS o1
FROM (SELECT t0.*
FROM
done AS t0
WHERE EXISTS (SELECT 1
FROM "public"."clinics" AS t1003
WHERE t1003."id" = t0."clinic_id" AND EXISTS (SELECT 1
FROM "public"."clinics_staff" AS j1004 JOIN "public"."users" AS t1004 ON t1004."id" = j1004."users_id"
WHERE j1004."clinics_id" = t1003."id" AND (t1004."id" = $2::uuid)))
LIMIT $3::int8 OFFSET $4::int8) AS t0) AS r ON true;
--   1 = Parameter[index=4, type=TEXT]
--   2 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   3 = Parameter[index=2, type=LONG]
--   4 = Parameter[index=3, type=LONG]
--   5 = Parameter[index=0, type=LONG]
--   6 = Parameter[index=1, type=LONG]
