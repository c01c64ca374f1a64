-- unbounded
SELECT t0."id"
FROM "tools" AS t0
WHERE ((t0."id" IN (SELECT value
FROM json_each(?1))) AND (t0."state" = ?2) AND (t0."weight" >= ?3) AND (t0."weight" < ?4) AND (NOT (t0."price" IS NULL)) AND (t0."used" <= ?5) AND (t0."serial" <> ?6) AND ((t0."state" <> 'out of order') OR (t0."lender_id" = ?7)))
ORDER BY t0."id" ASC
LIMIT ?8 OFFSET ?9;
--   1 = Parameter[index=0, type=Array[element=LONG]]
--   2 = Parameter[index=1, type=TEXT]
--   3 = Parameter[index=2, type=Decimal[precision=8, scale=3]]
--   4 = Parameter[index=3, type=Decimal[precision=8, scale=3]]
--   5 = Parameter[index=4, type=TIMESTAMP]
--   6 = Parameter[index=5, type=UUID]
--   7 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   8 = Parameter[index=6, type=LONG]
--   9 = Parameter[index=7, type=LONG]
