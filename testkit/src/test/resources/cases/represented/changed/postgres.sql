-- alone
-- whole
WITH
done AS (UPDATE "public"."parts" AS t0
SET "price" = (SELECT r.v
FROM json_to_record(json_build_object('v', $2::text::json)) AS r(v numeric))
WHERE (t0."open" AND (CASE WHEN t0."open" THEN (t0."code" = (CASE WHEN $1::text IS NOT NULL THEN (lower(($1::text)))::text END)) ELSE false END))
RETURNING false AS "_inserted")
SELECT NULL::int4, NULL::text, s.affected, s.inserted, false AS present
FROM (SELECT count(*) AS affected, count(*) FILTER (WHERE "_inserted") AS inserted
FROM done) AS s;
--   1 = Parameter[index=0, type=TEXT]
--   2 = Parameter[index=1, type=Represented[stored=Decimal[precision=8, scale=2], representation=Representation[show=Sql[pieces=[,  * 100]], read=OWN, parse=OWN]]]
