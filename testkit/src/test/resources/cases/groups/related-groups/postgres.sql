-- unbounded
SELECT t0."name", (SELECT coalesce(json_agg(row_to_json(x)), '[]'::json)
FROM (SELECT g2.o0 AS "word", g2.o1 AS "sum", g2.o2 AS "avg"
FROM (SELECT g2.o0 AS o0, sum(g2.o1) AS o1, avg(g2.o2) AS o2
FROM (SELECT t2."word" AS o0, t2."units" AS o1, t2."amount" AS o2
FROM "public"."sales" AS t2
WHERE t2."shop_id" = t0."id" AND t2."open") AS g2 GROUP BY g2.o0
ORDER BY g2.o0 ASC NULLS LAST
LIMIT $3::int8 OFFSET $4::int8) AS g2
ORDER BY g2.o0 ASC NULLS LAST) AS x)::text
FROM (SELECT t0.*
FROM "public"."shops" AS t0
LIMIT $1::int8 OFFSET $2::int8) AS t0;
--   1 = Parameter[index=2, type=LONG]
--   2 = Parameter[index=3, type=LONG]
--   3 = Parameter[index=0, type=LONG]
--   4 = Parameter[index=1, type=LONG]
