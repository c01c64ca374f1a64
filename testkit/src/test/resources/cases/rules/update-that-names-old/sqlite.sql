-- guard
SELECT 1 AS code, '' AS name
FROM "accounts" AS t0
WHERE (((t0."name" = ?1) AND (t0."owner" = ?2))) AND (((t0."owner" = t0."owner") AND (?3 <= (CASE WHEN abs(t0."rank" + 1) > 2147483647 AND (t0."rank" + 1) <> -2147483648 THEN abs(-9223372036854775807 - 1) ELSE (t0."rank" + 1) END)) AND (t0."owner" = ?2))) IS NOT TRUE
UNION ALL
SELECT 2 AS code, 'accounts_check' AS name
FROM "accounts" AS t0
WHERE (((t0."name" = ?1) AND (t0."owner" = ?2))) AND (((?3 < 10) OR ((NOT (t0."code" IS NULL)) AND (t0."code" = 'boss')))) IS FALSE
UNION ALL
SELECT 2 AS code, 'accounts_check1' AS name
FROM "accounts" AS t0
WHERE (((t0."name" = ?1) AND (t0."owner" = ?2))) AND ((?3 >= 0)) IS FALSE
LIMIT 1;
--   1 = Parameter[index=0, type=TEXT]
--   2 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   3 = Parameter[index=1, type=INT]
-- change
UPDATE "accounts" AS t0
SET "rank" = ?1
WHERE ((t0."name" = ?2) AND (t0."owner" = ?3));
--   1 = Parameter[index=1, type=INT]
--   2 = Parameter[index=0, type=TEXT]
--   3 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
