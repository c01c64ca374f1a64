-- unbounded
SELECT t0."secret"
FROM "public"."books" AS t0
WHERE ((t0."secret" = $1::text) AND (t0."state" <> 'lost'::text))
ORDER BY t0."id" ASC
LIMIT $2::int8 OFFSET $3::int8;
--   1 = Parameter[index=0, type=TEXT]
--   2 = Parameter[index=1, type=LONG]
--   3 = Parameter[index=2, type=LONG]
