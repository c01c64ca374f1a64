-- whole
WITH
done AS (DELETE
FROM "public"."books" AS t0
WHERE ((t0."id" = $1::int8) AND (t0."state" <> 'lost'::text))
RETURNING t0.*, t0.ctid AS "_locator", false AS "_inserted")
SELECT NULL::int4, NULL::text, s.affected, s.inserted, r.present, r.o0
FROM (SELECT count(*) AS affected, count(*) FILTER (WHERE "_inserted") AS inserted
FROM done) AS s
LEFT JOIN (SELECT true AS present, t0."title" AS o0
FROM
done AS t0
WHERE (t0."state" <> 'lost'::text)
LIMIT $2::int8 OFFSET $3::int8) AS r ON true;
--   1 = Parameter[index=2, type=LONG]
--   2 = Parameter[index=0, type=LONG]
--   3 = Parameter[index=1, type=LONG]
