-- unbounded
SELECT t0."bought"::text, t0."lent_at"
FROM "public"."books" AS t0
WHERE ((t0."bought" > $1::date) AND (t0."lent_at" < $2::timestamptz) AND (t0."isbn" = ANY ($3::uuid[])) AND (t0."weight" <> $4::float8) AND (t0."state" <> 'lost'::text))
ORDER BY t0."id" ASC
LIMIT $5::int8 OFFSET $6::int8;
--   1 = Parameter[index=0, type=DATE]
--   2 = Parameter[index=1, type=TIMESTAMP]
--   3 = Parameter[index=2, type=Array[element=UUID]]
--   4 = Parameter[index=3, type=FLOAT]
--   5 = Parameter[index=4, type=LONG]
--   6 = Parameter[index=5, type=LONG]
