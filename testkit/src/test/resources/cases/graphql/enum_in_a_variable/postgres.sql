-- unbounded
SELECT t0."state"
FROM "public"."books" AS t0
WHERE false
ORDER BY t0."id" ASC
LIMIT $1::int8 OFFSET $2::int8;
--   1 = Parameter[index=1, type=LONG]
--   2 = Parameter[index=2, type=LONG]
