-- unbounded
SELECT t0."id"
FROM "public"."books" AS t0
WHERE (((t0."pages" < $1::int4) OR (NOT (t0."title" LIKE $2::text))) AND (t0."state" = ANY ($3::text[])) AND (t0."state" <> 'lost'::text))
ORDER BY t0."id" ASC
LIMIT $4::int8 OFFSET $5::int8;
--   1 = Parameter[index=0, type=INT]
--   2 = Parameter[index=1, type=TEXT]
--   3 = Parameter[index=2, type=Array[element=TEXT]]
--   4 = Parameter[index=3, type=LONG]
--   5 = Parameter[index=4, type=LONG]
