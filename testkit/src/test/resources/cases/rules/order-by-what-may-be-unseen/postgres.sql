-- unbounded
SELECT t0."title", (SELECT row_to_json(x)
FROM (SELECT t2."name" AS "name"
FROM "public"."accounts" AS t2
WHERE t2."id" = t0."account_id" AND (t2."owner" = $1::uuid)
LIMIT $4::int8 OFFSET $5::int8) AS x)::text
FROM (SELECT t0.*
FROM "public"."papers" AS t0
ORDER BY (SELECT (CASE WHEN (t3."owner" = $1::uuid) THEN t3."name" ELSE NULL::text END)
FROM "public"."accounts" AS t3
WHERE t3."id" = t0."account_id") ASC NULLS LAST
LIMIT $2::int8 OFFSET $3::int8) AS t0
ORDER BY (SELECT (CASE WHEN (t3."owner" = $1::uuid) THEN t3."name" ELSE NULL::text END)
FROM "public"."accounts" AS t3
WHERE t3."id" = t0."account_id") ASC NULLS LAST;
--   1 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   2 = Parameter[index=2, type=LONG]
--   3 = Parameter[index=3, type=LONG]
--   4 = Parameter[index=0, type=LONG]
--   5 = Parameter[index=1, type=LONG]
