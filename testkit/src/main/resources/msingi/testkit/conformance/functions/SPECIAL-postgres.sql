CREATE FUNCTION "SPECIAL ""@/\#~_-".computed_languages("SPECIAL ""@/\#~_-".names) RETURNS SETOF "SPECIAL ""@/\#~_-".languages ROWS 1 LANGUAGE sql STABLE AS
$$ SELECT * FROM "SPECIAL ""@/\#~_-".languages WHERE id = $1.language_id $$
