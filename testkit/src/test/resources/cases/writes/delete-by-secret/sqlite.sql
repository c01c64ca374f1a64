-- change
DELETE
FROM "patients" AS t0
WHERE (t0."name" = ?1)
RETURNING rowid, 0;
--   1 = Parameter[index=0, type=TEXT]
