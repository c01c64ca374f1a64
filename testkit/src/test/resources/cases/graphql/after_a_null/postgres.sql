-- unbounded
SELECT t0."price"::text, t0."title", t0."id"
FROM "public"."books" AS t0
WHERE (((NOT (t0."price" IS NULL)) OR ((t0."price" IS NULL) AND (t0."title" < $1::text)) OR ((t0."price" IS NULL) AND (t0."title" = $2::text) AND (t0."id" < $3::int8))) AND (t0."state" <> 'lost'::text))
ORDER BY t0."price" ASC NULLS FIRST, t0."title" DESC, t0."id" DESC
LIMIT $4::int8 OFFSET $5::int8;
--   1 = Parameter[index=0, type=TEXT]
--   2 = Parameter[index=1, type=TEXT]
--   3 = Parameter[index=2, type=LONG]
--   4 = Parameter[index=3, type=LONG]
--   5 = Parameter[index=4, type=LONG]
