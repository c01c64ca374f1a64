-- whole
WITH
done AS (UPDATE "public"."shelves" AS t0
SET "floor" = $2::int4, "room" = $3::text
WHERE (t0."floor" < $1::int4)
RETURNING false AS "_inserted")
SELECT NULL::int4, NULL::text, s.affected, s.inserted, false AS present
FROM (SELECT count(*) AS affected, count(*) FILTER (WHERE "_inserted") AS inserted
FROM done) AS s;
--   1 = Parameter[index=0, type=INT]
--   2 = Parameter[index=1, type=INT]
--   3 = Parameter[index=2, type=TEXT]
