-- change
UPDATE "shelves" AS t0
SET "floor" = ?1, "room" = ?2
WHERE (t0."floor" < ?3);
--   1 = Parameter[index=1, type=INT]
--   2 = Parameter[index=2, type=TEXT]
--   3 = Parameter[index=0, type=INT]
