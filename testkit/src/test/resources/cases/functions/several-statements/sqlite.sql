-- run
update people set name = name where id = ?1;
--   1 = Parameter[index=3, type=UUID]
-- keep
with gone as (select id from notes where owner_id = ?1)
update notes set owner_id = ?2 where id in (select id from gone) returning id, text;
--   1 = Parameter[index=2, type=UUID]
--   2 = Parameter[index=3, type=UUID]
-- answer
SELECT t0."text"
FROM (SELECT e.value ->> 0 AS "id", e.value ->> 1 AS "text"
FROM json_each(?1) AS e) AS t0
LIMIT ?2 OFFSET ?3;
--   1 = Kept[]
--   2 = Parameter[index=0, type=LONG]
--   3 = Parameter[index=1, type=LONG]
