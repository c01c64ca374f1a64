-- unbounded
SELECT t0."id", t0."name", t0."state", t0."weight"::text, t0."price", t0."count", t0."total", t0."sharp", t0."bought"::text, t0."opens"::text, t0."used", t0."serial", t0."papers"::text, t0."stamp", to_json(t0."tags")::text, to_json(t0."marks")::text, t0."made", t0."wall_house", t0."wall_side"
FROM "public"."tools" AS t0
WHERE ((t0."state" <> 'out of order'::text) OR (t0."lender_id" = $1::uuid))
ORDER BY t0."id" ASC
LIMIT $2::int8 OFFSET $3::int8;
--   1 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   2 = Parameter[index=0, type=LONG]
--   3 = Parameter[index=1, type=LONG]
