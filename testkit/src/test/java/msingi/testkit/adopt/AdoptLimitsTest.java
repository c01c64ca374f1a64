package msingi.testkit.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import msingi.testkit.EmbeddedPostgres;
import msingi.testkit.adopt.Adopted.Said;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases of which a role sees little, and such as are too large for one file. */
final class AdoptLimitsTest {
  private static final int TABLES = 3_000;
  private static final int COLUMNS = 30;

  @TempDir private Path folder;

  @Test
  void whatTheRoleMayNotReadIsListedAndLeftOut() throws Exception {
    var database = EmbeddedPostgres.shared(18).createDatabase();
    String role = "reader_" + Long.toString(System.nanoTime(), 36);
    Adopted.script(
        Adopted.jdbc(database.uri()),
        """
        CREATE TABLE secret (id int PRIMARY KEY, what int[]);
        CREATE TABLE shown (id int PRIMARY KEY, secret int REFERENCES secret, part int, hidden int[]);
        CREATE VIEW over AS SELECT * FROM secret;
        CREATE SCHEMA closed;
        CREATE TABLE closed.away (id int PRIMARY KEY);
        CREATE ROLE %1$s LOGIN;
        GRANT SELECT (id, secret, part) ON shown TO %1$s;
        GRANT SELECT ON closed.away TO %1$s;
        """
            .formatted(role));
    String uri = database.uri().replaceFirst("//[^@]*@", "//" + role + "@");
    Said said = Adopted.run("adopt", uri, "--dir", folder.toString());
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out())
        .contains("table public.secret may not be read by this role")
        .contains("table public.over may not be read by this role")
        .contains("table closed.away may not be read by this role")
        .contains("public.shown: column hidden may not be read by this role")
        .contains("leads to secret, which is not served");
    String text = Files.readString(folder.resolve("msingi.yaml"));
    assertThat(text).contains("  shown:\n", "part: int?").doesNotContain("  secret:\n", "hidden: ");
  }

  @Test
  @Tag("full")
  void aLargeDatabaseIsAFileForEachCollection() throws Exception {
    Path file = folder.resolve("large.db");
    fill(file);
    String dir = folder.toString();
    Said said = Adopted.run("adopt", "sqlite:" + file, "--dir", dir);
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).contains(TABLES + " collections");
    assertThat(folder.resolve("collections/t7.yaml")).exists();
    Said check = Adopted.run("check", "--dir", dir);
    assertThat(check.code()).as(check.err()).isZero();
    Path seventh = folder.resolve("collections/t7.yaml");
    String edited = Files.readString(seventh).replace("c3: long?", "c3: long? hidden  # ours");
    Files.writeString(seventh, edited);
    Adopted.script(
        "jdbc:sqlite:" + file,
        "CREATE TABLE more (id INTEGER PRIMARY KEY);\nALTER TABLE t7 ADD COLUMN late TEXT;\n"
            + "DROP TABLE t9;\n");
    Said updated = Adopted.run("adopt", "--update", "--dir", dir);
    assertThat(updated.out())
        .contains("edited: public.more is new", "left to you: public.t9 is gone");
    assertThat(Files.readString(seventh)).isEqualTo(edited + "  late: text?\n");
    Files.delete(folder.resolve("collections/t9.yaml"));
    Said drift = Adopted.run("drift", "--dir", dir);
    assertThat(drift.out()).as(drift.err()).startsWith("no difference");
  }

  private static void fill(Path file) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (int table = 0; table < TABLES; table++) {
        StringBuilder sql =
            new StringBuilder("CREATE TABLE t" + table + " (id INTEGER PRIMARY KEY");
        for (int column = 1; column < COLUMNS; column++) {
          sql.append(", c").append(column).append(column % 3 == 0 ? " INTEGER" : " TEXT");
        }
        statement.execute(sql.append(')').toString());
      }
      connection.commit();
    }
  }
}
