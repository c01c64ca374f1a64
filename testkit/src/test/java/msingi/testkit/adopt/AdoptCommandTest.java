package msingi.testkit.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import msingi.testkit.EmbeddedPostgres;
import msingi.testkit.adopt.Adopted.Said;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command: its page, later changes, and what it refuses. */
final class AdoptCommandTest {
  private static final Path PAGE = Path.of(System.getProperty("msingi.root"), "docs", "adopt.md");
  private static final Pattern BLOCK = Pattern.compile("```(sql|yaml)\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path folder;

  private String adopt(String sql) throws Exception {
    Adopted.script("jdbc:sqlite:" + folder.resolve("clinic.db"), sql);
    Said said =
        Adopted.run("adopt", "sqlite:" + folder.resolve("clinic.db"), "--dir", folder.toString());
    assertThat(said.code()).as(said.err()).isZero();
    return Files.readString(definition());
  }

  private Path definition() {
    return folder.resolve("msingi.yaml");
  }

  @Test
  void thePageShowsWhatComesOut() throws Exception {
    List<MatchResult> blocks = BLOCK.matcher(Files.readString(PAGE)).results().toList();
    assertThat(adopt(blocks.get(0).group(2))).isEqualTo(blocks.get(1).group(2));
  }

  private static final String BEFORE =
      """
      CREATE TABLE land (code TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, area REAL);
      CREATE TABLE town (id INTEGER PRIMARY KEY, name TEXT, mayor TEXT, size INTEGER);
      CREATE TABLE gone (id INTEGER PRIMARY KEY);
      CREATE TABLE unwanted (id INTEGER PRIMARY KEY);
      """;

  private static final String EDITED =
      """
      # Ours now.
      msingi: 1
      name: clinic
      store: "sqlite:clinic.db"
      roles: [clerk]
      collections:
        lands:   # the nations
          name: land
          managed: false
          key: code
          fields: { code: text, called: { is: text, name: name }, area: "float?" }
          access: { read: true }

        town:
          managed: false
          key: id
          fields:
            id: long identity
            name: text(1..80)?   # no longer ones
            # Who rules.
            mayor: text? hidden
            size: long?
          access:
            read: "'clerk' in auth.roles"   # for clerks

        gone: { managed: false, key: id, fields: { id: long identity } }   # soon
      """;

  private static final String CHANGES =
      """
      ALTER TABLE land DROP COLUMN area;
      ALTER TABLE land ADD COLUMN capital INTEGER REFERENCES town;
      ALTER TABLE town DROP COLUMN mayor;
      ALTER TABLE town ADD COLUMN founded DATE;
      CREATE UNIQUE INDEX town_name ON town (name);
      DROP TABLE gone;
      ALTER TABLE unwanted ADD COLUMN more TEXT;
      CREATE TABLE river (id INTEGER PRIMARY KEY, land TEXT NOT NULL REFERENCES land);
      """;

  private static final String AFTER =
      """
      # Ours now.
      msingi: 1
      name: clinic
      store: "sqlite:clinic.db"
      roles: [clerk]
      collections:
        lands:   # the nations
          name: land
          managed: false
          key: code
          fields: { code: text, called: { is: text, name: name }, capital: long?, town: { is: "town?", columns: [capital] } }
          access: { read: true }

        town:
          managed: false
          key: id
          fields:
            id: long identity
            name: text(1..80)?   # no longer ones
            # Who rules.
            # gone: mayor: text? hidden
            size: long?
            founded: date?
          access:
            read: "'clerk' in auth.roles"   # for clerks
          unique:
            - { columns: [name], name: town_name }

        # gone: gone: { managed: false, key: id, fields: { id: long identity } }   # soon
        river:
          managed: false
          key: id
          fields:
            id: long identity
            land: text
            lands: { is: lands, columns: [land] }
      """;

  @Test
  void laterChangesAreEditedInAndNothingElse() throws Exception {
    adopt(BEFORE);
    Files.writeString(definition(), EDITED);
    String dir = folder.toString();
    assertThat(Adopted.run("drift", "--dir", dir).code()).isZero();
    Adopted.script("jdbc:sqlite:" + folder.resolve("clinic.db"), CHANGES);
    Said drift = Adopted.run("drift", "--dir", dir);
    assertThat(drift.code()).isOne();
    assertThat(drift.out())
        .contains("public.land column area is gone")
        .contains("public.town column founded is new: date?")
        .contains("public.gone is gone")
        .doesNotContain("unwanted");
    Said updated = Adopted.run("adopt", "--update", "--dir", dir);
    assertThat(Files.readString(definition())).isEqualTo(AFTER);
    assertThat(updated.code()).as(updated.out() + updated.err()).isZero();
    assertThat(Adopted.run("drift", "--dir", dir).out()).startsWith("no difference");
    assertThat(Adopted.run("adopt", "--update", "--dir", dir).out()).startsWith("nothing to do");
    assertThat(Files.readString(definition())).isEqualTo(AFTER);
  }

  @Test
  void aChangedTypeIsEditedInItsPlace() throws Exception {
    var database = EmbeddedPostgres.shared(18).createDatabase();
    String jdbc = Adopted.jdbc(database.uri());
    Adopted.script(
        jdbc, "CREATE TABLE t (id int PRIMARY KEY, a varchar(9) NOT NULL, b int, c text NOT NULL)");
    String dir = folder.toString();
    assertThat(Adopted.run("adopt", database.uri(), "--dir", dir).code()).isZero();
    String edited =
        Files.readString(definition())
            .replace("a: text(0..9)", "a: text(2..9) hidden # short")
            .replace("b: int?", "b: { is: int?, title: A number }   # of ours");
    Files.writeString(definition(), edited);
    Adopted.script(
        jdbc,
        "ALTER TABLE t ALTER a DROP NOT NULL, ALTER b TYPE bigint, ALTER b SET NOT NULL,"
            + " ALTER c TYPE uuid USING NULL::uuid");
    Said said = Adopted.run("adopt", "--update", "--dir", dir);
    assertThat(said.code()).as(said.out() + said.err()).isZero();
    assertThat(Files.readString(definition()))
        .isEqualTo(
            edited
                .replace("a: text(2..9) hidden #", "a: text(2..9)? hidden #")
                .replace("is: int?, title", "is: long, title")
                .replace("c: text\n", "c: uuid\n"));
  }

  @Test
  void viewsHaveTheKeysAndReferencesThatTheyShow() throws Exception {
    var database = EmbeddedPostgres.shared(18).createDatabase();
    Adopted.script(
        Adopted.jdbc(database.uri()),
        """
        CREATE TABLE towns (id int PRIMARY KEY, name text);
        CREATE TABLE people (id int, part int, town_id int REFERENCES towns, PRIMARY KEY (id, part));
        CREATE VIEW plain AS SELECT part, id AS "no}{", town_id AS home FROM people WHERE id > 0;
        CREATE VIEW over AS SELECT * FROM plain;
        CREATE VIEW both_keys AS SELECT p.id, p.part, t.id AS town
          FROM people p JOIN towns t ON t.id = p.town_id;
        CREATE VIEW made AS SELECT id + 0 AS id, part, (SELECT max(id) FROM towns) AS town FROM people;
        CREATE VIEW round AS SELECT 1 AS id;
        CREATE VIEW trip AS SELECT id FROM round;
        CREATE OR REPLACE VIEW round AS SELECT id FROM trip;
        """);
    Said said = Adopted.run("adopt", database.uri(), "--dir", folder.toString());
    assertThat(said.code()).as(said.err()).isZero();
    String text = Files.readString(definition());
    String home =
        "{ relation: { to: towns, columns: [home], references: [id], name: people_town_id_fkey } }";
    assertThat(text.substring(text.indexOf("  plain:")))
        .contains("    key: [no__, part]\n")
        .containsOnlyOnce("towns: " + home);
    assertThat(text.substring(text.indexOf("  over:"), text.indexOf("  people:")))
        .contains("    key: [no__, part]\n", "towns: " + home);
    assertThat(text.substring(text.indexOf("  both_keys:"), text.indexOf("  made:")))
        .contains("    key: [id, part, town]\n");
    assertThat(text.substring(text.indexOf("  made:"), text.indexOf("  over:")))
        .contains("    key: none\n");
    assertThat(said.out()).contains("public.made: no key shows in it");
  }

  @Test
  void aKeyIsMadeWhereItIsAskedFor() throws Exception {
    adopt(BEFORE);
    Path other = folder.resolve("other");
    Said said =
        Adopted.run(
            "adopt",
            "sqlite:" + folder.resolve("clinic.db"),
            "--dir",
            other.toString(),
            "--open-to",
            "secret");
    assertThat(said.out()).containsPattern("(?m)^sb_secret_");
    assertThat(Files.readString(other.resolve("msingi.yaml"))).doesNotContain("  access:");
  }

  @Test
  void whatCannotBeAdoptedIsRefusedInWords() throws Exception {
    Path text = Files.writeString(folder.resolve("text.db"), "no database, but long enough to be");
    refused("MSI009", "is no SQLite database", "sqlite:" + text);
    refused("MSI009", "There is no file", "sqlite:" + folder.resolve("none.db"));
    assertThat(folder.resolve("none.db")).doesNotExist();
    refused("MSI009", "sqlite: or postgresql://", "mysql://localhost/x");
    refused("PGRST000", "cannot be reached", "postgresql://me:hushhush@127.0.0.1:1/x");
    String uri = EmbeddedPostgres.shared(18).createDatabase().uri();
    refused("PGRST000", "", uri.replaceAll("/[^/]*$", "/no_such_database"));
    Said schema = Adopted.run("adopt", uri, "--schema", "nowhere", "--dir", folder.toString());
    assertThat(schema.err()).contains("no schema \"nowhere\"");
    adopt(BEFORE);
    refused("MSI009", "is there", "sqlite:" + folder.resolve("clinic.db"));
  }

  private void refused(String code, String words, String address) {
    Said said = Adopted.run("adopt", address, "--dir", folder.toString());
    assertThat(said.code()).isOne();
    assertThat(said.err()).startsWith(code).contains(words).doesNotContain("hushhush", "Exception");
  }
}
