-- unbounded
SELECT t0."id"
FROM "papers" AS t0
WHERE (((CASE json_type(t0."data", '$."a"."b"') WHEN 'text' THEN t0."data" ->> '$."a"."b"' WHEN 'null' THEN NULL WHEN 'real' THEN msingi_plain(t0."data" -> '$."a"."b"') ELSE t0."data" -> '$."a"."b"' END) = ?1) AND (((t0."data" -> '$."n"') COLLATE msingi_json > ?2) OR msingi_like((CASE json_type(t0."tags", '$[0]') WHEN 'text' THEN t0."tags" ->> '$[0]' WHEN 'null' THEN NULL WHEN 'real' THEN msingi_plain(t0."tags" -> '$[0]') ELSE t0."tags" -> '$[0]' END), ?3)))
ORDER BY t0.rowid
LIMIT ?4 OFFSET ?5;
--   1 = Parameter[index=0, type=TEXT]
--   2 = Parameter[index=1, type=JSON]
--   3 = Parameter[index=2, type=TEXT]
--   4 = Parameter[index=3, type=LONG]
--   5 = Parameter[index=4, type=LONG]
