-- alone
-- whole
WITH p AS MATERIALIZED (SELECT u.c0 AS "id", u.c1 AS "name", u.c2 AS "phone", u.c3 AS "born_on", u.c4 AS "clinic_id", u.c5 AS "notes", u.c6 AS "created_at", u.c7 AS "updated_at", u.place AS "_place"
FROM unnest($1::uuid[], $2::text[], $3::text[], $4::date[], $5::uuid[], $6::text[], $7::timestamptz[], $8::timestamptz[]) WITH ORDINALITY AS u(c0, c1, c2, c3, c4, c5, c6, c7, place)),
bad AS MATERIALIZED (SELECT 2 AS code, 'patients_check' AS name
FROM p AS t0
WHERE (((t0."born_on" IS NULL) OR (t0."born_on" <= $9::date))) IS FALSE
UNION ALL
SELECT 2 AS code, 'patients_check' AS name
FROM p AS t0
CROSS JOIN LATERAL (SELECT *
FROM "public"."patients" AS k
WHERE k."id" = t0."id" OFFSET 0) AS o
WHERE (((o."born_on" IS NULL) OR (o."born_on" <= $9::date))) IS FALSE
LIMIT 1),
done AS (INSERT INTO "public"."patients" AS t0 ("id", "name", "phone", "born_on", "clinic_id", "notes", "created_at", "updated_at")
SELECT p."id", p."name", p."phone", p."born_on", p."clinic_id", p."notes", p."created_at", p."updated_at"
FROM p
WHERE NOT EXISTS (SELECT 1
FROM bad)
ORDER BY p."id"
ON CONFLICT ("id") DO UPDATE
SET "name" = excluded."name", "clinic_id" = excluded."clinic_id", "updated_at" = excluded."updated_at"
RETURNING (t0.xmax = 0) AS "_inserted")
SELECT b.code::int4, b.name::text, CASE WHEN b.code IS NULL AND s.affected < $10::int8 THEN jsonb_path_query_first(jsonb_build_object('affected', s.affected), 'strict $."msingi.refused"')::int8 ELSE s.affected END, s.inserted, false AS present
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
--   9 = Moment[type=DATE]
--   10 = Count[]
