-- unbounded
SELECT g0.o0
FROM (SELECT count(*) AS o0
FROM (SELECT 1
FROM "public"."sales" AS t0
WHERE t0."open") AS g0
LIMIT $1::int8 OFFSET $2::int8) AS g0;
--   1 = Parameter[index=0, type=LONG]
--   2 = Parameter[index=1, type=LONG]
