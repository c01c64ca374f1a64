-- run
update people set name = name where id = $1::uuid;
--   1 = Parameter[index=3, type=UUID]
-- answer
with gone as (select id from notes where owner_id = $1::uuid),
msingi_body AS (update notes set owner_id = $2::uuid where id in (select id from gone) returning id, text
)
SELECT t0."text"
FROM (SELECT "id"::uuid AS "id", "text"::text AS "text"
FROM msingi_body) AS t0
LIMIT $3::int8 OFFSET $4::int8;
--   1 = Parameter[index=2, type=UUID]
--   2 = Parameter[index=3, type=UUID]
--   3 = Parameter[index=0, type=LONG]
--   4 = Parameter[index=1, type=LONG]
