-- alone
-- whole
WITH
done AS (DELETE
FROM "public"."authors" AS t0
WHERE (t0."id" = $1::int4)
RETURNING t0.*, t0.ctid AS "_locator", false AS "_inserted", t0 AS "_row")
SELECT NULL::int4, NULL::text, s.affected, s.inserted, r.present, r.o0, r.o1
FROM (SELECT count(*) AS affected, count(*) FILTER (WHERE "_inserted") AS inserted
FROM done) AS s
LEFT JOIN (SELECT true AS present, t0."name" AS o0, (SELECT coalesce(json_agg(row_to_json(x)), '[]'::json)
FROM (SELECT t2."title" AS "title"
FROM "library"."works"(t0."_row") AS t2
WHERE t2."id" IS NOT NULL AND (NOT t2."draft")
LIMIT $4::int8 OFFSET $5::int8) AS x)::text AS o1
FROM (SELECT t0.*
FROM
done AS t0
LIMIT $2::int8 OFFSET $3::int8) AS t0) AS r ON true;
--   1 = Parameter[index=4, type=INT]
--   2 = Parameter[index=2, type=LONG]
--   3 = Parameter[index=3, type=LONG]
--   4 = Parameter[index=0, type=LONG]
--   5 = Parameter[index=1, type=LONG]
