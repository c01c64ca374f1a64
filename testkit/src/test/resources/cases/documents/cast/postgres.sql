-- unbounded
SELECT (t0."id")::text, ((t0."data" ->> 'n') COLLATE "C")::int4, (t0."title")::numeric::text, (t0."data")::text
FROM "public"."papers" AS t0
LIMIT $1::int8 OFFSET $2::int8;
--   1 = Parameter[index=0, type=LONG]
--   2 = Parameter[index=1, type=LONG]
