---- collection
-- EXPAND SAFE add:towns: a new collection
CREATE TABLE "public"."towns" (
  "id" int8 NOT NULL,
  CONSTRAINT "towns_pkey" PRIMARY KEY ("id")
);
---- collection, back
-- CONTRACT SAFE drop:towns: 0 rows are lost
DROP TABLE "public"."towns";
---- collection with reference
-- EXPAND SAFE add:towns: a new collection
CREATE TABLE "public"."towns" (
  "id" int8 NOT NULL,
  "mayor" int8,
  CONSTRAINT "towns_pkey" PRIMARY KEY ("id")
);
-- EXPAND SAFE add:towns.towns_mayor_fkey: part of a new collection
ALTER TABLE "public"."towns" ADD CONSTRAINT "towns_mayor_fkey" FOREIGN KEY ("mayor") REFERENCES "public"."people" ("id") ON DELETE SET NULL;
---- collection with reference, back
-- CONTRACT SAFE drop:towns: 0 rows are lost
DROP TABLE "public"."towns";
---- rename collection
-- SWAP SAFE rename:people: another name for the same rows
ALTER TABLE "public"."people" RENAME TO "folk";
-- SWAP SAFE rename:folk.people_pkey: another name
ALTER TABLE "public"."folk" RENAME CONSTRAINT "people_pkey" TO "folk_pkey";
-- SWAP SAFE rename:folk.people_name_key: another name
ALTER TABLE "public"."folk" RENAME CONSTRAINT "people_name_key" TO "folk_name_key";
-- SWAP SAFE rename:folk.people_id_check: another name
ALTER TABLE "public"."folk" RENAME CONSTRAINT "people_id_check" TO "folk_id_check";
-- SWAP SAFE rename:folk.people_id_name_idx: another name
ALTER INDEX "public"."people_id_name_idx" RENAME TO "folk_id_name_idx";
---- rename collection, back
-- EXPAND SAFE add:people: a new collection
CREATE TABLE "public"."people" (
  "id" int8 NOT NULL,
  "name" text COLLATE "C",
  CONSTRAINT "people_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "people_name_key" UNIQUE ("name"),
  CONSTRAINT "people_id_check" CHECK (("id" > (0)::int8))
);
CREATE INDEX "people_id_name_idx" ON "public"."people" ("id", "name");
-- CONTRACT LOSSY drop:folk: 3 rows are lost
DROP TABLE "public"."folk";
---- rename field
-- SWAP SAFE rename:people.name: another name for the same rows
ALTER TABLE "public"."people" RENAME COLUMN "name" TO "title";
-- SWAP SAFE rename:people.people_name_key: another name
ALTER TABLE "public"."people" RENAME CONSTRAINT "people_name_key" TO "people_title_key";
---- rename field, back
-- EXPAND SAFE add:people.name: a new field
ALTER TABLE "public"."people" ADD COLUMN "name" text COLLATE "C";
-- EXPAND SAFE add:people.people_name_key: reads 3 rows
ALTER TABLE "public"."people" ADD CONSTRAINT "people_name_key" UNIQUE ("name");
-- CONTRACT SAFE drop:people.people_title_key: rows are no longer held to it
ALTER TABLE "public"."people" DROP CONSTRAINT "people_title_key";
-- CONTRACT LOSSY drop:people.title: 3 rows lose what they hold there
ALTER TABLE "public"."people" DROP COLUMN "title";
---- field
-- EXPAND SAFE add:people.age: a new field
ALTER TABLE "public"."people" ADD COLUMN "age" int4;
-- EXPAND SAFE add:people.people_age_bounds: reads 3 rows
ALTER TABLE "public"."people" ADD CONSTRAINT "people_age_bounds" CHECK ("age" >= (0)::int4);
---- field, back
-- EXPAND SAFE drop:people.people_age_bounds: rows are no longer held to it
ALTER TABLE "public"."people" DROP CONSTRAINT "people_age_bounds";
-- CONTRACT LOSSY drop:people.age: 3 rows lose what they hold there
ALTER TABLE "public"."people" DROP COLUMN "age";
---- field with default
-- EXPAND SAFE add:people.age: a new field with a default
ALTER TABLE "public"."people" ADD COLUMN "age" int4 DEFAULT (30)::int4 NOT NULL;
---- field with default, back
-- CONTRACT LOSSY drop:people.age: 3 rows lose what they hold there
ALTER TABLE "public"."people" DROP COLUMN "age";
---- required field that the engine fills
-- EXPAND SAFE add:people.token: a new field
ALTER TABLE "public"."people" ADD COLUMN "token" uuid;
-- EXPAND SAFE add:people.people_token_key: reads 3 rows
ALTER TABLE "public"."people" ADD CONSTRAINT "people_token_key" UNIQUE ("token");
-- CONTRACT SAFE required:people.token: rows without a value get the default
UPDATE "public"."people" SET "token" = gen_random_uuid() WHERE "token" IS NULL;
ALTER TABLE "public"."people" ALTER COLUMN "token" SET NOT NULL;
---- required field that the engine fills, back
-- CONTRACT SAFE drop:people.people_token_key: rows are no longer held to it
ALTER TABLE "public"."people" DROP CONSTRAINT "people_token_key";
-- CONTRACT LOSSY drop:people.token: 3 rows lose what they hold there
ALTER TABLE "public"."people" DROP COLUMN "token";
---- required
-- EXPAND SAFE default:people.name: rows that exist stay as they are
ALTER TABLE "public"."people" ALTER COLUMN "name" SET DEFAULT 'nobody''s'::text;
-- CONTRACT SAFE required:people.name: rows without a value get the default
UPDATE "public"."people" SET "name" = 'nobody''s'::text WHERE "name" IS NULL;
ALTER TABLE "public"."people" ALTER COLUMN "name" SET NOT NULL;
---- required, back
-- EXPAND SAFE default:people.name: rows that exist stay as they are
ALTER TABLE "public"."people" ALTER COLUMN "name" DROP DEFAULT;
-- EXPAND SAFE optional:people.name: rows may come without a value
ALTER TABLE "public"."people" ALTER COLUMN "name" DROP NOT NULL;
---- unique
-- EXPAND SAFE add:people.people_name_key: reads 3 rows
ALTER TABLE "public"."people" ADD CONSTRAINT "people_name_key" UNIQUE ("name");
---- unique, back
-- CONTRACT SAFE drop:people.people_name_key: rows are no longer held to it
ALTER TABLE "public"."people" DROP CONSTRAINT "people_name_key";
---- index
-- EXPAND SAFE add:people.people_name_idx: reads 3 rows
CREATE INDEX "people_name_idx" ON "public"."people" ("name");
---- index, back
-- CONTRACT SAFE drop:people.people_name_idx: rows are no longer held to it
DROP INDEX "public"."people_name_idx";
---- check
-- CONTRACT SAFE add:people.people_id_check: reads 3 rows
ALTER TABLE "public"."people" ADD CONSTRAINT "people_id_check" CHECK (("id" > (0)::int8));
---- check, back
-- EXPAND SAFE drop:people.people_id_check: rows are no longer held to it
ALTER TABLE "public"."people" DROP CONSTRAINT "people_id_check";
---- default
-- EXPAND SAFE default:people.name: rows that exist stay as they are
ALTER TABLE "public"."people" ALTER COLUMN "name" SET DEFAULT 'x'::text;
---- default, back
-- EXPAND SAFE default:people.name: rows that exist stay as they are
ALTER TABLE "public"."people" ALTER COLUMN "name" DROP DEFAULT;
---- text limits
-- EXPAND SAFE drop:people.people_name_length: rows are no longer held to it
ALTER TABLE "public"."people" DROP CONSTRAINT "people_name_length";
-- CONTRACT SAFE add:people.people_name_length: reads 3 rows
ALTER TABLE "public"."people" ADD CONSTRAINT "people_name_length" CHECK (char_length("name")::int8 >= 2 AND char_length("name")::int8 <= 90);
---- text limits, back
-- EXPAND SAFE drop:people.people_name_length: rows are no longer held to it
ALTER TABLE "public"."people" DROP CONSTRAINT "people_name_length";
-- CONTRACT SAFE add:people.people_name_length: reads 3 rows
ALTER TABLE "public"."people" ADD CONSTRAINT "people_name_length" CHECK (char_length("name")::int8 >= 1 AND char_length("name")::int8 <= 10);
---- one_of
-- EXPAND SAFE drop:people.people_name_one_of: rows are no longer held to it
ALTER TABLE "public"."people" DROP CONSTRAINT "people_name_one_of";
-- CONTRACT SAFE add:people.people_name_one_of: reads 3 rows
ALTER TABLE "public"."people" ADD CONSTRAINT "people_name_one_of" CHECK ("name" IN ('Bo'::text, 'Asha'::text, 'C''o'::text));
---- one_of, back
-- EXPAND SAFE drop:people.people_name_one_of: rows are no longer held to it
ALTER TABLE "public"."people" DROP CONSTRAINT "people_name_one_of";
-- CONTRACT SAFE add:people.people_name_one_of: reads 3 rows
ALTER TABLE "public"."people" ADD CONSTRAINT "people_name_one_of" CHECK ("name" IN ('Asha'::text, 'Bo'::text));
---- reference
-- CONTRACT SAFE add:people.people_friend_fkey: reads 3 rows
ALTER TABLE "public"."people" ADD CONSTRAINT "people_friend_fkey" FOREIGN KEY ("friend") REFERENCES "public"."people" ("id");
---- reference, back
-- EXPAND SAFE drop:people.people_friend_fkey: rows are no longer held to it
ALTER TABLE "public"."people" DROP CONSTRAINT "people_friend_fkey";
---- on_delete
-- EXPAND SAFE drop:people.people_friend_fkey: rows are no longer held to it
ALTER TABLE "public"."people" DROP CONSTRAINT "people_friend_fkey";
-- CONTRACT SAFE add:people.people_friend_fkey: reads 3 rows
ALTER TABLE "public"."people" ADD CONSTRAINT "people_friend_fkey" FOREIGN KEY ("friend") REFERENCES "public"."people" ("id") ON DELETE CASCADE;
---- on_delete, back
-- EXPAND SAFE drop:people.people_friend_fkey: rows are no longer held to it
ALTER TABLE "public"."people" DROP CONSTRAINT "people_friend_fkey";
-- CONTRACT SAFE add:people.people_friend_fkey: reads 3 rows
ALTER TABLE "public"."people" ADD CONSTRAINT "people_friend_fkey" FOREIGN KEY ("friend") REFERENCES "public"."people" ("id");
---- key
-- SWAP SAFE drop:marks.marks_pkey: rows are no longer held to it
ALTER TABLE "public"."marks" DROP CONSTRAINT "marks_pkey";
-- SWAP SAFE add:marks.marks_pkey: reads 2 rows
ALTER TABLE "public"."marks" ADD CONSTRAINT "marks_pkey" PRIMARY KEY ("id", "code");
---- key, back
-- SWAP SAFE drop:marks.marks_pkey: rows are no longer held to it
ALTER TABLE "public"."marks" DROP CONSTRAINT "marks_pkey";
-- SWAP SAFE add:marks.marks_pkey: reads 2 rows
ALTER TABLE "public"."marks" ADD CONSTRAINT "marks_pkey" PRIMARY KEY ("id");
---- key under a reference
-- EXPAND SAFE detach:people.people_town_fkey: off while what it stands on changes
ALTER TABLE "public"."people" DROP CONSTRAINT "people_town_fkey";
-- EXPAND SAFE add:towns.towns_id_key: reads 1 row
ALTER TABLE "public"."towns" ADD CONSTRAINT "towns_id_key" UNIQUE ("id");
-- SWAP SAFE drop:towns.towns_pkey: rows are no longer held to it
ALTER TABLE "public"."towns" DROP CONSTRAINT "towns_pkey";
-- SWAP SAFE add:towns.towns_pkey: reads 1 row
ALTER TABLE "public"."towns" ADD CONSTRAINT "towns_pkey" PRIMARY KEY ("code");
-- CONTRACT SAFE attach:people.people_town_fkey: off while what it stands on changes
ALTER TABLE "public"."people" ADD CONSTRAINT "people_town_fkey" FOREIGN KEY ("town") REFERENCES "public"."towns" ("id") ON DELETE SET NULL;
---- key under a reference, back
-- EXPAND SAFE detach:people.people_town_fkey: off while what it stands on changes
ALTER TABLE "public"."people" DROP CONSTRAINT "people_town_fkey";
-- SWAP SAFE drop:towns.towns_pkey: rows are no longer held to it
ALTER TABLE "public"."towns" DROP CONSTRAINT "towns_pkey";
-- SWAP SAFE add:towns.towns_pkey: reads 1 row
ALTER TABLE "public"."towns" ADD CONSTRAINT "towns_pkey" PRIMARY KEY ("id");
-- CONTRACT SAFE drop:towns.towns_id_key: rows are no longer held to it
ALTER TABLE "public"."towns" DROP CONSTRAINT "towns_id_key";
-- CONTRACT SAFE attach:people.people_town_fkey: off while what it stands on changes
ALTER TABLE "public"."people" ADD CONSTRAINT "people_town_fkey" FOREIGN KEY ("town") REFERENCES "public"."towns" ("id") ON DELETE SET NULL;
---- identity
-- EXPAND SAFE identity:people.id: numbering goes on after the largest
ALTER TABLE "public"."people" ALTER COLUMN "id" ADD GENERATED BY DEFAULT AS IDENTITY;
SELECT setval(pg_get_serial_sequence('"public"."people"', 'id'), coalesce(max("id"), 0) + 1, false) FROM "public"."people";
---- identity, back
-- CONTRACT SAFE identity:people.id: numbers come from writers
ALTER TABLE "public"."people" ALTER COLUMN "id" DROP IDENTITY;
---- view
-- EXPAND SAFE add:named: a view holds no rows
CREATE VIEW "public"."named" AS
SELECT id FROM people WHERE name IS NOT NULL;
---- view, back
-- CONTRACT SAFE drop:named: a view holds no rows
DROP VIEW "public"."named";
---- view over a changed field
-- SWAP SAFE remake:named: a view holds no rows
DROP VIEW "public"."named";
-- SWAP SAFE rename:people.name: another name for the same rows
ALTER TABLE "public"."people" RENAME COLUMN "name" TO "title";
-- SWAP SAFE add:named: a view holds no rows
CREATE VIEW "public"."named" AS
SELECT id, title AS name FROM people;
---- view over a changed field, back
-- EXPAND SAFE add:people.name: a new field
ALTER TABLE "public"."people" ADD COLUMN "name" text COLLATE "C";
-- SWAP SAFE remake:named: a view holds no rows
DROP VIEW "public"."named";
-- SWAP SAFE add:named: a view holds no rows
CREATE VIEW "public"."named" AS
SELECT id, name FROM people;
-- CONTRACT SAFE remake:named: a view holds no rows
DROP VIEW "public"."named";
-- CONTRACT LOSSY drop:people.title: 3 rows lose what they hold there
ALTER TABLE "public"."people" DROP COLUMN "title";
-- CONTRACT SAFE add:named: a view holds no rows
CREATE VIEW "public"."named" AS
SELECT id, name FROM people;
---- junction
-- EXPAND SAFE add:people_towns: a new collection
CREATE TABLE "public"."people_towns" (
  "people_id" int8 NOT NULL,
  "towns_id" int8 NOT NULL,
  CONSTRAINT "people_towns_pkey" PRIMARY KEY ("people_id", "towns_id")
);
-- EXPAND SAFE add:people_towns.people_towns_people_id_fkey: part of a new collection
ALTER TABLE "public"."people_towns" ADD CONSTRAINT "people_towns_people_id_fkey" FOREIGN KEY ("people_id") REFERENCES "public"."people" ("id") ON DELETE CASCADE;
-- EXPAND SAFE add:people_towns.people_towns_towns_id_fkey: part of a new collection
ALTER TABLE "public"."people_towns" ADD CONSTRAINT "people_towns_towns_id_fkey" FOREIGN KEY ("towns_id") REFERENCES "public"."towns" ("id") ON DELETE CASCADE;
---- junction, back
-- CONTRACT SAFE drop:people_towns: 0 rows are lost
DROP TABLE "public"."people_towns";
---- field that refers
-- EXPAND SAFE add:people.town_id: a new field
ALTER TABLE "public"."people" ADD COLUMN "town_id" int8;
-- EXPAND SAFE add:people.people_town_id_idx: reads 3 rows
CREATE INDEX "people_town_id_idx" ON "public"."people" ("town_id");
-- EXPAND SAFE add:people.people_town_id_fkey: reads 3 rows
ALTER TABLE "public"."people" ADD CONSTRAINT "people_town_id_fkey" FOREIGN KEY ("town_id") REFERENCES "public"."towns" ("id");
---- field that refers, back
-- EXPAND SAFE drop:people.people_town_id_fkey: rows are no longer held to it
ALTER TABLE "public"."people" DROP CONSTRAINT "people_town_id_fkey";
-- CONTRACT SAFE drop:people.people_town_id_idx: rows are no longer held to it
DROP INDEX "public"."people_town_id_idx";
-- CONTRACT LOSSY drop:people.town_id: 3 rows lose what they hold there
ALTER TABLE "public"."people" DROP COLUMN "town_id";
---- INT to LONG
-- EXPAND SAFE type:people.v: int to long, every value kept
ALTER TABLE "public"."people" ALTER COLUMN "v" TYPE int8;
---- INT to LONG, back
-- SWAP SAFE type:people.v: long to int, refused where a value does not fit
ALTER TABLE "public"."people" ALTER COLUMN "v" TYPE int4 USING "v"::int4;
---- INT to TEXT
-- SWAP SAFE type:people.v: int to text, every value kept
ALTER TABLE "public"."people" ALTER COLUMN "v" TYPE text COLLATE "C" USING "v"::text;
---- INT to TEXT, back
-- SWAP SAFE type:people.v: text to int, refused where a value does not fit
ALTER TABLE "public"."people" ALTER COLUMN "v" TYPE int4 USING "v"::int4;
---- LONG to Decimal[precision=18, scale=0]
-- SWAP SAFE type:people.v: long to decimal(18,0), refused where a value does not fit
ALTER TABLE "public"."people" ALTER COLUMN "v" TYPE numeric(18,0) USING round("v"::numeric, 0)::numeric(18,0);
---- LONG to Decimal[precision=18, scale=0], back
-- SWAP SAFE type:people.v: decimal(18,0) to long, refused where a value does not fit
ALTER TABLE "public"."people" ALTER COLUMN "v" TYPE int8 USING round("v"::numeric)::int8;
---- TEXT to DATE
-- SWAP SAFE type:people.v: text to date, refused where a value does not fit
ALTER TABLE "public"."people" ALTER COLUMN "v" TYPE date USING "v"::date;
---- TEXT to DATE, back
-- SWAP SAFE type:people.v: date to text, every value kept
ALTER TABLE "public"."people" ALTER COLUMN "v" TYPE text COLLATE "C" USING "v"::text;
---- TEXT to UUID
-- SWAP SAFE type:people.v: text to uuid, refused where a value does not fit
ALTER TABLE "public"."people" ALTER COLUMN "v" TYPE uuid USING "v"::uuid;
---- TEXT to UUID, back
-- SWAP SAFE type:people.v: uuid to text, every value kept
ALTER TABLE "public"."people" ALTER COLUMN "v" TYPE text COLLATE "C" USING "v"::text;
---- TEXT to JSON
-- SWAP SAFE type:people.v: text to json, refused where a value does not fit
ALTER TABLE "public"."people" ALTER COLUMN "v" TYPE jsonb USING "v"::jsonb;
---- TEXT to JSON, back
-- SWAP SAFE type:people.v: json to text, every value kept
ALTER TABLE "public"."people" ALTER COLUMN "v" TYPE text COLLATE "C" USING "v"::text;
---- FLOAT to INT
-- SWAP LOSSY type:people.v: float to int, digits or parts are lost
ALTER TABLE "public"."people" ALTER COLUMN "v" TYPE int4 USING round("v"::numeric)::int4;
---- FLOAT to INT, back
-- SWAP SAFE type:people.v: int to float, every value kept
ALTER TABLE "public"."people" ALTER COLUMN "v" TYPE float8 USING "v"::float8;
---- search
-- EXPAND SAFE add:people.people_words_fts: reads 3 rows
CREATE INDEX "people_words_fts" ON "public"."people" USING gin (to_tsvector('simple'::regconfig, coalesce("name", '')));
---- search, back
-- CONTRACT SAFE drop:people.people_words_fts: rows are no longer held to it
DROP INDEX "public"."people_words_fts";
---- language of a search
-- EXPAND SAFE drop:people.people_words_fts: rows are no longer held to it
DROP INDEX "public"."people_words_fts";
-- EXPAND SAFE add:people.people_words_fts: reads 3 rows
CREATE INDEX "people_words_fts" ON "public"."people" USING gin (to_tsvector('english'::regconfig, coalesce("name", '')));
---- language of a search, back
-- EXPAND SAFE drop:people.people_words_fts: rows are no longer held to it
DROP INDEX "public"."people_words_fts";
-- EXPAND SAFE add:people.people_words_fts: reads 3 rows
CREATE INDEX "people_words_fts" ON "public"."people" USING gin (to_tsvector('simple'::regconfig, coalesce("name", '')));
---- collection with a search
-- EXPAND SAFE add:notes: a new collection
CREATE TABLE "public"."notes" (
  "id" int8 NOT NULL,
  "text" text COLLATE "C",
  CONSTRAINT "notes_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "notes_words_fts" ON "public"."notes" USING gin (to_tsvector('simple'::regconfig, coalesce("text", '')));
---- collection with a search, back
-- CONTRACT SAFE drop:notes: 0 rows are lost
DROP TABLE "public"."notes";
---- rename what is searched
-- SWAP SAFE rename:people: another name for the same rows
ALTER TABLE "public"."people" RENAME TO "folk";
-- SWAP SAFE rename:folk.name: another name for the same rows
ALTER TABLE "public"."folk" RENAME COLUMN "name" TO "title";
-- SWAP SAFE rename:folk.people_pkey: another name
ALTER TABLE "public"."folk" RENAME CONSTRAINT "people_pkey" TO "folk_pkey";
-- SWAP SAFE rename:folk.people_words_fts: another name
ALTER INDEX "public"."people_words_fts" RENAME TO "folk_words_fts";
---- rename what is searched, back
-- EXPAND SAFE add:people: a new collection
CREATE TABLE "public"."people" (
  "id" int8 NOT NULL,
  "name" text COLLATE "C",
  CONSTRAINT "people_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "people_words_fts" ON "public"."people" USING gin (to_tsvector('simple'::regconfig, coalesce("name", '')));
-- CONTRACT LOSSY drop:folk: 3 rows are lost
DROP TABLE "public"."folk";
---- required and searched
-- EXPAND SAFE default:people.name: rows that exist stay as they are
ALTER TABLE "public"."people" ALTER COLUMN "name" SET DEFAULT 'nobody''s'::text;
-- CONTRACT SAFE required:people.name: rows without a value get the default
UPDATE "public"."people" SET "name" = 'nobody''s'::text WHERE "name" IS NULL;
ALTER TABLE "public"."people" ALTER COLUMN "name" SET NOT NULL;
---- required and searched, back
-- EXPAND SAFE default:people.name: rows that exist stay as they are
ALTER TABLE "public"."people" ALTER COLUMN "name" DROP DEFAULT;
-- EXPAND SAFE optional:people.name: rows may come without a value
ALTER TABLE "public"."people" ALTER COLUMN "name" DROP NOT NULL;
