-- unbounded
SELECT (SELECT coalesce(json_agg(row_to_json(x)), '[]'::json)
FROM (SELECT t2."id" AS "0"
FROM "public"."books" AS t2
WHERE t2."shelf_code" = t0."code" AND ((t2."id" > $4::int8) AND (t2."state" <> 'lost'::text))
ORDER BY t2."id" ASC
LIMIT $5::int8 OFFSET $6::int8) AS x)::text
FROM (SELECT t0.*
FROM "public"."shelves" AS t0
WHERE (t0."code" = $1::text)
LIMIT $2::int8 OFFSET $3::int8) AS t0;
--   1 = Parameter[index=0, type=TEXT]
--   2 = Parameter[index=4, type=LONG]
--   3 = Parameter[index=5, type=LONG]
--   4 = Parameter[index=1, type=LONG]
--   5 = Parameter[index=2, type=LONG]
--   6 = Parameter[index=3, type=LONG]
