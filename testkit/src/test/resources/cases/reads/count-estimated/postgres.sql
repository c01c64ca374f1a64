-- unbounded
-- estimated beyond 1000
EXPLAIN (FORMAT JSON)
SELECT 1
FROM "public"."clinics" AS t0
WHERE (t0."county" = $1::text);
--   1 = Parameter[index=0, type=TEXT]
SELECT c.total, r.present, r.o0
FROM (SELECT count(*) AS total
FROM (SELECT 1
FROM "public"."clinics" AS t0
WHERE (t0."county" = $1::text)
LIMIT 1001) AS n) AS c
LEFT JOIN (SELECT 1 AS present, t0."name" AS o0
FROM "public"."clinics" AS t0
WHERE (t0."county" = $1::text)
LIMIT $2::int8 OFFSET $3::int8) AS r ON 1 = 1;
--   1 = Parameter[index=0, type=TEXT]
--   2 = Parameter[index=1, type=LONG]
--   3 = Parameter[index=2, type=LONG]
