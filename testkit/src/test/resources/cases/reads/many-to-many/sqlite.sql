-- unbounded
SELECT t0."name", (SELECT '[' || coalesce(group_concat(json_object('name', t2."name"), ','), '') || ']'
FROM (SELECT t2.*
FROM "clinics_staff" AS t1000 JOIN "users" AS t2 ON t2."id" = t1000."users_id"
WHERE t1000."clinics_id" = t0."id"
ORDER BY t2."name" ASC NULLS LAST
LIMIT ?3 OFFSET ?4) AS t2)
FROM (SELECT t0.*
FROM "clinics" AS t0
LIMIT ?1 OFFSET ?2) AS t0;
--   1 = Parameter[index=2, type=LONG]
--   2 = Parameter[index=3, type=LONG]
--   3 = Parameter[index=0, type=LONG]
--   4 = Parameter[index=1, type=LONG]
