-- bounded
SELECT t0."id"
FROM "public"."tools" AS t0
WHERE ((t0."name" = $1::text) AND (t0."name" LIKE $2::text) AND (translate(lower(translate(t0."name", 'Σİ', 'σi') COLLATE "und-x-icu"), 'µıſͅςϐϑϕϖϰϱϵᲀᲁᲂᲃᲄᲅᲆᲇᲈẛι', 'μisισβθφπκρεвдосттъѣꙋṡι') COLLATE "C" LIKE translate(lower(translate($3::text, 'Σİ', 'σi') COLLATE "und-x-icu"), 'µıſͅςϐϑϕϖϰϱϵᲀᲁᲂᲃᲄᲅᲆᲇᲈẛι', 'μisισβθφπκρεвдосттъѣꙋṡι') COLLATE "C") AND ((t0."state" <> 'out of order'::text) OR (t0."lender_id" = $4::uuid)) AND (CASE WHEN ((t0."state" <> 'out of order'::text) OR (t0."lender_id" = $4::uuid)) THEN ((t0."name" ~ $5::text) AND (t0."name" COLLATE "und-x-icu" ~* $6::text)) ELSE false END))
ORDER BY t0."id" ASC
LIMIT $7::int8 OFFSET $8::int8;
--   1 = Parameter[index=0, type=TEXT]
--   2 = Parameter[index=1, type=TEXT]
--   3 = Parameter[index=2, type=TEXT]
--   4 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   5 = Parameter[index=3, type=TEXT]
--   6 = Parameter[index=4, type=TEXT]
--   7 = Parameter[index=5, type=LONG]
--   8 = Parameter[index=6, type=LONG]
