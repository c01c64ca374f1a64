-- unbounded
SELECT t0."id", t0."tool_id", t0."cost"
FROM "repairs" AS t0
LIMIT ?1 OFFSET ?2;
--   1 = Parameter[index=0, type=LONG]
--   2 = Parameter[index=1, type=LONG]
