-- unbounded
SELECT t0."id"
FROM "public"."papers" AS t0
WHERE (((t0."data" -> 'a' ->> 'b') COLLATE "C" = $1::text) AND (((t0."data" -> 'n') > $2::text::jsonb) OR ((jsonb_path_query_first(to_jsonb(t0."tags"), 'strict $[0]', '{}', true) #>> '{}') COLLATE "C" LIKE $3::text)))
LIMIT $4::int8 OFFSET $5::int8;
--   1 = Parameter[index=0, type=TEXT]
--   2 = Parameter[index=1, type=JSON]
--   3 = Parameter[index=2, type=TEXT]
--   4 = Parameter[index=3, type=LONG]
--   5 = Parameter[index=4, type=LONG]
