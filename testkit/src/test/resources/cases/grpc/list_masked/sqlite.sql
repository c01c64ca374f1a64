-- unbounded
SELECT t0."name", (CASE typeof(CAST((CASE WHEN abs(t0."count" * 2) > 2147483647 AND (t0."count" * 2) <> -2147483648 THEN abs(-9223372036854775807 - 1) ELSE (t0."count" * 2) END) AS INTEGER)) WHEN 'real' THEN abs(-9223372036854775807 - 1) ELSE (CAST((CASE WHEN abs(t0."count" * 2) > 2147483647 AND (t0."count" * 2) <> -2147483648 THEN abs(-9223372036854775807 - 1) ELSE (t0."count" * 2) END) AS INTEGER)) END), t0."price", t0."id"
FROM "tools" AS t0
WHERE ((t0."state" <> 'out of order') OR (t0."lender_id" = ?1))
ORDER BY t0."price" DESC NULLS LAST, t0."name" ASC, t0."id" ASC
LIMIT ?2 OFFSET ?3;
--   1 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   2 = Parameter[index=0, type=LONG]
--   3 = Parameter[index=1, type=LONG]
