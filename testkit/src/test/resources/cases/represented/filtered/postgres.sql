-- unbounded
SELECT (CASE WHEN t0."price" IS NOT NULL THEN to_json(((t0."price") * 100)) END)::text
FROM "public"."parts" AS t0
WHERE (t0."open" AND (CASE WHEN t0."open" THEN ((t0."code" = (CASE WHEN $1::text IS NOT NULL THEN (lower(($1::text)))::text END)) AND (t0."price" > ($2::text)::numeric)) ELSE false END))
LIMIT $3::int8 OFFSET $4::int8;
--   1 = Parameter[index=0, type=TEXT]
--   2 = Parameter[index=1, type=TEXT]
--   3 = Parameter[index=2, type=LONG]
--   4 = Parameter[index=3, type=LONG]
