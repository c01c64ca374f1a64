-- unbounded
SELECT CAST(t0."id" AS TEXT), msingi_cast((CASE json_type(t0."data", '$."n"') WHEN 'text' THEN t0."data" ->> '$."n"' WHEN 'null' THEN NULL WHEN 'real' THEN msingi_plain(t0."data" -> '$."n"') ELSE t0."data" -> '$."n"' END), 'INT'), msingi_cast(t0."title", 'DECIMAL 18 6'), t0."data"
FROM "papers" AS t0
LIMIT ?1 OFFSET ?2;
--   1 = Parameter[index=0, type=LONG]
--   2 = Parameter[index=1, type=LONG]
