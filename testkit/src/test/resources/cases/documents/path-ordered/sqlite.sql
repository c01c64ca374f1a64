-- unbounded
SELECT t0."id"
FROM "papers" AS t0
ORDER BY (t0."data" -> '$."n"') COLLATE msingi_json DESC NULLS FIRST, (CASE json_type(t0."data", '$."a"') WHEN 'text' THEN t0."data" ->> '$."a"' WHEN 'null' THEN NULL WHEN 'real' THEN msingi_plain(t0."data" -> '$."a"') ELSE t0."data" -> '$."a"' END) ASC NULLS LAST
LIMIT ?1 OFFSET ?2;
--   1 = Parameter[index=0, type=LONG]
--   2 = Parameter[index=1, type=LONG]
