-- unbounded
SELECT t0."name"
FROM "patients" AS t0
WHERE ((msingi_like(t0."name", ?1) OR ((t0."born_on" IS NULL) AND (NOT (t0."phone" IS NULL)))) AND EXISTS (SELECT 1
FROM "clinics" AS t1000
WHERE t1000."id" = t0."clinic_id" AND EXISTS (SELECT 1
FROM "clinics_staff" AS j1001 JOIN "users" AS t1001 ON t1001."id" = j1001."users_id"
WHERE j1001."clinics_id" = t1000."id" AND (t1001."id" = ?2))))
ORDER BY t0.rowid
LIMIT ?3 OFFSET ?4;
--   1 = Parameter[index=0, type=TEXT]
--   2 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   3 = Parameter[index=1, type=LONG]
--   4 = Parameter[index=2, type=LONG]
