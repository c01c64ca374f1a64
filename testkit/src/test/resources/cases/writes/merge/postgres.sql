-- alone
-- whole
WITH p AS MATERIALIZED (SELECT u.c0 AS "id", u.c1 AS "name", u.c2 AS "phone", u.c3 AS "born_on", u.c4 AS "clinic_id", u.c5 AS "notes", u.c6 AS "created_at", u.c7 AS "updated_at", u.place AS "_place"
FROM unnest($1::uuid[], $2::text[], $3::text[], $4::date[], $5::uuid[], $6::text[], $7::timestamptz[], $8::timestamptz[]) WITH ORDINALITY AS u(c0, c1, c2, c3, c4, c5, c6, c7, place)),
bad AS MATERIALIZED (SELECT 1 AS code, '' AS name
FROM p AS t0
WHERE (EXISTS (SELECT 1
FROM "public"."clinics" AS t1000
WHERE t1000."id" = t0."clinic_id" AND EXISTS (SELECT 1
FROM "public"."clinics_staff" AS j1001 JOIN "public"."users" AS t1001 ON t1001."id" = j1001."users_id"
WHERE j1001."clinics_id" = t1000."id" AND (t1001."id" = $9::uuid)))) IS NOT TRUE
UNION ALL
SELECT 2 AS code, 'patients_check' AS name
FROM p AS t0
WHERE (((t0."born_on" IS NULL) OR (t0."born_on" <= $10::date))) IS FALSE
UNION ALL
SELECT 1 AS code, '' AS name
FROM p AS t0
CROSS JOIN LATERAL (SELECT *
FROM "public"."patients" AS k
WHERE k."id" = t0."id" OFFSET 0) AS o
WHERE (EXISTS (SELECT 1
FROM "public"."clinics" AS t1002
WHERE t1002."id" = o."clinic_id" AND EXISTS (SELECT 1
FROM "public"."clinics_staff" AS j1003 JOIN "public"."users" AS t1003 ON t1003."id" = j1003."users_id"
WHERE j1003."clinics_id" = t1002."id" AND (t1003."id" = $9::uuid)))) IS NOT TRUE
UNION ALL
SELECT 1 AS code, '' AS name
FROM p AS t0
CROSS JOIN LATERAL (SELECT *
FROM "public"."patients" AS k
WHERE k."id" = t0."id" OFFSET 0) AS o
WHERE (EXISTS (SELECT 1
FROM "public"."clinics" AS t1004
WHERE t1004."id" = t0."clinic_id" AND EXISTS (SELECT 1
FROM "public"."clinics_staff" AS j1005 JOIN "public"."users" AS t1005 ON t1005."id" = j1005."users_id"
WHERE j1005."clinics_id" = t1004."id" AND (t1005."id" = $9::uuid)))) IS NOT TRUE
UNION ALL
SELECT 2 AS code, 'patients_check' AS name
FROM p AS t0
CROSS JOIN LATERAL (SELECT *
FROM "public"."patients" AS k
WHERE k."id" = t0."id" OFFSET 0) AS o
WHERE (((o."born_on" IS NULL) OR (o."born_on" <= $10::date))) IS FALSE
LIMIT 1),
done AS (INSERT INTO "public"."patients" AS t0 ("id", "name", "phone", "born_on", "clinic_id", "notes", "created_at", "updated_at")
SELECT p."id", p."name", p."phone", p."born_on", p."clinic_id", p."notes", p."created_at", p."updated_at"
FROM p
WHERE NOT EXISTS (SELECT 1
FROM bad)
ORDER BY p."id"
ON CONFLICT ("id") DO UPDATE
SET "name" = excluded."name", "clinic_id" = excluded."clinic_id", "updated_at" = excluded."updated_at"
WHERE EXISTS (SELECT 1
FROM "public"."clinics" AS t1002
WHERE t1002."id" = t0."clinic_id" AND EXISTS (SELECT 1
FROM "public"."clinics_staff" AS j1003 JOIN "public"."users" AS t1003 ON t1003."id" = j1003."users_id"
WHERE j1003."clinics_id" = t1002."id" AND (t1003."id" = $9::uuid)))
RETURNING (t0.xmax = 0) AS "_inserted")
SELECT b.code::int4, b.name::text, CASE WHEN b.code IS NULL AND s.affected < $11::int8 THEN jsonb_path_query_first(jsonb_build_object('affected', s.affected), 'strict $."msingi.refused"')::int8 ELSE s.affected END, s.inserted, false AS present
FROM (SELECT count(*) AS affected, count(*) FILTER (WHERE "_inserted") AS inserted
FROM done) AS s
LEFT JOIN
bad AS b ON true;
--   1 = Cells[column=0, type=UUID]
--   2 = Cells[column=1, type=TEXT]
--   3 = Cells[column=2, type=TEXT]
--   4 = Cells[column=3, type=DATE]
--   5 = Cells[column=4, type=UUID]
--   6 = Cells[column=5, type=TEXT]
--   7 = Cells[column=6, type=TIMESTAMP]
--   8 = Cells[column=7, type=TIMESTAMP]
--   9 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   10 = Moment[type=DATE]
--   11 = Count[]
