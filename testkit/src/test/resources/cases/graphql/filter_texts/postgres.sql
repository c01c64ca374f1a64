-- unbounded
SELECT t0."id"
FROM "public"."books" AS t0
WHERE (starts_with(t0."title", $1::text) AND (translate(lower(translate(t0."title", 'Σİ', 'σi') COLLATE "und-x-icu"), 'µıſͅςϐϑϕϖϰϱϵᲀᲁᲂᲃᲄᲅᲆᲇᲈẛι', 'μisισβθφπκρεвдосттъѣꙋṡι') COLLATE "C" LIKE translate(lower(translate($2::text, 'Σİ', 'σi') COLLATE "und-x-icu"), 'µıſͅςϐϑϕϖϰϱϵᲀᲁᲂᲃᲄᲅᲆᲇᲈẛι', 'μisισβθφπκρεвдосттъѣꙋṡι') COLLATE "C") AND (t0."state" <> 'lost'::text) AND (CASE WHEN (t0."state" <> 'lost'::text) THEN ((t0."title" ~ $3::text) AND (t0."title" COLLATE "und-x-icu" ~* $4::text)) ELSE false END))
ORDER BY t0."id" ASC
LIMIT $5::int8 OFFSET $6::int8;
--   1 = Parameter[index=0, type=TEXT]
--   2 = Parameter[index=1, type=TEXT]
--   3 = Parameter[index=2, type=TEXT]
--   4 = Parameter[index=3, type=TEXT]
--   5 = Parameter[index=4, type=LONG]
--   6 = Parameter[index=5, type=LONG]
