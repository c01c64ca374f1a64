-- bounded
SELECT t0."id", t0."title", t0."state", t0."price"::text, t0."pages", t0."weight", t0."signed", t0."bought"::text, t0."lent_at", t0."isbn", t0."about"::text, to_json(t0."tags")::text, to_json(t0."numbers")::text, t0."shelf_code", t0."secret"
FROM "public"."books" AS t0
WHERE ((t0."id" = $1::int8) AND (t0."state" <> 'lost'::text))
LIMIT $2::int8 OFFSET $3::int8;
--   1 = Parameter[index=0, type=LONG]
--   2 = Parameter[index=1, type=LONG]
--   3 = Parameter[index=2, type=LONG]
