-- unbounded
SELECT t0."id"
FROM "papers" AS t0
WHERE ((t0."data" -> '$."n"') COLLATE msingi_json IN (SELECT (e.json -> e.fullkey)
FROM json_each(?1) AS e))
LIMIT ?2 OFFSET ?3;
--   1 = Parameter[index=0, type=Array[element=JSON]]
--   2 = Parameter[index=1, type=LONG]
--   3 = Parameter[index=2, type=LONG]
