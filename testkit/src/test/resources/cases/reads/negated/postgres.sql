-- unbounded
SELECT t0."name"
FROM "public"."patients" AS t0
WHERE ((NOT ((t0."name" = $1::text) OR (translate(lower(translate(t0."name", 'Σİ', 'σi') COLLATE "und-x-icu"), 'µıſͅςϐϑϕϖϰϱϵᲀᲁᲂᲃᲄᲅᲆᲇᲈẛι', 'μisισβθφπκρεвдосттъѣꙋṡι') COLLATE "C" LIKE translate(lower(translate($2::text, 'Σİ', 'σi') COLLATE "und-x-icu"), 'µıſͅςϐϑϕϖϰϱϵᲀᲁᲂᲃᲄᲅᲆᲇᲈẛι', 'μisισβθφπκρεвдосттъѣꙋṡι') COLLATE "C"))) AND EXISTS (SELECT 1
FROM "public"."clinics" AS t1000
WHERE t1000."id" = t0."clinic_id" AND EXISTS (SELECT 1
FROM "public"."clinics_staff" AS j1001 JOIN "public"."users" AS t1001 ON t1001."id" = j1001."users_id"
WHERE j1001."clinics_id" = t1000."id" AND (t1001."id" = $3::uuid))))
LIMIT $4::int8 OFFSET $5::int8;
--   1 = Parameter[index=0, type=TEXT]
--   2 = Parameter[index=1, type=TEXT]
--   3 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   4 = Parameter[index=2, type=LONG]
--   5 = Parameter[index=3, type=LONG]
