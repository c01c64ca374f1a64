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

-- unbounded
SELECT g0.o0
FROM (SELECT count(*) AS o0
FROM (SELECT 1
FROM "public"."books" AS t0
WHERE ((t0."pages" > $1::int4) AND (t0."state" <> 'lost'::text))) AS g0
LIMIT $2::int8 OFFSET $3::int8) AS g0;
--   1 = Parameter[index=0, type=INT]
--   2 = Parameter[index=1, type=LONG]
--   3 = Parameter[index=2, type=LONG]

-- read only
-- answer
WITH msingi_body AS (select * from books where pages >= (0)::int4 order by pages desc
)
SELECT t0."id"
FROM (SELECT *
FROM msingi_body) AS t0
WHERE (t0."state" <> 'lost'::text)
LIMIT $1::int8 OFFSET $2::int8;
--   1 = Parameter[index=0, type=LONG]
--   2 = Parameter[index=1, type=LONG]
