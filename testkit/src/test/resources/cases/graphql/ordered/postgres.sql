-- unbounded
SELECT t0."title"
FROM "public"."books" AS t0
WHERE (t0."state" <> 'lost'::text)
ORDER BY t0."price" ASC NULLS FIRST, t0."title" DESC, t0."id" DESC
LIMIT $1::int8 OFFSET $2::int8;
--   1 = Parameter[index=0, type=LONG]
--   2 = Parameter[index=1, type=LONG]
