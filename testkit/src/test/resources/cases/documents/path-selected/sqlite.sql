-- unbounded
SELECT (CASE json_type(t0."data", '$."a"."b"') WHEN 'text' THEN t0."data" ->> '$."a"."b"' WHEN 'null' THEN NULL WHEN 'real' THEN msingi_plain(t0."data" -> '$."a"."b"') ELSE t0."data" -> '$."a"."b"' END), (t0."data" -> '$[#-1]'), (CASE json_type(t0."tags", '$[0]') WHEN 'text' THEN t0."tags" ->> '$[0]' WHEN 'null' THEN NULL WHEN 'real' THEN msingi_plain(t0."tags" -> '$[0]') ELSE t0."tags" -> '$[0]' END), (t0."data" -> '$."a.b\"c"')
FROM "papers" AS t0
LIMIT ?1 OFFSET ?2;
--   1 = Parameter[index=0, type=LONG]
--   2 = Parameter[index=1, type=LONG]
