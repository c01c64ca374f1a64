-- unbounded
SELECT t0."id"
FROM "public"."papers" AS t0
WHERE ((t0."title" ~ $1::text) AND (NOT (t0."title" IS NULL)) AND (NOT EXISTS (SELECT 1
FROM unnest($2::text[]) AS t2(value)
WHERE (t0."title" COLLATE "und-x-icu" ~* t2.value))))
LIMIT $3::int8 OFFSET $4::int8;
--   1 = Parameter[index=0, type=TEXT]
--   2 = Parameter[index=1, type=Array[element=TEXT]]
--   3 = Parameter[index=2, type=LONG]
--   4 = Parameter[index=3, type=LONG]
