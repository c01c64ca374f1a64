-- unbounded
SELECT g0.o0, g0.o1
FROM (SELECT (sum(g0.o0))::text AS o0, g0.o1 AS o1
FROM (SELECT ((t0."data" ->> 'n') COLLATE "C")::int4 AS o0, t0."title" AS o1
FROM "public"."papers" AS t0) AS g0 GROUP BY g0.o1
LIMIT $1::int8 OFFSET $2::int8) AS g0;
--   1 = Parameter[index=0, type=LONG]
--   2 = Parameter[index=1, type=LONG]
