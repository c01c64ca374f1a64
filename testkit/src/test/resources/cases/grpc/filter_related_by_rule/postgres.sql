-- unbounded
SELECT t0."house", (SELECT coalesce(json_agg(row_to_json(x)), '[]'::json)
FROM (SELECT t2."name" AS "name"
FROM "public"."tools" AS t2
WHERE t2."wall_house" = t0."house" AND t2."wall_side" = t0."side" AND ((t2."state" <> 'out of order'::text) OR (t2."lender_id" = $2::uuid))
LIMIT $5::int8 OFFSET $6::int8) AS x)::text, t0."side"
FROM (SELECT t0.*
FROM "public"."walls" AS t0
WHERE EXISTS (SELECT 1
FROM "public"."tools" AS t3
WHERE t3."wall_house" = t0."house" AND t3."wall_side" = t0."side" AND ((t3."state" = $1::text) AND ((t3."state" <> 'out of order'::text) OR (t3."lender_id" = $2::uuid))))
ORDER BY t0."house" ASC, t0."side" ASC
LIMIT $3::int8 OFFSET $4::int8) AS t0
ORDER BY t0."house" ASC, t0."side" ASC;
--   1 = Parameter[index=2, type=TEXT]
--   2 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   3 = Parameter[index=3, type=LONG]
--   4 = Parameter[index=4, type=LONG]
--   5 = Parameter[index=0, type=LONG]
--   6 = Parameter[index=1, type=LONG]
