-- unbounded
SELECT t0."id", (SELECT row_to_json(x)
FROM (SELECT (CASE WHEN t2."code" IS NOT NULL THEN to_json((upper((t2."code")))) END) AS "code", (CASE WHEN t2."price" IS NOT NULL THEN to_json(((t2."price") * 100)) END) AS "price"
FROM "public"."parts" AS t2
WHERE t2."code" = t0."part_code" AND (t2."open" AND (CASE WHEN t2."open" THEN (t2."code" <> (CASE WHEN $3::text IS NOT NULL THEN (lower(($3::text)))::text END)) ELSE false END))
LIMIT $4::int8 OFFSET $5::int8) AS x)::text
FROM (SELECT t0.*
FROM "public"."uses" AS t0
LIMIT $1::int8 OFFSET $2::int8) AS t0;
--   1 = Parameter[index=3, type=LONG]
--   2 = Parameter[index=4, type=LONG]
--   3 = Parameter[index=0, type=TEXT]
--   4 = Parameter[index=1, type=LONG]
--   5 = Parameter[index=2, type=LONG]
