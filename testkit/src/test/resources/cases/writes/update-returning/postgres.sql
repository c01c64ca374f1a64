-- alone
-- whole
WITH
o AS MATERIALIZED (SELECT t0.*
FROM "public"."patients" AS t0
WHERE ((t0."name" = $1::text) AND EXISTS (SELECT 1
FROM "public"."clinics" AS t1000
WHERE t1000."id" = t0."clinic_id" AND EXISTS (SELECT 1
FROM "public"."clinics_staff" AS j1001 JOIN "public"."users" AS t1001 ON t1001."id" = j1001."users_id"
WHERE j1001."clinics_id" = t1000."id" AND (t1001."id" = $2::uuid)))) FOR UPDATE OF t0),
bad AS MATERIALIZED (SELECT 2 AS code, 'patients_check' AS name
FROM o
WHERE ((($3::date IS NULL) OR ($3::date <= $5::date))) IS FALSE
LIMIT 1),
done AS (UPDATE "public"."patients" AS t0
SET "born_on" = $3::date, "updated_at" = $4::timestamptz
FROM o
WHERE t0."id" = o."id" AND NOT EXISTS (SELECT 1
FROM bad)
RETURNING t0.*, t0.ctid AS "_locator", false AS "_inserted")
SELECT b.code::int4, b.name::text, s.affected, s.inserted, r.present, r.o0
FROM (SELECT count(*) AS affected, count(*) FILTER (WHERE "_inserted") AS inserted
FROM done) AS s
LEFT JOIN
bad AS b ON true
LEFT JOIN (SELECT true AS present, t0."name" AS o0
FROM
done AS t0
WHERE EXISTS (SELECT 1
FROM "public"."clinics" AS t1004
WHERE t1004."id" = t0."clinic_id" AND EXISTS (SELECT 1
FROM "public"."clinics_staff" AS j1005 JOIN "public"."users" AS t1005 ON t1005."id" = j1005."users_id"
WHERE j1005."clinics_id" = t1004."id" AND (t1005."id" = $2::uuid)))
LIMIT $6::int8 OFFSET $7::int8) AS r ON true;
--   1 = Parameter[index=2, type=TEXT]
--   2 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   3 = Parameter[index=3, type=DATE]
--   4 = Moment[type=TIMESTAMP]
--   5 = Moment[type=DATE]
--   6 = Parameter[index=0, type=LONG]
--   7 = Parameter[index=1, type=LONG]
