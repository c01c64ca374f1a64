-- bounded
SELECT t0."id", t0."title", (SELECT row_to_json(x)
FROM (SELECT t2."code" AS "0"
FROM "public"."shelves" AS t2
WHERE t2."code" = t0."shelf_code"
LIMIT $4::int8 OFFSET $5::int8) AS x)::text
FROM (SELECT t0.*
FROM "public"."books" AS t0
WHERE ((t0."id" = $1::int8) AND (t0."state" <> 'lost'::text))
LIMIT $2::int8 OFFSET $3::int8) AS t0;
--   1 = Parameter[index=0, type=LONG]
--   2 = Parameter[index=3, type=LONG]
--   3 = Parameter[index=4, type=LONG]
--   4 = Parameter[index=1, type=LONG]
--   5 = Parameter[index=2, type=LONG]
