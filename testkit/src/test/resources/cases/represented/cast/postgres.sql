-- unbounded
SELECT ((CASE WHEN t0."code" IS NOT NULL THEN to_json((upper((t0."code")))) END))::text, ((CASE WHEN t0."price" IS NOT NULL THEN to_json(((t0."price") * 100)) END))::text
FROM "public"."parts" AS t0
WHERE t0."open"
LIMIT $1::int8 OFFSET $2::int8;
--   1 = Parameter[index=0, type=LONG]
--   2 = Parameter[index=1, type=LONG]
