-- unbounded
-- planned
EXPLAIN (FORMAT JSON)
SELECT 1
FROM "public"."clinics" AS t0
WHERE (t0."county" = $1::text);
--   1 = Parameter[index=0, type=TEXT]
SELECT t0."name"
FROM "public"."clinics" AS t0
WHERE (t0."county" = $1::text)
LIMIT $2::int8 OFFSET $3::int8;
--   1 = Parameter[index=0, type=TEXT]
--   2 = Parameter[index=1, type=LONG]
--   3 = Parameter[index=2, type=LONG]
