-- change
UPDATE "parts" AS t0
SET "price" = msingi_cast((CASE json_type(?1, '$') WHEN 'text' THEN ?1 ->> '$' WHEN 'null' THEN NULL WHEN 'real' THEN msingi_plain(?1 -> '$') ELSE ?1 -> '$' END), 'DECIMAL 8 2')
WHERE (t0."open" AND (CASE WHEN t0."open" THEN (t0."code" = (CASE WHEN ?2 IS NOT NULL THEN msingi_stored((lower((?2))), 'TEXT') END)) ELSE 0 END));
--   1 = Parameter[index=1, type=Represented[stored=Decimal[precision=8, scale=2], representation=Representation[show=Sql[pieces=[,  * 100]], read=OWN, parse=OWN]]]
--   2 = Parameter[index=0, type=TEXT]
