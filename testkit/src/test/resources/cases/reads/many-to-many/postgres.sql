-- unbounded
SELECT t0."name", (SELECT coalesce(json_agg(row_to_json(x)), '[]'::json)
FROM (SELECT t2."name" AS "name"
FROM "public"."clinics_staff" AS t1000 JOIN "public"."users" AS t2 ON t2."id" = t1000."users_id"
WHERE t1000."clinics_id" = t0."id"
ORDER BY t2."name" ASC NULLS LAST
LIMIT $3::int8 OFFSET $4::int8) AS x)::text
FROM (SELECT t0.*
FROM "public"."clinics" AS t0
LIMIT $1::int8 OFFSET $2::int8) AS t0;
--   1 = Parameter[index=2, type=LONG]
--   2 = Parameter[index=3, type=LONG]
--   3 = Parameter[index=0, type=LONG]
--   4 = Parameter[index=1, type=LONG]
