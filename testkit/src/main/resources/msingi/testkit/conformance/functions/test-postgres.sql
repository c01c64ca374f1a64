-- What the administrator of the database wrote before the application was served: functions that only PostgreSQL's own language can say,
-- restated from what the cases ask and answer. Statements are parted by lines of two hyphens alone.
DO $$
BEGIN
  CREATE ROLE postgrest_test_author;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$
--
DO $$
BEGIN
  CREATE ROLE postgrest_test_default_role;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$
--
-- A setting of the application, for whoever connects as we do.
ALTER ROLE CURRENT_USER SET "app.settings.app_host" = 'localhost'
--
CREATE FUNCTION test.bad_guc_headers_1() RETURNS void LANGUAGE sql AS
$$ SELECT set_config('response.headers', '{"X-Test": "an object"}', true) $$
--
CREATE FUNCTION test.bad_guc_headers_2() RETURNS void LANGUAGE sql AS
$$ SELECT set_config('response.headers', '["only", "texts"]', true) $$
--
CREATE FUNCTION test.bad_guc_headers_3() RETURNS void LANGUAGE sql AS
$$ SELECT set_config('response.headers', '{"X-Test": "an object", "X-Test-2": "of two"}', true) $$
--
CREATE FUNCTION test.char_param_insert(char_ text, char_arr text[]) RETURNS void LANGUAGE plpgsql AS
$$
DECLARE
  five character(5);
BEGIN
  five := char_;
  INSERT INTO test.bitchar_with_length ("char", char_arr) VALUES (five, char_arr);
END $$
--
-- The original runs a function before each request that takes another role by the claim "id"; here the called function does.
CREATE FUNCTION test.get_current_user() RETURNS text LANGUAGE plpgsql AS
$$
DECLARE
  id text := current_setting('request.jwt.claims', true)::json ->> 'id';
BEGIN
  IF id = '1' THEN
    SET LOCAL ROLE postgrest_test_author;
  ELSIF id = '2' THEN
    SET LOCAL ROLE postgrest_test_default_role;
  ELSIF id = '3' THEN
    RAISE EXCEPTION 'Disabled ID --> %', id USING HINT = 'Please contact administrator';
  END IF;
  RETURN current_user;
END $$
--
CREATE FUNCTION test.get_guc_value(name text) RETURNS text LANGUAGE sql AS
$$ SELECT nullif(current_setting(name, true), '') $$
--
CREATE FUNCTION test.get_guc_value(prefix text, name text) RETURNS text LANGUAGE sql AS
$$ SELECT nullif(current_setting(prefix, true), '')::json ->> name $$
--
CREATE FUNCTION test.get_int_and_guc_headers(num integer) RETURNS integer LANGUAGE sql AS
$$
  SELECT set_config('response.headers', '[{"X-Test": "key1=val1; someValue; key2=val2"}, {"X-Test-2": "key1=val1"}]', true);
  SELECT num;
$$
--
CREATE FUNCTION test.get_projects_and_guc_headers() RETURNS SETOF test.projects LANGUAGE sql AS
$$
  SELECT set_config('response.headers', '[{"X-Test": "key1=val1; someValue; key2=val2"}, {"X-Test-2": "key1=val1"}]', true);
  SELECT * FROM test.projects;
$$
--
-- HMAC with SHA-256 (RFC 2104) of keys of up to 64 bytes.
CREATE FUNCTION test.hmac_of(message bytea, key bytea) RETURNS bytea LANGUAGE plpgsql IMMUTABLE AS
$$
DECLARE
  inner_pad bytea := decode(repeat('36', 64), 'hex');
  outer_pad bytea := decode(repeat('5c', 64), 'hex');
