-- unbounded
SELECT (t0."data" -> 'a' ->> 'b') COLLATE "C", jsonb_path_query_first(t0."data", 'strict $[last - 0]', '{}', true)::text, (jsonb_path_query_first(to_jsonb(t0."tags"), 'strict $[0]', '{}', true) #>> '{}') COLLATE "C", (t0."data" -> 'a.b"c')::text
FROM "public"."papers" AS t0
LIMIT $1::int8 OFFSET $2::int8;
--   1 = Parameter[index=0, type=LONG]
--   2 = Parameter[index=1, type=LONG]
