-- unbounded
SELECT t0."id"
FROM "public"."books" AS t0
WHERE ((t0."id" = ANY ($1::int8[])) AND (t0."title" = ANY ($2::text[])) AND (t0."state" <> 'lost'::text))
ORDER BY t0."id" ASC
LIMIT $3::int8 OFFSET $4::int8;
--   1 = Parameter[index=0, type=Array[element=LONG]]
--   2 = Parameter[index=1, type=Array[element=TEXT]]
--   3 = Parameter[index=2, type=LONG]
--   4 = Parameter[index=3, type=LONG]
