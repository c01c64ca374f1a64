-- read only
-- answer
WITH msingi_body AS (select * from tools where weight >= ?1
)
SELECT t0."name", (SELECT json_object('house', t2."house")
FROM "walls" AS t2
WHERE t2."house" = t0."wall_house" AND t2."side" = t0."wall_side"
LIMIT ?5 OFFSET ?6)
FROM (SELECT t0.*
FROM (SELECT *
FROM msingi_body) AS t0
WHERE ((t0."state" <> 'out of order') OR (t0."lender_id" = ?2))
LIMIT ?3 OFFSET ?4) AS t0;
--   1 = Parameter[index=0, type=Decimal[precision=8, scale=3]]
--   2 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   3 = Parameter[index=3, type=LONG]
--   4 = Parameter[index=4, type=LONG]
--   5 = Parameter[index=1, type=LONG]
--   6 = Parameter[index=2, type=LONG]
