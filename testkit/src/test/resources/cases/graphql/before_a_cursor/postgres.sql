-- unbounded
SELECT t0."title"
FROM "public"."books" AS t0
WHERE (((t0."price" > $1::numeric) OR ((t0."price" = $2::numeric) AND (t0."id" > $3::int8))) AND (t0."state" <> 'lost'::text))
ORDER BY t0."price" ASC NULLS FIRST, t0."id" ASC
LIMIT $4::int8 OFFSET $5::int8;
--   1 = Parameter[index=0, type=Decimal[precision=10, scale=2]]
--   2 = Parameter[index=1, type=Decimal[precision=10, scale=2]]
--   3 = Parameter[index=2, type=LONG]
--   4 = Parameter[index=3, type=LONG]
--   5 = Parameter[index=4, type=LONG]
