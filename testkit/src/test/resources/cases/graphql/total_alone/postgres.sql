-- unbounded
SELECT c.total, r.present
FROM (SELECT count(*) AS total
FROM "public"."books" AS t0
WHERE (t0."state" <> 'lost'::text)) AS c
LEFT JOIN (SELECT 1 AS present
FROM "public"."books" AS t0
WHERE (t0."state" <> 'lost'::text)
ORDER BY t0."id" ASC
LIMIT $1::int8 OFFSET $2::int8) AS r ON 1 = 1;
--   1 = Parameter[index=0, type=LONG]
--   2 = Parameter[index=1, type=LONG]
