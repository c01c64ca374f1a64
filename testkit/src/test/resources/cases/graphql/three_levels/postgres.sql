-- unbounded
SELECT t0."code", (SELECT coalesce(json_agg(row_to_json(x)), '[]'::json)
FROM (SELECT t2."title" AS "0", (SELECT row_to_json(x)
FROM (SELECT t3."room" AS "0", (SELECT coalesce(json_agg(row_to_json(x)), '[]'::json)
FROM (SELECT t4."id" AS "0"
FROM "public"."books" AS t4
WHERE t4."shelf_code" = t3."code" AND (t4."state" <> 'lost'::text)
ORDER BY t4."id" ASC
LIMIT $3::int8 OFFSET $4::int8) AS x) AS "1"
FROM (SELECT t3.*
FROM "public"."shelves" AS t3
WHERE t3."code" = t2."shelf_code"
LIMIT $5::int8 OFFSET $6::int8) AS t3) AS x) AS "1"
FROM (SELECT t2.*
FROM "public"."books" AS t2
WHERE t2."shelf_code" = t0."code" AND (t2."state" <> 'lost'::text)
ORDER BY t2."id" ASC
LIMIT $7::int8 OFFSET $8::int8) AS t2
ORDER BY t2."id" ASC) AS x)::text
FROM (SELECT t0.*
FROM "public"."shelves" AS t0
ORDER BY t0."code" ASC
LIMIT $1::int8 OFFSET $2::int8) AS t0
ORDER BY t0."code" ASC;
--   1 = Parameter[index=6, type=LONG]
--   2 = Parameter[index=7, type=LONG]
--   3 = Parameter[index=0, type=LONG]
--   4 = Parameter[index=1, type=LONG]
--   5 = Parameter[index=2, type=LONG]
--   6 = Parameter[index=3, type=LONG]
--   7 = Parameter[index=4, type=LONG]
--   8 = Parameter[index=5, type=LONG]
