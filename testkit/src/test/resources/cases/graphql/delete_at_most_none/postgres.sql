-- whole
WITH
done AS (DELETE
FROM "public"."shelves" AS t0
WHERE true
RETURNING t0.*, t0.ctid AS "_locator", false AS "_inserted")
SELECT NULL::int4, NULL::text, s.affected, s.inserted, r.present, r.o0
FROM (SELECT count(*) AS affected, count(*) FILTER (WHERE "_inserted") AS inserted
FROM done) AS s
LEFT JOIN (SELECT true AS present, t0."code" AS o0
FROM
done AS t0
LIMIT $1::int8 OFFSET $2::int8) AS r ON true;
--   1 = Parameter[index=0, type=LONG]
--   2 = Parameter[index=1, type=LONG]
