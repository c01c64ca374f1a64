-- unbounded
SELECT g0.o0, g0.o1, g0.o2::text, g0.o3
FROM (SELECT count(*) AS o0, sum(g0.o1) AS o1, sum(g0.o2) AS o2, max(g0.o3) AS o3
FROM (SELECT t0."pages" AS o1, t0."price" AS o2, t0."title" AS o3
FROM "public"."books" AS t0
WHERE ((t0."pages" > $1::int4) AND (t0."state" <> 'lost'::text))) AS g0
LIMIT $2::int8 OFFSET $3::int8) AS g0;
--   1 = Parameter[index=0, type=INT]
--   2 = Parameter[index=1, type=LONG]
--   3 = Parameter[index=2, type=LONG]
