-- change
UPDATE "patients" AS t0
SET "name" = ?1, "updated_at" = ?2
WHERE (t0."name" = ?3);
--   1 = Parameter[index=1, type=TEXT]
--   2 = Moment[type=TIMESTAMP]
--   3 = Parameter[index=0, type=TEXT]
