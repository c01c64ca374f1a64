-- read only
-- answer
WITH msingi_body("total_pages") AS (select cast(coalesce(sum(pages), 0) as bigint) from books where shelf_code = $1::text
)
SELECT t0."total_pages"
FROM (SELECT "total_pages"::int8 AS "total_pages"
FROM msingi_body
LIMIT 1) AS t0
LIMIT $2::int8 OFFSET $3::int8;
--   1 = Parameter[index=2, type=TEXT]
--   2 = Parameter[index=0, type=LONG]
--   3 = Parameter[index=1, type=LONG]
