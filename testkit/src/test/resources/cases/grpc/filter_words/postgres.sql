-- unbounded
SELECT t0."id"
FROM "public"."tools" AS t0
WHERE ((to_tsvector('simple'::regconfig, coalesce(t0."name", '')) @@ websearch_to_tsquery('simple'::regconfig, $1::text)) AND ((t0."state" <> 'out of order'::text) OR (t0."lender_id" = $2::uuid)))
ORDER BY t0."id" ASC
LIMIT $3::int8 OFFSET $4::int8;
--   1 = Parameter[index=0, type=TEXT]
--   2 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   3 = Parameter[index=1, type=LONG]
--   4 = Parameter[index=2, type=LONG]
