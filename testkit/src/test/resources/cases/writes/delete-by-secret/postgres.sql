-- alone
-- whole
WITH
done AS (DELETE
FROM "public"."patients" AS t0
WHERE (t0."name" = $1::text)
RETURNING false AS "_inserted")
SELECT NULL::int4, NULL::text, s.affected, s.inserted, false AS present
FROM (SELECT count(*) AS affected, count(*) FILTER (WHERE "_inserted") AS inserted
FROM done) AS s;
--   1 = Parameter[index=0, type=TEXT]
