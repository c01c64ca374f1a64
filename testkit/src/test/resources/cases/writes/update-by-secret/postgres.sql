-- alone
-- whole
WITH
done AS (UPDATE "public"."patients" AS t0
SET "name" = $2::text, "updated_at" = $3::timestamptz
WHERE (t0."name" = $1::text)
RETURNING false AS "_inserted")
SELECT NULL::int4, NULL::text, s.affected, s.inserted, false AS present
FROM (SELECT count(*) AS affected, count(*) FILTER (WHERE "_inserted") AS inserted
FROM done) AS s;
--   1 = Parameter[index=0, type=TEXT]
--   2 = Parameter[index=1, type=TEXT]
--   3 = Moment[type=TIMESTAMP]
