-- guard, per row
SELECT 1 AS code, '' AS name
FROM (SELECT 1)
WHERE ((?1 = ?2)) IS NOT TRUE
UNION ALL
SELECT 2 AS code, 'accounts_check' AS name
FROM (SELECT 1)
WHERE (((?3 < 10) OR ((NOT (?4 IS NULL)) AND (?4 = 'boss')))) IS FALSE
UNION ALL
SELECT 2 AS code, 'accounts_check1' AS name
FROM (SELECT 1)
WHERE ((?3 >= 0)) IS FALSE
UNION ALL
SELECT 1 AS code, '' AS name
FROM "accounts" AS t1
WHERE t1."id" = ?5 AND ((t1."owner" = ?2)) IS NOT TRUE
UNION ALL
SELECT 1 AS code, '' AS name
FROM "accounts" AS t1
WHERE t1."id" = ?5 AND (((?1 = t1."owner") AND (?3 <= (CASE WHEN abs(t1."rank" + 1) > 2147483647 AND (t1."rank" + 1) <> -2147483648 THEN abs(-9223372036854775807 - 1) ELSE (t1."rank" + 1) END)) AND (?1 = ?2))) IS NOT TRUE
UNION ALL
SELECT 2 AS code, 'accounts_check' AS name
FROM "accounts" AS t1
WHERE t1."id" = ?5 AND (((?3 < 10) OR ((NOT (t1."code" IS NULL)) AND (t1."code" = 'boss')))) IS FALSE
LIMIT 1;
--   1 = Cell[column=6, type=UUID]
--   2 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   3 = Cell[column=5, type=INT]
--   4 = Cell[column=3, type=TEXT]
--   5 = Cell[column=0, type=UUID]
-- change, per row
UPDATE "accounts" AS t0
SET "name" = ?1, "email" = ?2, "rank" = ?3, "owner" = ?4
WHERE t0."id" = ?5;
--   1 = Cell[column=1, type=TEXT]
--   2 = Cell[column=2, type=TEXT]
--   3 = Cell[column=5, type=INT]
--   4 = Cell[column=6, type=UUID]
--   5 = Cell[column=0, type=UUID]
-- add, per row not changed
INSERT INTO "accounts" ("id", "name", "email", "code", "pin", "rank", "owner")
SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7
WHERE NOT EXISTS (SELECT 1
FROM "accounts" AS t0
WHERE t0."id" = ?1);
--   1 = Cell[column=0, type=UUID]
--   2 = Cell[column=1, type=TEXT]
--   3 = Cell[column=2, type=TEXT]
--   4 = Cell[column=3, type=TEXT]
--   5 = Cell[column=4, type=TEXT]
--   6 = Cell[column=5, type=INT]
--   7 = Cell[column=6, type=UUID]
