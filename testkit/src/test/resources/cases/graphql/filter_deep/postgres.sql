-- unbounded
SELECT c.total, r.present
FROM (SELECT count(*) AS total
FROM "public"."books" AS t0
WHERE ((((t0."pages" >= $1::int4) AND (t0."pages" <= $2::int4)) OR (NOT ((t0."signed" = $3::bool) OR (t0."price" <> $4::numeric)))) AND (1 = 0) AND (t0."state" <> 'lost'::text))) AS c
LEFT JOIN (SELECT 1 AS present
FROM "public"."books" AS t0
WHERE ((((t0."pages" >= $1::int4) AND (t0."pages" <= $2::int4)) OR (NOT ((t0."signed" = $3::bool) OR (t0."price" <> $4::numeric)))) AND (1 = 0) AND (t0."state" <> 'lost'::text))
ORDER BY t0."id" ASC
LIMIT $5::int8 OFFSET $6::int8) AS r ON 1 = 1;
--   1 = Parameter[index=0, type=INT]
--   2 = Parameter[index=1, type=INT]
--   3 = Parameter[index=2, type=BOOL]
--   4 = Parameter[index=3, type=Decimal[precision=10, scale=2]]
--   5 = Parameter[index=4, type=LONG]
--   6 = Parameter[index=5, type=LONG]
