-- bounded
SELECT t0."name", (SELECT row_to_json(x)
FROM (SELECT t2."id" AS "id", t2."name" AS "name"
FROM "public"."users" AS t2
WHERE t2."id" = t0."lender_id" AND (t2."id" = $2::uuid)
LIMIT $5::int8 OFFSET $6::int8) AS x)::text
FROM (SELECT t0.*
FROM "public"."tools" AS t0
WHERE ((t0."id" = $1::int8) AND ((t0."state" <> 'out of order'::text) OR (t0."lender_id" = $2::uuid)))
LIMIT $3::int8 OFFSET $4::int8) AS t0;
--   1 = Parameter[index=2, type=LONG]
--   2 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   3 = Parameter[index=3, type=LONG]
--   4 = Parameter[index=4, type=LONG]
--   5 = Parameter[index=0, type=LONG]
--   6 = Parameter[index=1, type=LONG]
