-- read only
-- answer
WITH msingi_body AS (with some as (select * from notes where text <> ':text') select * from some
)
SELECT c.total, r.present, r.o0, r.o1
FROM (SELECT count(*) AS total
FROM (SELECT *
FROM msingi_body) AS t0
WHERE ((t0."seen" IS TRUE) AND (t0."seen" OR ((SELECT t1001."id"
FROM "people" AS t1001
WHERE t1001."id" = t0."owner_id") = ?1)))) AS c
LEFT JOIN (SELECT 1 AS present, t0."text" AS o0, (SELECT json_object('name', t2."name")
FROM "people" AS t2
WHERE t2."id" = t0."owner_id"
LIMIT ?4 OFFSET ?5) AS o1
FROM (SELECT t0.*
FROM (SELECT *
FROM msingi_body) AS t0
WHERE ((t0."seen" IS TRUE) AND (t0."seen" OR ((SELECT t1001."id"
FROM "people" AS t1001
WHERE t1001."id" = t0."owner_id") = ?1)))
ORDER BY t0."text" ASC
LIMIT ?2 OFFSET ?3) AS t0
ORDER BY t0."text" ASC) AS r ON 1 = 1;
--   1 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   2 = Parameter[index=2, type=LONG]
--   3 = Parameter[index=3, type=LONG]
--   4 = Parameter[index=0, type=LONG]
--   5 = Parameter[index=1, type=LONG]
