-- unbounded
SELECT t0."id"
FROM "public"."papers" AS t0
ORDER BY (t0."data" -> 'n') DESC NULLS FIRST, (t0."data" ->> 'a') COLLATE "C" ASC NULLS LAST
LIMIT $1::int8 OFFSET $2::int8;
--   1 = Parameter[index=0, type=LONG]
--   2 = Parameter[index=1, type=LONG]
