-- change
UPDATE "tools" AS t0
SET "name" = ?1, "count" = ?2
WHERE ((t0."id" = ?3) AND ((t0."state" <> 'out of order') OR (t0."lender_id" = ?4)) AND (t0."state" <> 'busy'))
RETURNING rowid, 0;
--   1 = Parameter[index=3, type=TEXT]
--   2 = Parameter[index=4, type=INT]
--   3 = Parameter[index=0, type=LONG]
--   4 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
-- answer
SELECT t0."name"
FROM json_each(?1) AS l
CROSS JOIN "tools" AS t0 ON t0.rowid = l.value
WHERE ((t0."state" <> 'out of order') OR (t0."lender_id" = ?2))
LIMIT ?3 OFFSET ?4;
--   1 = Locators[]
--   2 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   3 = Parameter[index=1, type=LONG]
--   4 = Parameter[index=2, type=LONG]
