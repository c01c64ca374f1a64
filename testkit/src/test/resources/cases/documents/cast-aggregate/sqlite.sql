-- unbounded
SELECT g0.o0, g0.o1
FROM (SELECT CAST(sum(g0.o0) AS TEXT) AS o0, g0.o1 AS o1
FROM (SELECT msingi_cast((CASE json_type(t0."data", '$."n"') WHEN 'text' THEN t0."data" ->> '$."n"' WHEN 'null' THEN NULL WHEN 'real' THEN msingi_plain(t0."data" -> '$."n"') ELSE t0."data" -> '$."n"' END), 'INT') AS o0, t0."title" AS o1
FROM "papers" AS t0) AS g0 GROUP BY g0.o1
LIMIT ?1 OFFSET ?2) AS g0;
--   1 = Parameter[index=0, type=LONG]
--   2 = Parameter[index=1, type=LONG]
