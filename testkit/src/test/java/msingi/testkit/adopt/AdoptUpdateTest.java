package msingi.testkit.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import msingi.testkit.EmbeddedPostgres;
import msingi.testkit.adopt.Adopted.Said;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Later changes of what is not a table's shape: defaults, comments, limits, checks, functions. */
final class AdoptUpdateTest {
  @TempDir private Path folder;

  private static final String BEFORE =
      """
      CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL DEFAULT 1, b text DEFAULT 'x y', c varchar(9),
        d int DEFAULT 5, e int, f int DEFAULT 2, g text,
        CONSTRAINT e_low CHECK (e > 0), CONSTRAINT e_high CHECK (e < 100));
      CREATE INDEX t_e ON t (e);
      COMMENT ON TABLE t IS 'Things';
      COMMENT ON COLUMN t.e IS 'Old words';
      COMMENT ON COLUMN t.d IS 'Words';
      CREATE TABLE kept (id int PRIMARY KEY, a int DEFAULT 1, CONSTRAINT kept_a CHECK (a > 0));
      CREATE FUNCTION twice(n int) RETURNS int LANGUAGE sql STABLE AS 'SELECT 2 * n';
      CREATE FUNCTION thrice(n int) RETURNS int LANGUAGE sql STABLE AS 'SELECT 3 * n';
      CREATE FUNCTION label(t) RETURNS text LANGUAGE sql STABLE AS 'SELECT $1.b';
      """;

  private static final String EDITED =
      """
      msingi: 1
      name: ours
      store: "${DATABASE_URL:-postgresql://localhost/x}"
      collections:
        things:   # ours
          title: Things
          name: t
          managed: false
          key: id
          fields:
            id: int
            a: int hidden = 1   # counted
            b: { is: text?, default: "x y", title: Said }
            c: text(0..9)?
            d: { is: int?, title: Our words, default: 7 }   # seven
            e: { is: int?, title: Old words }
            f: int? = 2
            g: text?   # ours
            label: { is: text, computed: { stored: public.label } }
          index:
            - { columns: [e], name: t_e }   # fast
          check:
            # low and high
            - { name: e_low, expr: "e > 0" }   # never none
            - { name: e_high, expr: "e < 100" }
          access: { read: true }   # open
        kept:
          managed: false
          key: id
          fields: { id: int, a: int? = 1 }
      functions:
        double:   # of ours
          name: twice
          arguments: { n: int }
          returns: int
          volatility: stable
          access: true   # everybody
          stored: public.twice
        thrice:
          arguments: { n: int }
          returns: int
          volatility: stable
          stored: public.thrice
      """;

  private static final String CHANGES =
      """
      ALTER TABLE t ALTER a SET DEFAULT 3, ALTER b SET DEFAULT now()::text, ALTER c TYPE varchar(20),
        ALTER d SET DEFAULT 6, ALTER f DROP DEFAULT, ALTER g SET DEFAULT 'z', DROP CONSTRAINT e_high,
        ADD CONSTRAINT a_low CHECK (a >= 0), ADD CONSTRAINT odd CHECK (abs(a) >= 0);
      DROP INDEX t_e;
      CREATE INDEX t_a ON t (a);
      COMMENT ON TABLE t IS 'Other things';
      COMMENT ON COLUMN t.e IS 'New words';
      COMMENT ON COLUMN t.d IS 'Other words';
      COMMENT ON COLUMN t.g IS 'Last';
      ALTER TABLE kept ALTER a SET DEFAULT 2, DROP CONSTRAINT kept_a,
        ADD CONSTRAINT kept_a2 CHECK (a > 1);
      DROP FUNCTION twice(int), thrice(int), label(t);
      CREATE FUNCTION twice(n bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT 2 * n';
      CREATE FUNCTION half(n int) RETURNS int LANGUAGE sql STABLE AS 'SELECT n / 2';
      CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
      CREATE TRIGGER notes BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION noted();
      """;

  private static final String AFTER =
      """
      msingi: 1
      name: ours
      store: "${DATABASE_URL:-postgresql://localhost/x}"
      collections:
        things:   # ours
          title: Other things
          name: t
          managed: false
          key: id
          fields:
            id: int
            a: int hidden = 3   # counted
            b: { is: text?, default: { stored: true }, title: Said }
            c: text(0..20)?
            d: { is: int?, title: Our words, default: 7 }   # seven
            e: { is: int?, title: "New words" }
            f: int?
            g: { is: "text?", default: "z", title: Last }   # ours
            # gone: label: { is: text, computed: { stored: public.label } }
          index:
            # gone: - { columns: [e], name: t_e }   # fast
            - { columns: [a], name: t_a }
          check:
            # low and high
            - { name: e_low, expr: "e > 0" }   # never none
            # gone: - { name: e_high, expr: "e < 100" }
            - { name: a_low, expr: "(a >= 0)" }
          access: { read: true }   # open
        kept:
          managed: false
          key: id
          fields: { id: int, a: int? = 2 }
          check:
            - { name: kept_a2, expr: "(a > 1)" }
      functions:
        double:   # of ours
          name: twice
          arguments: { n: long }
          returns: long
          volatility: immutable
          access: true   # everybody
          stored: public.twice
        # gone: thrice:
          # arguments: { n: int }
          # returns: int
          # volatility: stable
          # stored: public.thrice
        half:
          arguments: { n: int }
          returns: int
          volatility: stable
          stored: public.half
      """;

  @Test
  void whatNobodyEditedIsMergedAndTheRestIsTold() throws Exception {
    var database = EmbeddedPostgres.shared(18).createDatabase();
    String jdbc = Adopted.jdbc(database.uri());
    Adopted.script(jdbc, BEFORE);
    String dir = folder.toString();
    assertThat(Adopted.run("adopt", database.uri(), "--dir", dir).code()).isZero();
    Path definition = folder.resolve("msingi.yaml");
    Files.writeString(definition, EDITED);
    String[] drift = {"drift", "--store", database.uri(), "--dir", dir};
    assertThat(Adopted.run(drift).out()).startsWith("no difference");
    Adopted.script(jdbc, CHANGES);
    assertThat(Adopted.run(drift).out())
        .contains("public.t default of column a was 1 and is 3")
        .contains("public.t limits of column c")
        .contains("public.t default of column d was 7 and is 6")
        .contains("public.t title of column e was Old words and is New words")
        .contains("public.t check e < 100 is gone")
        .contains("public.t check (a >= 0) is new")
        .contains("public.t index [e] is gone", "public.t index [a] is new")
        .contains("public.t computed public.label is gone")
        .contains("function public.half(n) is new", "function public.thrice(n) is gone")
        .contains("public.t: trigger notes goes on as before")
        .contains("public.t: check odd goes on as before")
        .doesNotContain("a > 0");
    Said updated = Adopted.run("adopt", database.uri(), "--update", "--dir", dir);
    assertThat(Files.readString(definition)).isEqualTo(AFTER);
    assertThat(updated.out())
        .contains("left to you: public.t default of column d was 5 and is 6")
        .contains("left to you: public.t title of column d was Words and is Other words")
        .contains("public.t: trigger notes goes on as before");
    assertThat(updated.code()).isOne();
    assertThat(Adopted.run(drift).out()).startsWith("no difference");
  }
}
