-- change
DELETE
FROM "tools" AS t0
WHERE ((t0."id" = ?1) AND ((t0."state" <> 'out of order') OR (t0."lender_id" = ?2)));
--   1 = Parameter[index=0, type=LONG]
--   2 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
