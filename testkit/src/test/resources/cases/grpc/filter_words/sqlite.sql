-- unbounded
SELECT t0."id"
FROM "tools" AS t0
WHERE ((t0."rowid" IN (SELECT rowid
FROM "tools_words_fts"(?1)
WHERE NOT ?2
UNION ALL
SELECT rowid
FROM "tools"
WHERE ?2 AND rowid NOT IN (SELECT rowid
FROM "tools_words_fts"(?1)))) AND ((t0."state" <> 'out of order') OR (t0."lender_id" = ?3)))
ORDER BY t0."id" ASC
LIMIT ?4 OFFSET ?5;
--   1 = Words[index=0, mode=WEB, language=simple]
--   2 = Others[index=0, mode=WEB, language=simple]
--   3 = Caller[attribute=Caller[attribute=UID, path=[], type=UUID]]
--   4 = Parameter[index=1, type=LONG]
--   5 = Parameter[index=2, type=LONG]
