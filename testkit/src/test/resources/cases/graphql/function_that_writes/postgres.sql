-- answer
WITH msingi_body AS (update books set state = 'lent' where id = $1::int8 returning *
)
SELECT t0."title", t0."state"
FROM (SELECT *
FROM msingi_body
LIMIT 1) AS t0
WHERE (t0."state" <> 'lost'::text)
LIMIT $2::int8 OFFSET $3::int8;
--   1 = Parameter[index=2, type=LONG]
--   2 = Parameter[index=0, type=LONG]
--   3 = Parameter[index=1, type=LONG]
