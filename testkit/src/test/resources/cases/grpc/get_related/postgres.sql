-- unbounded
SELECT t0."name", (SELECT row_to_json(x)
FROM (SELECT t2."house" AS "house", t2."side" AS "side", t2."height" AS "height", (SELECT coalesce(json_agg(row_to_json(x)), '[]'::json)
FROM (SELECT t3."name" AS "name"
FROM "public"."tools" AS t3
WHERE t3."wall_house" = t2."house" AND t3."wall_side" = t2."side" AND ((t3."state" <> 'out of order'::text) OR (t3."lender_id" = $2::uuid))
LIMIT $5::int8 OFFSET $6::int8) AS x) AS "tools"
FROM (SELECT t2.*
FROM "public"."walls" AS t2
WHERE t2."house" = t0."wall_house" AND t2."side" = t0."wall_side"
LIMIT $7::int8 OFFSET $8::int8) AS t2) AS x)::text, (SELECT coalesce(json_agg(row_to_json(x)), '[]'::json)
FROM (SELECT t4."cost" AS "cost"
FROM "public"."repairs" AS t4
WHERE t4."tool_id" = t0."id"
LIMIT $9::int8 OFFSET $10::int8) AS x)::text
FROM (SELECT t0.*
FROM "public"."tools" AS t0
WHERE ((t0."id" = $1::int8) AND ((t0."state" <> 'out of order'::text) OR (t0."lender_id" = $2::uuid)))
LIMIT $3::int8 OFFSET $4::int8) AS t0;
--   1 = Parameter[index=6, type=LONG]
--   2 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   3 = Parameter[index=7, type=LONG]
--   4 = Parameter[index=8, type=LONG]
--   5 = Parameter[index=0, type=LONG]
--   6 = Parameter[index=1, type=LONG]
--   7 = Parameter[index=2, type=LONG]
--   8 = Parameter[index=3, type=LONG]
--   9 = Parameter[index=4, type=LONG]
--   10 = Parameter[index=5, type=LONG]
