---- collection
-- EXPAND SAFE add:towns: a new collection
CREATE TABLE "towns" (
  "id" INTEGER NOT NULL,
  CONSTRAINT "towns_pkey" PRIMARY KEY ("id")
) STRICT;
---- collection, back
-- CONTRACT SAFE drop:towns: 0 rows are lost
DROP TABLE "towns";
---- collection with reference
-- EXPAND SAFE add:towns: a new collection
CREATE TABLE "towns" (
  "id" INTEGER NOT NULL,
  "mayor" INTEGER,
  CONSTRAINT "towns_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "towns_mayor_fkey" FOREIGN KEY ("mayor") REFERENCES "people" ("id") ON DELETE SET NULL
) STRICT;
-- EXPAND SAFE add:towns.towns_mayor_fkey: part of a new collection
---- collection with reference, back
-- CONTRACT SAFE drop:towns: 0 rows are lost
DROP TABLE "towns";
---- rename collection
-- SWAP SAFE rename:people: another name for the same rows
ALTER TABLE "people" RENAME TO "folk";
-- SWAP SAFE rename:folk.people_pkey: another name
CREATE TABLE "msingi_rebuild" (
  "id" INTEGER NOT NULL,
  "name" TEXT,
  CONSTRAINT "folk_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "folk_id_check" CHECK (("id" > 0))
) STRICT;
INSERT INTO "msingi_rebuild" ("id", "name")
SELECT "id", "name" FROM "folk";
DROP TABLE "folk";
ALTER TABLE "msingi_rebuild" RENAME TO "folk";
CREATE UNIQUE INDEX "folk_name_key" ON "folk" ("name");
CREATE INDEX "folk_id_name_idx" ON "folk" ("id", "name");
-- SWAP SAFE rename:folk.people_name_key: another name
-- SWAP SAFE rename:folk.people_id_check: another name
-- SWAP SAFE rename:folk.people_id_name_idx: another name
---- rename collection, back
-- EXPAND SAFE add:people: a new collection
CREATE TABLE "people" (
  "id" INTEGER NOT NULL,
  "name" TEXT,
  CONSTRAINT "people_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "people_id_check" CHECK (("id" > 0))
) STRICT;
CREATE UNIQUE INDEX "people_name_key" ON "people" ("name");
CREATE INDEX "people_id_name_idx" ON "people" ("id", "name");
-- CONTRACT LOSSY drop:folk: 3 rows are lost
DROP TABLE "folk";
---- rename field
-- SWAP SAFE rename:people.name: another name for the same rows
ALTER TABLE "people" RENAME COLUMN "name" TO "title";
-- SWAP SAFE rename:people.people_name_key: another name
DROP INDEX "people_name_key";
CREATE UNIQUE INDEX "people_title_key" ON "people" ("title");
---- rename field, back
-- EXPAND SAFE add:people.name: a new field
ALTER TABLE "people" ADD COLUMN "name" TEXT;
-- EXPAND SAFE add:people.people_name_key: reads 3 rows
CREATE UNIQUE INDEX "people_name_key" ON "people" ("name");
-- CONTRACT SAFE drop:people.people_title_key: rows are no longer held to it
DROP INDEX "people_title_key";
-- CONTRACT LOSSY drop:people.title: 3 rows lose what they hold there
ALTER TABLE "people" DROP COLUMN "title";
---- field
-- EXPAND SAFE add:people.age: a new field
ALTER TABLE "people" ADD COLUMN "age" INTEGER CONSTRAINT "people_age_bounds" CHECK ("age" >= 0);
-- EXPAND SAFE add:people.people_age_bounds: reads 3 rows
---- field, back
-- EXPAND SAFE drop:people.people_age_bounds: rows are no longer held to it
CREATE TABLE "msingi_rebuild" (
  "id" INTEGER NOT NULL,
  "name" TEXT,
  CONSTRAINT "people_pkey" PRIMARY KEY ("id")
) STRICT;
INSERT INTO "msingi_rebuild" ("id", "name")
SELECT "id", "name" FROM "people";
DROP TABLE "people";
ALTER TABLE "msingi_rebuild" RENAME TO "people";
-- CONTRACT LOSSY drop:people.age: 3 rows lose what they hold there
---- field with default
-- EXPAND SAFE add:people.age: a new field with a default
ALTER TABLE "people" ADD COLUMN "age" INTEGER NOT NULL DEFAULT 30;
---- field with default, back
-- CONTRACT LOSSY drop:people.age: 3 rows lose what they hold there
ALTER TABLE "people" DROP COLUMN "age";
---- required field that the engine fills
-- EXPAND SAFE add:people.token: a new field
CREATE TABLE "msingi_rebuild" (
  "id" INTEGER NOT NULL,
  "name" TEXT,
  "token" TEXT NOT NULL,
  CONSTRAINT "people_pkey" PRIMARY KEY ("id")
) STRICT;
INSERT INTO "msingi_rebuild" ("id", "name", "token")
SELECT "id", "name", coalesce(NULL, (lower(hex(randomblob(4))) || '-' || lower(hex(randomblob(2))) || '-4' || substr(lower(hex(randomblob(2))), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(lower(hex(randomblob(2))), 2) || '-' || lower(hex(randomblob(6))))) FROM "people";
DROP TABLE "people";
ALTER TABLE "msingi_rebuild" RENAME TO "people";
CREATE UNIQUE INDEX "people_token_key" ON "people" ("token");
-- EXPAND SAFE add:people.people_token_key: reads 3 rows
-- CONTRACT SAFE required:people.token: rows without a value get the default
---- required field that the engine fills, back
-- CONTRACT SAFE drop:people.people_token_key: rows are no longer held to it
DROP INDEX "people_token_key";
-- CONTRACT LOSSY drop:people.token: 3 rows lose what they hold there
ALTER TABLE "people" DROP COLUMN "token";
---- required
-- EXPAND SAFE default:people.name: rows that exist stay as they are
CREATE TABLE "msingi_rebuild" (
  "id" INTEGER NOT NULL,
  "name" TEXT NOT NULL DEFAULT 'nobody''s',
  CONSTRAINT "people_pkey" PRIMARY KEY ("id")
) STRICT;
INSERT INTO "msingi_rebuild" ("id", "name")
SELECT "id", coalesce("name", 'nobody''s') FROM "people";
DROP TABLE "people";
ALTER TABLE "msingi_rebuild" RENAME TO "people";
-- CONTRACT SAFE required:people.name: rows without a value get the default
---- required, back
-- EXPAND SAFE default:people.name: rows that exist stay as they are
CREATE TABLE "msingi_rebuild" (
  "id" INTEGER NOT NULL,
  "name" TEXT,
  CONSTRAINT "people_pkey" PRIMARY KEY ("id")
) STRICT;
INSERT INTO "msingi_rebuild" ("id", "name")
SELECT "id", "name" FROM "people";
DROP TABLE "people";
ALTER TABLE "msingi_rebuild" RENAME TO "people";
-- EXPAND SAFE optional:people.name: rows may come without a value
---- unique
-- EXPAND SAFE add:people.people_name_key: reads 3 rows
CREATE UNIQUE INDEX "people_name_key" ON "people" ("name");
---- unique, back
-- CONTRACT SAFE drop:people.people_name_key: rows are no longer held to it
DROP INDEX "people_name_key";
---- index
-- EXPAND SAFE add:people.people_name_idx: reads 3 rows
CREATE INDEX "people_name_idx" ON "people" ("name");
---- index, back
-- CONTRACT SAFE drop:people.people_name_idx: rows are no longer held to it
DROP INDEX "people_name_idx";
---- check
-- CONTRACT SAFE add:people.people_id_check: reads 3 rows
CREATE TABLE "msingi_rebuild" (
  "id" INTEGER NOT NULL,
  "name" TEXT,
  CONSTRAINT "people_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "people_id_check" CHECK (("id" > 0))
) STRICT;
INSERT INTO "msingi_rebuild" ("id", "name")
SELECT "id", "name" FROM "people";
DROP TABLE "people";
ALTER TABLE "msingi_rebuild" RENAME TO "people";
---- check, back
-- EXPAND SAFE drop:people.people_id_check: rows are no longer held to it
CREATE TABLE "msingi_rebuild" (
  "id" INTEGER NOT NULL,
  "name" TEXT,
  CONSTRAINT "people_pkey" PRIMARY KEY ("id")
) STRICT;
INSERT INTO "msingi_rebuild" ("id", "name")
SELECT "id", "name" FROM "people";
DROP TABLE "people";
ALTER TABLE "msingi_rebuild" RENAME TO "people";
---- default
-- EXPAND SAFE default:people.name: rows that exist stay as they are
CREATE TABLE "msingi_rebuild" (
  "id" INTEGER NOT NULL,
  "name" TEXT DEFAULT 'x',
  CONSTRAINT "people_pkey" PRIMARY KEY ("id")
) STRICT;
INSERT INTO "msingi_rebuild" ("id", "name")
SELECT "id", "name" FROM "people";
DROP TABLE "people";
ALTER TABLE "msingi_rebuild" RENAME TO "people";
---- default, back
-- EXPAND SAFE default:people.name: rows that exist stay as they are
CREATE TABLE "msingi_rebuild" (
  "id" INTEGER NOT NULL,
  "name" TEXT,
  CONSTRAINT "people_pkey" PRIMARY KEY ("id")
) STRICT;
INSERT INTO "msingi_rebuild" ("id", "name")
SELECT "id", "name" FROM "people";
DROP TABLE "people";
ALTER TABLE "msingi_rebuild" RENAME TO "people";
---- text limits
-- EXPAND SAFE drop:people.people_name_length: rows are no longer held to it
CREATE TABLE "msingi_rebuild" (
  "id" INTEGER NOT NULL,
  "name" TEXT,
  CONSTRAINT "people_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "people_name_length" CHECK (length("name") >= 2 AND length("name") <= 90)
) STRICT;
INSERT INTO "msingi_rebuild" ("id", "name")
SELECT "id", "name" FROM "people";
DROP TABLE "people";
ALTER TABLE "msingi_rebuild" RENAME TO "people";
-- CONTRACT SAFE add:people.people_name_length: reads 3 rows
---- text limits, back
-- EXPAND SAFE drop:people.people_name_length: rows are no longer held to it
CREATE TABLE "msingi_rebuild" (
  "id" INTEGER NOT NULL,
  "name" TEXT,
  CONSTRAINT "people_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "people_name_length" CHECK (length("name") >= 1 AND length("name") <= 10)
) STRICT;
INSERT INTO "msingi_rebuild" ("id", "name")
SELECT "id", "name" FROM "people";
DROP TABLE "people";
ALTER TABLE "msingi_rebuild" RENAME TO "people";
-- CONTRACT SAFE add:people.people_name_length: reads 3 rows
---- one_of
-- EXPAND SAFE drop:people.people_name_one_of: rows are no longer held to it
CREATE TABLE "msingi_rebuild" (
  "id" INTEGER NOT NULL,
  "name" TEXT,
  CONSTRAINT "people_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "people_name_one_of" CHECK ("name" IN ('Bo', 'Asha', 'C''o'))
) STRICT;
INSERT INTO "msingi_rebuild" ("id", "name")
SELECT "id", "name" FROM "people";
DROP TABLE "people";
ALTER TABLE "msingi_rebuild" RENAME TO "people";
-- CONTRACT SAFE add:people.people_name_one_of: reads 3 rows
---- one_of, back
-- EXPAND SAFE drop:people.people_name_one_of: rows are no longer held to it
CREATE TABLE "msingi_rebuild" (
  "id" INTEGER NOT NULL,
  "name" TEXT,
  CONSTRAINT "people_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "people_name_one_of" CHECK ("name" IN ('Asha', 'Bo'))
) STRICT;
INSERT INTO "msingi_rebuild" ("id", "name")
SELECT "id", "name" FROM "people";
DROP TABLE "people";
ALTER TABLE "msingi_rebuild" RENAME TO "people";
-- CONTRACT SAFE add:people.people_name_one_of: reads 3 rows
---- reference
-- CONTRACT SAFE add:people.people_friend_fkey: reads 3 rows
CREATE TABLE "msingi_rebuild" (
  "id" INTEGER NOT NULL,
  "name" TEXT,
  "friend" INTEGER,
  CONSTRAINT "people_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "people_friend_fkey" FOREIGN KEY ("friend") REFERENCES "people" ("id")
) STRICT;
INSERT INTO "msingi_rebuild" ("id", "name", "friend")
SELECT "id", "name", "friend" FROM "people";
DROP TABLE "people";
ALTER TABLE "msingi_rebuild" RENAME TO "people";
---- reference, back
-- EXPAND SAFE drop:people.people_friend_fkey: rows are no longer held to it
CREATE TABLE "msingi_rebuild" (
  "id" INTEGER NOT NULL,
  "name" TEXT,
  "friend" INTEGER,
  CONSTRAINT "people_pkey" PRIMARY KEY ("id")
) STRICT;
INSERT INTO "msingi_rebuild" ("id", "name", "friend")
SELECT "id", "name", "friend" FROM "people";
DROP TABLE "people";
ALTER TABLE "msingi_rebuild" RENAME TO "people";
---- on_delete
-- EXPAND SAFE drop:people.people_friend_fkey: rows are no longer held to it
CREATE TABLE "msingi_rebuild" (
  "id" INTEGER NOT NULL,
  "name" TEXT,
  "friend" INTEGER,
  CONSTRAINT "people_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "people_friend_fkey" FOREIGN KEY ("friend") REFERENCES "people" ("id") ON DELETE CASCADE
) STRICT;
INSERT INTO "msingi_rebuild" ("id", "name", "friend")
SELECT "id", "name", "friend" FROM "people";
DROP TABLE "people";
ALTER TABLE "msingi_rebuild" RENAME TO "people";
-- CONTRACT SAFE add:people.people_friend_fkey: reads 3 rows
---- on_delete, back
-- EXPAND SAFE drop:people.people_friend_fkey: rows are no longer held to it
CREATE TABLE "msingi_rebuild" (
  "id" INTEGER NOT NULL,
  "name" TEXT,
  "friend" INTEGER,
  CONSTRAINT "people_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "people_friend_fkey" FOREIGN KEY ("friend") REFERENCES "people" ("id")
) STRICT;
INSERT INTO "msingi_rebuild" ("id", "name", "friend")
SELECT "id", "name", "friend" FROM "people";
DROP TABLE "people";
ALTER TABLE "msingi_rebuild" RENAME TO "people";
-- CONTRACT SAFE add:people.people_friend_fkey: reads 3 rows
---- key
-- SWAP SAFE drop:marks.marks_pkey: rows are no longer held to it
CREATE TABLE "msingi_rebuild" (
  "id" INTEGER NOT NULL,
  "code" INTEGER NOT NULL,
  CONSTRAINT "marks_pkey" PRIMARY KEY ("id", "code")
) STRICT;
INSERT INTO "msingi_rebuild" ("id", "code")
SELECT "id", "code" FROM "marks";
DROP TABLE "marks";
ALTER TABLE "msingi_rebuild" RENAME TO "marks";
-- SWAP SAFE add:marks.marks_pkey: reads 2 rows
---- key, back
-- SWAP SAFE drop:marks.marks_pkey: rows are no longer held to it
CREATE TABLE "msingi_rebuild" (
  "id" INTEGER NOT NULL,
  "code" INTEGER NOT NULL,
  CONSTRAINT "marks_pkey" PRIMARY KEY ("id")
) STRICT;
INSERT INTO "msingi_rebuild" ("id", "code")
SELECT "id", "code" FROM "marks";
DROP TABLE "marks";
ALTER TABLE "msingi_rebuild" RENAME TO "marks";
-- SWAP SAFE add:marks.marks_pkey: reads 2 rows
---- key under a reference
-- EXPAND SAFE detach:people.people_town_fkey: off while what it stands on changes
CREATE TABLE "msingi_rebuild" (
  "id" INTEGER NOT NULL,
  "name" TEXT,
  "town" INTEGER,
  CONSTRAINT "people_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "people_town_fkey" FOREIGN KEY ("town") REFERENCES "towns" ("id") ON DELETE SET NULL
) STRICT;
INSERT INTO "msingi_rebuild" ("id", "name", "town")
SELECT "id", "name", "town" FROM "people";
DROP TABLE "people";
ALTER TABLE "msingi_rebuild" RENAME TO "people";
-- EXPAND SAFE add:towns.towns_id_key: reads 1 row
CREATE TABLE "msingi_rebuild" (
  "id" INTEGER NOT NULL,
  "code" INTEGER NOT NULL,
  CONSTRAINT "towns_pkey" PRIMARY KEY ("code")
) STRICT;
INSERT INTO "msingi_rebuild" ("id", "code")
SELECT "id", "code" FROM "towns";
DROP TABLE "towns";
ALTER TABLE "msingi_rebuild" RENAME TO "towns";
CREATE UNIQUE INDEX "towns_id_key" ON "towns" ("id");
-- SWAP SAFE drop:towns.towns_pkey: rows are no longer held to it
-- SWAP SAFE add:towns.towns_pkey: reads 1 row
-- CONTRACT SAFE attach:people.people_town_fkey: off while what it stands on changes
---- key under a reference, back
-- EXPAND SAFE detach:people.people_town_fkey: off while what it stands on changes
CREATE TABLE "msingi_rebuild" (
  "id" INTEGER NOT NULL,
  "name" TEXT,
  "town" INTEGER,
  CONSTRAINT "people_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "people_town_fkey" FOREIGN KEY ("town") REFERENCES "towns" ("id") ON DELETE SET NULL
) STRICT;
INSERT INTO "msingi_rebuild" ("id", "name", "town")
SELECT "id", "name", "town" FROM "people";
DROP TABLE "people";
ALTER TABLE "msingi_rebuild" RENAME TO "people";
-- SWAP SAFE drop:towns.towns_pkey: rows are no longer held to it
CREATE TABLE "msingi_rebuild" (
  "id" INTEGER NOT NULL,
  "code" INTEGER NOT NULL,
  CONSTRAINT "towns_pkey" PRIMARY KEY ("id")
) STRICT;
INSERT INTO "msingi_rebuild" ("id", "code")
SELECT "id", "code" FROM "towns";
DROP TABLE "towns";
ALTER TABLE "msingi_rebuild" RENAME TO "towns";
-- SWAP SAFE add:towns.towns_pkey: reads 1 row
-- CONTRACT SAFE drop:towns.towns_id_key: rows are no longer held to it
-- CONTRACT SAFE attach:people.people_town_fkey: off while what it stands on changes
---- identity
-- EXPAND SAFE identity:people.id: numbering goes on after the largest
CREATE TABLE "msingi_rebuild" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "name" TEXT
) STRICT;
INSERT INTO "msingi_rebuild" ("id", "name")
SELECT "id", "name" FROM "people";
DROP TABLE "people";
ALTER TABLE "msingi_rebuild" RENAME TO "people";
---- identity, back
-- CONTRACT SAFE identity:people.id: numbers come from writers
CREATE TABLE "msingi_rebuild" (
  "id" INTEGER NOT NULL,
  "name" TEXT,
  CONSTRAINT "people_pkey" PRIMARY KEY ("id")
) STRICT;
INSERT INTO "msingi_rebuild" ("id", "name")
SELECT "id", "name" FROM "people";
DROP TABLE "people";
ALTER TABLE "msingi_rebuild" RENAME TO "people";
---- view
-- EXPAND SAFE add:named: a view holds no rows
CREATE VIEW "named" AS
SELECT id FROM people WHERE name IS NOT NULL;
---- view, back
-- CONTRACT SAFE drop:named: a view holds no rows
DROP VIEW "named";
---- view over a changed field
-- SWAP SAFE remake:named: a view holds no rows
DROP VIEW "named";
-- SWAP SAFE rename:people.name: another name for the same rows
ALTER TABLE "people" RENAME COLUMN "name" TO "title";
-- SWAP SAFE add:named: a view holds no rows
CREATE VIEW "named" AS
SELECT id, title AS name FROM people;
---- view over a changed field, back
-- EXPAND SAFE add:people.name: a new field
ALTER TABLE "people" ADD COLUMN "name" TEXT;
-- SWAP SAFE remake:named: a view holds no rows
DROP VIEW "named";
-- SWAP SAFE add:named: a view holds no rows
CREATE VIEW "named" AS
SELECT id, name FROM people;
-- CONTRACT SAFE remake:named: a view holds no rows
-- CONTRACT LOSSY drop:people.title: 3 rows lose what they hold there
ALTER TABLE "people" DROP COLUMN "title";
-- CONTRACT SAFE add:named: a view holds no rows
---- junction
-- EXPAND SAFE add:people_towns: a new collection
CREATE TABLE "people_towns" (
  "people_id" INTEGER NOT NULL,
  "towns_id" INTEGER NOT NULL,
  CONSTRAINT "people_towns_pkey" PRIMARY KEY ("people_id", "towns_id"),
  CONSTRAINT "people_towns_people_id_fkey" FOREIGN KEY ("people_id") REFERENCES "people" ("id") ON DELETE CASCADE,
  CONSTRAINT "people_towns_towns_id_fkey" FOREIGN KEY ("towns_id") REFERENCES "towns" ("id") ON DELETE CASCADE
) STRICT;
-- EXPAND SAFE add:people_towns.people_towns_people_id_fkey: part of a new collection
-- EXPAND SAFE add:people_towns.people_towns_towns_id_fkey: part of a new collection
---- junction, back
-- CONTRACT SAFE drop:people_towns: 0 rows are lost
DROP TABLE "people_towns";
---- field that refers
-- EXPAND SAFE add:people.town_id: a new field
ALTER TABLE "people" ADD COLUMN "town_id" INTEGER CONSTRAINT "people_town_id_fkey" REFERENCES "towns" ("id");
-- EXPAND SAFE add:people.people_town_id_idx: reads 3 rows
CREATE INDEX "people_town_id_idx" ON "people" ("town_id");
-- EXPAND SAFE add:people.people_town_id_fkey: reads 3 rows
---- field that refers, back
-- EXPAND SAFE drop:people.people_town_id_fkey: rows are no longer held to it
CREATE TABLE "msingi_rebuild" (
  "id" INTEGER NOT NULL,
  "name" TEXT,
  CONSTRAINT "people_pkey" PRIMARY KEY ("id")
) STRICT;
INSERT INTO "msingi_rebuild" ("id", "name")
SELECT "id", "name" FROM "people";
DROP TABLE "people";
ALTER TABLE "msingi_rebuild" RENAME TO "people";
-- CONTRACT SAFE drop:people.people_town_id_idx: rows are no longer held to it
-- CONTRACT LOSSY drop:people.town_id: 3 rows lose what they hold there
---- INT to LONG
-- EXPAND SAFE type:people.v: int to long, every value kept
CREATE TABLE "msingi_rebuild" (
  "id" INTEGER NOT NULL,
  "v" INTEGER,
  CONSTRAINT "people_pkey" PRIMARY KEY ("id")
) STRICT;
INSERT INTO "msingi_rebuild" ("id", "v")
SELECT "id", "v" FROM "people";
DROP TABLE "people";
ALTER TABLE "msingi_rebuild" RENAME TO "people";
---- INT to LONG, back
-- SWAP SAFE type:people.v: long to int, refused where a value does not fit
CREATE TABLE "msingi_rebuild" (
  "id" INTEGER NOT NULL,
  "v" INTEGER,
  CONSTRAINT "people_pkey" PRIMARY KEY ("id")
) STRICT;
INSERT INTO "msingi_rebuild" ("id", "v")
SELECT "id", "v" FROM "people";
DROP TABLE "people";
ALTER TABLE "msingi_rebuild" RENAME TO "people";
---- INT to TEXT
-- SWAP SAFE type:people.v: int to text, every value kept
CREATE TABLE "msingi_rebuild" (
  "id" INTEGER NOT NULL,
  "v" TEXT,
  CONSTRAINT "people_pkey" PRIMARY KEY ("id")
) STRICT;
INSERT INTO "msingi_rebuild" ("id", "v")
SELECT "id", CAST("v" AS TEXT) FROM "people";
DROP TABLE "people";
ALTER TABLE "msingi_rebuild" RENAME TO "people";
---- INT to TEXT, back
-- SWAP SAFE type:people.v: text to int, refused where a value does not fit
CREATE TABLE "msingi_rebuild" (
  "id" INTEGER NOT NULL,
  "v" INTEGER,
  CONSTRAINT "people_pkey" PRIMARY KEY ("id")
) STRICT;
INSERT INTO "msingi_rebuild" ("id", "v")
SELECT "id", CAST("v" AS INTEGER) FROM "people";
DROP TABLE "people";
ALTER TABLE "msingi_rebuild" RENAME TO "people";
---- LONG to Decimal[precision=18, scale=0]
-- SWAP SAFE type:people.v: long to decimal(18,0), refused where a value does not fit
CREATE TABLE "msingi_rebuild" (
  "id" INTEGER NOT NULL,
  "v" INTEGER,
  CONSTRAINT "people_pkey" PRIMARY KEY ("id")
) STRICT;
INSERT INTO "msingi_rebuild" ("id", "v")
SELECT "id", ("v" * 1) FROM "people";
DROP TABLE "people";
ALTER TABLE "msingi_rebuild" RENAME TO "people";
---- LONG to Decimal[precision=18, scale=0], back
-- SWAP SAFE type:people.v: decimal(18,0) to long, refused where a value does not fit
CREATE TABLE "msingi_rebuild" (
  "id" INTEGER NOT NULL,
  "v" INTEGER,
  CONSTRAINT "people_pkey" PRIMARY KEY ("id")
) STRICT;
INSERT INTO "msingi_rebuild" ("id", "v")
SELECT "id", "v" FROM "people";
DROP TABLE "people";
ALTER TABLE "msingi_rebuild" RENAME TO "people";
---- TEXT to DATE
-- SWAP SAFE type:people.v: text to date, refused where a value does not fit
CREATE TABLE "msingi_rebuild" (
  "id" INTEGER NOT NULL,
  "v" TEXT,
  CONSTRAINT "people_pkey" PRIMARY KEY ("id")
) STRICT;
INSERT INTO "msingi_rebuild" ("id", "v")
SELECT "id", "v" FROM "people";
DROP TABLE "people";
ALTER TABLE "msingi_rebuild" RENAME TO "people";
---- TEXT to DATE, back
-- SWAP SAFE type:people.v: date to text, every value kept
CREATE TABLE "msingi_rebuild" (
  "id" INTEGER NOT NULL,
  "v" TEXT,
  CONSTRAINT "people_pkey" PRIMARY KEY ("id")
) STRICT;
INSERT INTO "msingi_rebuild" ("id", "v")
SELECT "id", "v" FROM "people";
DROP TABLE "people";
ALTER TABLE "msingi_rebuild" RENAME TO "people";
---- TEXT to UUID
-- SWAP SAFE type:people.v: text to uuid, refused where a value does not fit
CREATE TABLE "msingi_rebuild" (
  "id" INTEGER NOT NULL,
  "v" TEXT,
  CONSTRAINT "people_pkey" PRIMARY KEY ("id")
) STRICT;
INSERT INTO "msingi_rebuild" ("id", "v")
SELECT "id", lower("v") FROM "people";
DROP TABLE "people";
ALTER TABLE "msingi_rebuild" RENAME TO "people";
---- TEXT to UUID, back
-- SWAP SAFE type:people.v: uuid to text, every value kept
CREATE TABLE "msingi_rebuild" (
  "id" INTEGER NOT NULL,
  "v" TEXT,
  CONSTRAINT "people_pkey" PRIMARY KEY ("id")
) STRICT;
INSERT INTO "msingi_rebuild" ("id", "v")
SELECT "id", "v" FROM "people";
DROP TABLE "people";
ALTER TABLE "msingi_rebuild" RENAME TO "people";
---- TEXT to JSON
-- SWAP SAFE type:people.v: text to json, refused where a value does not fit
CREATE TABLE "msingi_rebuild" (
  "id" INTEGER NOT NULL,
  "v" TEXT CHECK (json_valid("v")),
  CONSTRAINT "people_pkey" PRIMARY KEY ("id")
) STRICT;
INSERT INTO "msingi_rebuild" ("id", "v")
SELECT "id", "v" FROM "people";
DROP TABLE "people";
ALTER TABLE "msingi_rebuild" RENAME TO "people";
---- TEXT to JSON, back
-- SWAP SAFE type:people.v: json to text, every value kept
CREATE TABLE "msingi_rebuild" (
  "id" INTEGER NOT NULL,
  "v" TEXT,
  CONSTRAINT "people_pkey" PRIMARY KEY ("id")
) STRICT;
INSERT INTO "msingi_rebuild" ("id", "v")
SELECT "id", "v" FROM "people";
DROP TABLE "people";
ALTER TABLE "msingi_rebuild" RENAME TO "people";
---- FLOAT to INT
-- SWAP LOSSY type:people.v: float to int, digits or parts are lost
CREATE TABLE "msingi_rebuild" (
  "id" INTEGER NOT NULL,
  "v" INTEGER,
  CONSTRAINT "people_pkey" PRIMARY KEY ("id")
) STRICT;
INSERT INTO "msingi_rebuild" ("id", "v")
SELECT "id", CAST(round("v") AS INTEGER) FROM "people";
DROP TABLE "people";
ALTER TABLE "msingi_rebuild" RENAME TO "people";
---- FLOAT to INT, back
-- SWAP SAFE type:people.v: int to float, every value kept
CREATE TABLE "msingi_rebuild" (
  "id" INTEGER NOT NULL,
  "v" REAL,
  CONSTRAINT "people_pkey" PRIMARY KEY ("id")
) STRICT;
INSERT INTO "msingi_rebuild" ("id", "v")
SELECT "id", CAST("v" AS REAL) FROM "people";
DROP TABLE "people";
ALTER TABLE "msingi_rebuild" RENAME TO "people";
---- search
-- EXPAND SAFE add:people.people_words_fts: reads 3 rows
CREATE VIRTUAL TABLE "people_words_fts" USING fts5(words, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2');
CREATE TRIGGER "people_words_fts_insert" AFTER INSERT ON "people" BEGIN
  INSERT INTO "people_words_fts" (rowid, words) VALUES (new.rowid, coalesce(new."name", ''));
END;
CREATE TRIGGER "people_words_fts_delete" AFTER DELETE ON "people" BEGIN
  DELETE FROM "people_words_fts" WHERE rowid = old.rowid;
END;
CREATE TRIGGER "people_words_fts_update" AFTER UPDATE ON "people" WHEN new.rowid <> old.rowid OR new."name" IS NOT old."name" BEGIN
  DELETE FROM "people_words_fts" WHERE rowid = old.rowid;
  INSERT INTO "people_words_fts" (rowid, words) VALUES (new.rowid, coalesce(new."name", ''));
END;
INSERT INTO "people_words_fts" (rowid, words) SELECT rowid, coalesce("name", '') FROM "people";
---- search, back
-- CONTRACT SAFE drop:people.people_words_fts: rows are no longer held to it
DROP TRIGGER "people_words_fts_insert";
DROP TRIGGER "people_words_fts_delete";
DROP TRIGGER "people_words_fts_update";
DROP TABLE "people_words_fts";
---- language of a search
-- EXPAND SAFE drop:people.people_words_fts: rows are no longer held to it
DROP TRIGGER "people_words_fts_insert";
DROP TRIGGER "people_words_fts_delete";
DROP TRIGGER "people_words_fts_update";
DROP TABLE "people_words_fts";
-- EXPAND SAFE add:people.people_words_fts: reads 3 rows
CREATE VIRTUAL TABLE "people_words_fts" USING fts5(words, content = '', contentless_delete = 1, tokenize = 'porter unicode61 remove_diacritics 2');
CREATE TRIGGER "people_words_fts_insert" AFTER INSERT ON "people" BEGIN
  INSERT INTO "people_words_fts" (rowid, words) VALUES (new.rowid, coalesce(new."name", ''));
END;
CREATE TRIGGER "people_words_fts_delete" AFTER DELETE ON "people" BEGIN
  DELETE FROM "people_words_fts" WHERE rowid = old.rowid;
END;
CREATE TRIGGER "people_words_fts_update" AFTER UPDATE ON "people" WHEN new.rowid <> old.rowid OR new."name" IS NOT old."name" BEGIN
  DELETE FROM "people_words_fts" WHERE rowid = old.rowid;
  INSERT INTO "people_words_fts" (rowid, words) VALUES (new.rowid, coalesce(new."name", ''));
END;
INSERT INTO "people_words_fts" (rowid, words) SELECT rowid, coalesce("name", '') FROM "people";
---- language of a search, back
-- EXPAND SAFE drop:people.people_words_fts: rows are no longer held to it
DROP TRIGGER "people_words_fts_insert";
DROP TRIGGER "people_words_fts_delete";
DROP TRIGGER "people_words_fts_update";
DROP TABLE "people_words_fts";
-- EXPAND SAFE add:people.people_words_fts: reads 3 rows
CREATE VIRTUAL TABLE "people_words_fts" USING fts5(words, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2');
CREATE TRIGGER "people_words_fts_insert" AFTER INSERT ON "people" BEGIN
  INSERT INTO "people_words_fts" (rowid, words) VALUES (new.rowid, coalesce(new."name", ''));
END;
CREATE TRIGGER "people_words_fts_delete" AFTER DELETE ON "people" BEGIN
  DELETE FROM "people_words_fts" WHERE rowid = old.rowid;
END;
CREATE TRIGGER "people_words_fts_update" AFTER UPDATE ON "people" WHEN new.rowid <> old.rowid OR new."name" IS NOT old."name" BEGIN
  DELETE FROM "people_words_fts" WHERE rowid = old.rowid;
  INSERT INTO "people_words_fts" (rowid, words) VALUES (new.rowid, coalesce(new."name", ''));
END;
INSERT INTO "people_words_fts" (rowid, words) SELECT rowid, coalesce("name", '') FROM "people";
---- collection with a search
-- EXPAND SAFE add:notes: a new collection
CREATE TABLE "notes" (
  "id" INTEGER NOT NULL,
  "text" TEXT,
  CONSTRAINT "notes_pkey" PRIMARY KEY ("id")
) STRICT;
CREATE VIRTUAL TABLE "notes_words_fts" USING fts5(words, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2');
CREATE TRIGGER "notes_words_fts_insert" AFTER INSERT ON "notes" BEGIN
  INSERT INTO "notes_words_fts" (rowid, words) VALUES (new.rowid, coalesce(new."text", ''));
END;
CREATE TRIGGER "notes_words_fts_delete" AFTER DELETE ON "notes" BEGIN
  DELETE FROM "notes_words_fts" WHERE rowid = old.rowid;
END;
CREATE TRIGGER "notes_words_fts_update" AFTER UPDATE ON "notes" WHEN new.rowid <> old.rowid OR new."text" IS NOT old."text" BEGIN
  DELETE FROM "notes_words_fts" WHERE rowid = old.rowid;
  INSERT INTO "notes_words_fts" (rowid, words) VALUES (new.rowid, coalesce(new."text", ''));
END;
INSERT INTO "notes_words_fts" (rowid, words) SELECT rowid, coalesce("text", '') FROM "notes";
---- collection with a search, back
-- CONTRACT SAFE drop:notes: 0 rows are lost
DROP TRIGGER "notes_words_fts_insert";
DROP TRIGGER "notes_words_fts_delete";
DROP TRIGGER "notes_words_fts_update";
DROP TABLE "notes_words_fts";
DROP TABLE "notes";
---- rename what is searched
-- SWAP SAFE rename:people: another name for the same rows
ALTER TABLE "people" RENAME TO "folk";
-- SWAP SAFE rename:folk.name: another name for the same rows
ALTER TABLE "folk" RENAME COLUMN "name" TO "title";
-- SWAP SAFE rename:folk.people_pkey: another name
-- SWAP SAFE rename:folk.people_words_fts: another name
DROP TRIGGER "people_words_fts_insert";
DROP TRIGGER "people_words_fts_delete";
DROP TRIGGER "people_words_fts_update";
DROP TABLE "people_words_fts";
CREATE VIRTUAL TABLE "folk_words_fts" USING fts5(words, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2');
CREATE TRIGGER "folk_words_fts_insert" AFTER INSERT ON "folk" BEGIN
  INSERT INTO "folk_words_fts" (rowid, words) VALUES (new.rowid, coalesce(new."title", ''));
END;
CREATE TRIGGER "folk_words_fts_delete" AFTER DELETE ON "folk" BEGIN
  DELETE FROM "folk_words_fts" WHERE rowid = old.rowid;
END;
CREATE TRIGGER "folk_words_fts_update" AFTER UPDATE ON "folk" WHEN new.rowid <> old.rowid OR new."title" IS NOT old."title" BEGIN
  DELETE FROM "folk_words_fts" WHERE rowid = old.rowid;
  INSERT INTO "folk_words_fts" (rowid, words) VALUES (new.rowid, coalesce(new."title", ''));
END;
INSERT INTO "folk_words_fts" (rowid, words) SELECT rowid, coalesce("title", '') FROM "folk";
---- rename what is searched, back
-- EXPAND SAFE add:people: a new collection
CREATE TABLE "people" (
  "id" INTEGER NOT NULL,
  "name" TEXT,
  CONSTRAINT "people_pkey" PRIMARY KEY ("id")
) STRICT;
CREATE VIRTUAL TABLE "people_words_fts" USING fts5(words, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2');
CREATE TRIGGER "people_words_fts_insert" AFTER INSERT ON "people" BEGIN
  INSERT INTO "people_words_fts" (rowid, words) VALUES (new.rowid, coalesce(new."name", ''));
END;
CREATE TRIGGER "people_words_fts_delete" AFTER DELETE ON "people" BEGIN
  DELETE FROM "people_words_fts" WHERE rowid = old.rowid;
END;
CREATE TRIGGER "people_words_fts_update" AFTER UPDATE ON "people" WHEN new.rowid <> old.rowid OR new."name" IS NOT old."name" BEGIN
  DELETE FROM "people_words_fts" WHERE rowid = old.rowid;
  INSERT INTO "people_words_fts" (rowid, words) VALUES (new.rowid, coalesce(new."name", ''));
END;
INSERT INTO "people_words_fts" (rowid, words) SELECT rowid, coalesce("name", '') FROM "people";
-- CONTRACT LOSSY drop:folk: 3 rows are lost
DROP TRIGGER "folk_words_fts_insert";
DROP TRIGGER "folk_words_fts_delete";
DROP TRIGGER "folk_words_fts_update";
DROP TABLE "folk_words_fts";
DROP TABLE "folk";
---- required and searched
-- EXPAND SAFE default:people.name: rows that exist stay as they are
DROP TRIGGER "people_words_fts_insert";
DROP TRIGGER "people_words_fts_delete";
DROP TRIGGER "people_words_fts_update";
DROP TABLE "people_words_fts";
CREATE TABLE "msingi_rebuild" (
  "id" INTEGER NOT NULL,
  "name" TEXT NOT NULL DEFAULT 'nobody''s',
  CONSTRAINT "people_pkey" PRIMARY KEY ("id")
) STRICT;
INSERT INTO "msingi_rebuild" ("id", "name")
SELECT "id", coalesce("name", 'nobody''s') FROM "people";
DROP TABLE "people";
ALTER TABLE "msingi_rebuild" RENAME TO "people";
CREATE VIRTUAL TABLE "people_words_fts" USING fts5(words, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2');
CREATE TRIGGER "people_words_fts_insert" AFTER INSERT ON "people" BEGIN
  INSERT INTO "people_words_fts" (rowid, words) VALUES (new.rowid, coalesce(new."name", ''));
END;
CREATE TRIGGER "people_words_fts_delete" AFTER DELETE ON "people" BEGIN
  DELETE FROM "people_words_fts" WHERE rowid = old.rowid;
END;
CREATE TRIGGER "people_words_fts_update" AFTER UPDATE ON "people" WHEN new.rowid <> old.rowid OR new."name" IS NOT old."name" BEGIN
  DELETE FROM "people_words_fts" WHERE rowid = old.rowid;
  INSERT INTO "people_words_fts" (rowid, words) VALUES (new.rowid, coalesce(new."name", ''));
END;
INSERT INTO "people_words_fts" (rowid, words) SELECT rowid, coalesce("name", '') FROM "people";
-- CONTRACT SAFE required:people.name: rows without a value get the default
---- required and searched, back
-- EXPAND SAFE default:people.name: rows that exist stay as they are
DROP TRIGGER "people_words_fts_insert";
DROP TRIGGER "people_words_fts_delete";
DROP TRIGGER "people_words_fts_update";
DROP TABLE "people_words_fts";
CREATE TABLE "msingi_rebuild" (
  "id" INTEGER NOT NULL,
  "name" TEXT,
  CONSTRAINT "people_pkey" PRIMARY KEY ("id")
) STRICT;
INSERT INTO "msingi_rebuild" ("id", "name")
SELECT "id", "name" FROM "people";
DROP TABLE "people";
ALTER TABLE "msingi_rebuild" RENAME TO "people";
CREATE VIRTUAL TABLE "people_words_fts" USING fts5(words, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2');
CREATE TRIGGER "people_words_fts_insert" AFTER INSERT ON "people" BEGIN
  INSERT INTO "people_words_fts" (rowid, words) VALUES (new.rowid, coalesce(new."name", ''));
END;
CREATE TRIGGER "people_words_fts_delete" AFTER DELETE ON "people" BEGIN
  DELETE FROM "people_words_fts" WHERE rowid = old.rowid;
END;
CREATE TRIGGER "people_words_fts_update" AFTER UPDATE ON "people" WHEN new.rowid <> old.rowid OR new."name" IS NOT old."name" BEGIN
  DELETE FROM "people_words_fts" WHERE rowid = old.rowid;
  INSERT INTO "people_words_fts" (rowid, words) VALUES (new.rowid, coalesce(new."name", ''));
END;
INSERT INTO "people_words_fts" (rowid, words) SELECT rowid, coalesce("name", '') FROM "people";
-- EXPAND SAFE optional:people.name: rows may come without a value
