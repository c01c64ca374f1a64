-- unbounded
SELECT t0."id", t0."tool_id", t0."cost"::text
FROM "public"."repairs" AS t0
LIMIT $1::int8 OFFSET $2::int8;
--   1 = Parameter[index=0, type=LONG]
--   2 = Parameter[index=1, type=LONG]
