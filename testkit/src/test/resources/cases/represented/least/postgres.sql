-- unbounded
SELECT (CASE WHEN g0.o0 IS NOT NULL THEN to_json((upper((g0.o0)))) END)::text, g0.o1::text
FROM (SELECT min(g0.o0) AS o0, sum(g0.o1) AS o1
FROM (SELECT t0."code" AS o0, t0."price" AS o1
FROM "public"."parts" AS t0
WHERE t0."open") AS g0
LIMIT $1::int8 OFFSET $2::int8) AS g0;
--   1 = Parameter[index=0, type=LONG]
--   2 = Parameter[index=1, type=LONG]