BEGIN
  FOR at IN 0 .. length(key) - 1 LOOP
    inner_pad := set_byte(inner_pad, at, get_byte(key, at) # 54);
    outer_pad := set_byte(outer_pad, at, get_byte(key, at) # 92);
  END LOOP;
  RETURN sha256(outer_pad || sha256(inner_pad || message));
END $$
--
CREATE FUNCTION test.base64url(it bytea) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT translate(encode(it, 'base64'), E'+/=\n', '-_') $$
--
-- Anybody who gives a name and a password is jdoe there; a token (RFC 7515) of their claims.
CREATE FUNCTION test.login(id text, pass text, OUT token text) LANGUAGE sql STABLE AS
$$
  SELECT said.text || '.' || test.base64url(test.hmac_of(said.text::bytea, 'reallyreallyreallyreallyverysafe'))
  FROM (SELECT test.base64url('{"alg":"HS256","typ":"JWT"}') || '.'
            || test.base64url(convert_to(format('{"rolname":"postgrest_test_author","id":"%s"}', id), 'UTF8')) AS text) said
$$
--
CREATE FUNCTION test.problem() RETURNS void LANGUAGE plpgsql AS
$$ BEGIN RAISE 'bad thing'; END $$
--
CREATE FUNCTION test.raise_bad_pt() RETURNS void LANGUAGE plpgsql AS
$$ BEGIN RAISE SQLSTATE 'PT40A' USING MESSAGE = 'Wrong'; END $$
--
CREATE FUNCTION test.raise_pt402() RETURNS void LANGUAGE plpgsql AS
$$ BEGIN RAISE SQLSTATE 'PT402' USING MESSAGE = 'Payment Required', DETAIL = 'Quota exceeded', HINT = 'Upgrade your plan'; END $$
--
CREATE FUNCTION test.raise_sqlstate_invalid_json_message() RETURNS void LANGUAGE plpgsql AS
$$ BEGIN RAISE SQLSTATE 'PGRST' USING MESSAGE = 'INVALID', DETAIL = '{"status": 332, "headers": {"X-Header": "str"}}'; END $$
--
ALTER TABLE test.deferrable_unique_constraint
  DROP CONSTRAINT deferrable_unique_constraint_col_key,
  ADD CONSTRAINT deferrable_unique_constraint_col_key UNIQUE (col) DEFERRABLE INITIALLY IMMEDIATE
--
CREATE FUNCTION test.raise_constraint(deferred boolean DEFAULT false) RETURNS void LANGUAGE plpgsql AS
$$
BEGIN
  IF deferred THEN
    SET CONSTRAINTS ALL DEFERRED;
  END IF;
  INSERT INTO test.deferrable_unique_constraint VALUES (1), (1);
END $$
--
CREATE FUNCTION test.reset_sequence(name text, value integer) RETURNS void LANGUAGE plpgsql AS
$$ BEGIN EXECUTE format('ALTER SEQUENCE test.%I RESTART WITH %s', name, value); END $$
--
CREATE TYPE test.complex AS (r double precision, i double precision)
--
CREATE FUNCTION test.returns_complex() RETURNS TABLE (id integer, val jsonb) LANGUAGE sql AS
$$ VALUES (1, to_jsonb(ROW(0.1, 0.5)::test.complex)), (2, to_jsonb(ROW(0.2, 0.6)::test.complex)), (3, to_jsonb(ROW(0.3, 0.7)::test.complex)) $$
--
CREATE FUNCTION test.send_bad_status() RETURNS json LANGUAGE sql AS
$$ SELECT NULL::json FROM set_config('response.status', 'bad', true) $$
--
CREATE FUNCTION test.send_body_status_403() RETURNS json LANGUAGE sql AS
$$ SELECT json_build_object('message', 'invalid user or password') FROM set_config('response.status', '403', true) $$
--
CREATE FUNCTION test.varied_arguments(
  double double precision, "varchar" character varying, "boolean" boolean, date date, money numeric, enum text, arr text[],
  "integer" integer DEFAULT 42, "json" json DEFAULT '{}', "jsonb" jsonb DEFAULT '{}') RETURNS json LANGUAGE sql AS
$$
  SELECT json_build_object(
    'double', double, 'varchar', "varchar", 'boolean', "boolean", 'date', date, 'money', money::money, 'enum', enum, 'arr', arr,
    'integer', "integer", 'json', "json", 'jsonb', "jsonb")
$$
--
ALTER TABLE test.evil_friends_with_column_default ALTER id SET DEFAULT 420;
--
ALTER TABLE test.datarep_todos
  ALTER label_color SET DEFAULT 0,
  ALTER due_at SET DEFAULT '2018-01-01 00:00:00+00',
  ALTER created_at SET DEFAULT '2017-12-14 01:02:30+00',
  ALTER budget SET DEFAULT 0;
--
-- Relations by functions over a row.
CREATE FUNCTION test.computed_designers(test.videogames) RETURNS SETOF test.designers ROWS 1 LANGUAGE sql STABLE AS
$$ SELECT * FROM test.designers WHERE id = $1.designer_id $$
--
CREATE FUNCTION test.computed_videogames(test.designers) RETURNS SETOF test.videogames LANGUAGE sql STABLE AS
$$ SELECT * FROM test.videogames WHERE designer_id = $1.id $$
--
CREATE FUNCTION test.designers(test.videogames) RETURNS SETOF test.designers ROWS 1 LANGUAGE sql STABLE AS
$$ SELECT * FROM test.designers WHERE false $$
--
CREATE FUNCTION test.videogames(test.designers) RETURNS SETOF test.videogames LANGUAGE sql STABLE AS
$$ SELECT * FROM test.videogames WHERE false $$
--
CREATE FUNCTION test.child_web_content(test.web_content) RETURNS SETOF test.web_content LANGUAGE sql STABLE AS
$$ SELECT * FROM test.web_content WHERE p_web_id = $1.id $$
--
CREATE FUNCTION test.parent_web_content(test.web_content) RETURNS SETOF test.web_content ROWS 1 LANGUAGE sql STABLE AS
$$ SELECT * FROM test.web_content WHERE id = $1.p_web_id $$
--
CREATE FUNCTION test.second_1(test.first_1) RETURNS SETOF test.second_1 ROWS 1 LANGUAGE sql STABLE AS
$$ SELECT * FROM test.second_1 WHERE id = $1.second_id_1 $$
--
CREATE FUNCTION test.first_1(test.second_1) RETURNS SETOF test.first_1 ROWS 1 LANGUAGE sql STABLE AS
$$ SELECT * FROM test.first_1 WHERE second_id_1 = $1.id $$
--
CREATE FUNCTION test.computed_clients(test.projects) RETURNS SETOF test.clients ROWS 1 LANGUAGE sql STABLE AS
$$ SELECT * FROM test.clients WHERE id = $1.client_id $$
--
CREATE FUNCTION test.computed_projects(test.clients) RETURNS SETOF test.projects ROWS 1 LANGUAGE sql STABLE AS
$$ SELECT * FROM test.projects WHERE client_id = $1.id $$
--
CREATE FUNCTION test.computed_designers_noset(test.videogames) RETURNS test.designers LANGUAGE sql STABLE AS
$$ SELECT * FROM test.designers WHERE id = $1.designer_id $$
--
CREATE FUNCTION test.jsbaz(test.fee) RETURNS SETOF test.baz LANGUAGE sql STABLE AS
$$ SELECT * FROM test.baz WHERE baz_id IN (SELECT baz_id FROM test.johnsmith WHERE fee_id = $1.fee_id) $$
