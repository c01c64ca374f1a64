-- unbounded
SELECT t0."bought", t0."lent_at"
FROM "books" AS t0
WHERE ((t0."bought" > ?1) AND (t0."lent_at" < ?2) AND (t0."isbn" IN (SELECT value
FROM json_each(?3))) AND (t0."weight" <> ?4) AND (t0."state" <> 'lost'))
ORDER BY t0."id" ASC
LIMIT ?5 OFFSET ?6;
--   1 = Parameter[index=0, type=DATE]
--   2 = Parameter[index=1, type=TIMESTAMP]
--   3 = Parameter[index=2, type=Array[element=UUID]]
--   4 = Parameter[index=3, type=FLOAT]
--   5 = Parameter[index=4, type=LONG]
--   6 = Parameter[index=5, type=LONG]
