-- keep
insert into notes (id, text, owner_id) values ('00000000-0000-0000-0000-000000000001', ?1, ?2) returning *;
--   1 = Parameter[index=4, type=TEXT]
--   2 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
-- answer
SELECT t0."id", (SELECT json_object('name', t2."name")
FROM "people" AS t2
WHERE t2."id" = t0."owner_id"
LIMIT ?5 OFFSET ?6)
FROM (SELECT t0.*
FROM (SELECT e.value ->> 0 AS "id", e.value ->> 1 AS "owner_id", e.value ->> 2 AS "text", e.value ->> 3 AS "seen"
FROM json_each(?1) AS e) AS t0
WHERE (t0."seen" OR ((SELECT t1001."id"
FROM "people" AS t1001
WHERE t1001."id" = t0."owner_id") = ?2))
LIMIT ?3 OFFSET ?4) AS t0;
--   1 = Kept[]
--   2 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   3 = Parameter[index=2, type=LONG]
--   4 = Parameter[index=3, type=LONG]
--   5 = Parameter[index=0, type=LONG]
--   6 = Parameter[index=1, type=LONG]
