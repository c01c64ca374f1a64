-- What the administrator of the database wrote for the views: triggers that take writes. Parted by lines of two hyphens alone.
CREATE FUNCTION test.takes_nothing() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$
--
CREATE TRIGGER takes INSTEAD OF INSERT OR UPDATE OR DELETE ON test.projects_view_with_all_triggers_with_pk
FOR EACH ROW EXECUTE FUNCTION test.takes_nothing()
--
CREATE TRIGGER takes INSTEAD OF DELETE ON test.projects_view_with_delete_trigger
FOR EACH ROW EXECUTE FUNCTION test.takes_nothing()
--
CREATE FUNCTION test.takes_both() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
  INSERT INTO test.with_pk1 VALUES (NEW.pk1) ON CONFLICT DO NOTHING;
  INSERT INTO test.with_pk2 VALUES (NEW.pk2) ON CONFLICT DO NOTHING;
  RETURN NEW;
END
$$
--
CREATE TRIGGER takes INSTEAD OF INSERT ON test.with_multiple_pks FOR EACH ROW EXECUTE FUNCTION test.takes_both()
--
CREATE FUNCTION private.owned() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN NEW.owner := 'postgrest_test_anonymous'; RETURN NEW; END $$
--
CREATE TRIGGER owned BEFORE INSERT OR UPDATE ON private.articles FOR EACH ROW EXECUTE FUNCTION private.owned()
--
CREATE FUNCTION test.takes_stuff() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO private.stuff VALUES (NEW.id, NEW.name);
    PERFORM set_config('response.headers',
      format('[{"Location": "/stuff?id=eq.%s&overriden=true"}]', NEW.id), true);
  ELSE
    UPDATE private.stuff SET name = NEW.name WHERE id = NEW.id;
    PERFORM set_config('response.status', '205', true);
  END IF;
  RETURN NEW;
END
$$
--
CREATE TRIGGER takes INSTEAD OF INSERT OR UPDATE ON test.stuff FOR EACH ROW EXECUTE FUNCTION test.takes_stuff()
--
CREATE VIEW test.infinite_recursion AS SELECT id, name, client_id FROM test.projects
--
CREATE OR REPLACE VIEW test.infinite_recursion AS SELECT * FROM test.infinite_recursion
--
CREATE FUNCTION test.guessed_projects() RETURNS SETOF test.projects LANGUAGE sql VOLATILE ROWS 2019 AS $$ SELECT * FROM test.projects $$
--
CREATE VIEW test.getallprojects_view AS SELECT * FROM test.guessed_projects()
--
CREATE EXTENSION file_fdw
--
CREATE SERVER files FOREIGN DATA WRAPPER file_fdw
--
CREATE FOREIGN TABLE test.projects_dump (id int, name text, client_id int) SERVER files
OPTIONS (program 'printf "1,Windows 7,1\n2,Windows 10,1\n3,IOS,2\n4,OSX,2\n5,Orphan,\n"', format 'csv')
