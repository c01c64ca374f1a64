-- unbounded
SELECT (CASE WHEN t0."code" IS NOT NULL THEN to_json((upper((t0."code")))) END)::text
FROM "public"."parts" AS t0
WHERE (t0."open" AND (CASE WHEN t0."open" THEN (NOT EXISTS (SELECT 1
FROM unnest(ARRAY(SELECT (CASE WHEN e.value IS NOT NULL THEN (lower((e.value)))::text END)
FROM unnest($1::text[]) AS e(value))) AS t2(value)
WHERE (NOT ((t0."code" > t2.value) IS TRUE)))) ELSE false END))
LIMIT $2::int8 OFFSET $3::int8;
--   1 = Parameter[index=0, type=Array[element=TEXT]]
--   2 = Parameter[index=1, type=LONG]
--   3 = Parameter[index=2, type=LONG]
