-- unbounded
SELECT t0."title", (SELECT json_object('name', t2."name")
FROM "accounts" AS t2
WHERE t2."id" = t0."account_id" AND (t2."owner" = ?1)
LIMIT ?4 OFFSET ?5)
FROM (SELECT t0.*
FROM "papers" AS t0
ORDER BY (SELECT (CASE WHEN (t3."owner" = ?1) THEN t3."name" ELSE NULL END)
FROM "accounts" AS t3
WHERE t3."id" = t0."account_id") ASC NULLS LAST
LIMIT ?2 OFFSET ?3) AS t0
ORDER BY (SELECT (CASE WHEN (t3."owner" = ?1) THEN t3."name" ELSE NULL END)
FROM "accounts" AS t3
WHERE t3."id" = t0."account_id") ASC NULLS LAST;
--   1 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   2 = Parameter[index=2, type=LONG]
--   3 = Parameter[index=3, type=LONG]
--   4 = Parameter[index=0, type=LONG]
--   5 = Parameter[index=1, type=LONG]
