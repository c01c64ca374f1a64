-- unbounded
SELECT (CASE WHEN t0."code" IS NOT NULL THEN to_json((upper((t0."code")))) END)::text
FROM "public"."parts" AS t0
WHERE (t0."open" AND (CASE WHEN t0."open" THEN (t0."code" = ANY (ARRAY(SELECT (CASE WHEN e.value IS NOT NULL THEN (lower((e.value)))::text END)
FROM unnest($1::text[]) AS e(value)))) ELSE false END))
LIMIT $2::int8 OFFSET $3::int8;
--   1 = Parameter[index=0, type=Array[element=TEXT]]
--   2 = Parameter[index=1, type=LONG]
--   3 = Parameter[index=2, type=LONG]
