-- unbounded
SELECT t0."code", (SELECT coalesce(json_agg(row_to_json(x)), '[]'::json)
FROM (SELECT t2."title" AS "0"
FROM "public"."books" AS t2
WHERE t2."shelf_code" = t0."code" AND ((t2."state" = $3::text) AND (t2."state" <> 'lost'::text))
ORDER BY t2."pages" DESC NULLS LAST, t2."id" DESC
LIMIT $4::int8 OFFSET $5::int8) AS x)::text
FROM (SELECT t0.*
FROM "public"."shelves" AS t0
ORDER BY t0."code" ASC
LIMIT $1::int8 OFFSET $2::int8) AS t0
ORDER BY t0."code" ASC;
--   1 = Parameter[index=3, type=LONG]
--   2 = Parameter[index=4, type=LONG]
--   3 = Parameter[index=0, type=TEXT]
--   4 = Parameter[index=1, type=LONG]
--   5 = Parameter[index=2, type=LONG]
