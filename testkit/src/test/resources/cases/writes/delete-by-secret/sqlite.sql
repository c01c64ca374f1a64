-- change
DELETE
FROM "patients" AS t0
WHERE (t0."name" = ?1);
--   1 = Parameter[index=0, type=TEXT]
