-- unbounded
SELECT t0."name", (SELECT '[' || coalesce(group_concat('{"name":' || json_quote(t2."name") || ',"clinics":' || coalesce((SELECT '{"name":' || json_quote(t3."name") || ',"patients":' || coalesce((SELECT '[' || coalesce(group_concat(json_object('name', t4."name"), ','), '') || ']'
FROM (SELECT t4.*
FROM "patients" AS t4
WHERE t4."clinic_id" = t3."id" AND EXISTS (SELECT 1
FROM "clinics" AS t1003
WHERE t1003."id" = t4."clinic_id" AND EXISTS (SELECT 1
FROM "clinics_staff" AS j1004 JOIN "users" AS t1004 ON t1004."id" = j1004."users_id"
WHERE j1004."clinics_id" = t1003."id" AND (t1004."id" = ?3)))
LIMIT ?4 OFFSET ?5) AS t4), 'null') || '}'
FROM "clinics" AS t3
WHERE t3."id" = t2."clinic_id"
LIMIT ?6 OFFSET ?7), 'null') || '}', ','), '') || ']'
FROM (SELECT t2.*
FROM "patients" AS t2
WHERE t2."clinic_id" = t0."id" AND EXISTS (SELECT 1
FROM "clinics" AS t1005
WHERE t1005."id" = t2."clinic_id" AND EXISTS (SELECT 1
FROM "clinics_staff" AS j1006 JOIN "users" AS t1006 ON t1006."id" = j1006."users_id"
WHERE j1006."clinics_id" = t1005."id" AND (t1006."id" = ?3)))
LIMIT ?8 OFFSET ?9) AS t2)
FROM (SELECT t0.*
FROM "clinics" AS t0
LIMIT ?1 OFFSET ?2) AS t0;
--   1 = Parameter[index=6, type=LONG]
--   2 = Parameter[index=7, type=LONG]
--   3 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   4 = Parameter[index=0, type=LONG]
--   5 = Parameter[index=1, type=LONG]
--   6 = Parameter[index=2, type=LONG]
--   7 = Parameter[index=3, type=LONG]
--   8 = Parameter[index=4, type=LONG]
--   9 = Parameter[index=5, type=LONG]
