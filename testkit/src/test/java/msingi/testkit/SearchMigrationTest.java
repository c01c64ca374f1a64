package msingi.testkit;

import static msingi.testkit.Drawn.app;
import static msingi.testkit.Drawn.table;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import msingi.definition.App;
import msingi.definition.Column.Fill;
import msingi.expression.Type.Scalar;
import msingi.expression.Value;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Words are found after every migration, and the database keeps them right by itself. */
class SearchMigrationTest {
  private static final App PLAIN = app(table("people").column("name", Scalar.TEXT, true));

  private static List<String> found(SchemaPlace place, String table, String words)
      throws Exception {
    return place.lines(
        "SELECT id FROM "
            + table
            + " WHERE rowid IN (SELECT rowid FROM "
            + table
            + "_words_fts('"
            + words
            + "')) ORDER BY id");
  }

  /** Rows whose numbers have gaps, which a rebuild closes. */
  private static void rows(SchemaPlace place) throws Exception {
    place.execute(
        "INSERT INTO people (id, name) VALUES (11, 'gone'), (12, 'Asha Mrembo'), (13, NULL),"
            + " (14, 'Bo')",
        "DELETE FROM people WHERE id = 11");
  }

  @Test
  void rowsThatAreThereAreIndexed() throws Exception {
    try (SchemaPlace place = SchemaPlace.fresh("sqlite")) {
      MigrationChangesTest.migrate(place, PLAIN, false);
      rows(place);
      MigrationChangesTest.migrate(
          place,
          app(table("people").column("name", Scalar.TEXT, true).search("simple", "name")),
          false);
      assertThat(found(place, "people", "asha")).containsExactly("12");
      assertThat(found(place, "people", "bo")).containsExactly("14");
      assertThat(found(place, "people", "gone")).isEmpty();
    }
  }

  @TestFactory
  Stream<DynamicTest> aRebuiltTableIsFoundByItsWords() {
    return Stream.of(false, true)
        .map(live -> DynamicTest.dynamicTest(live ? "live" : "at once", () -> rebuilt(live)));
  }

  private static void rebuilt(boolean live) throws Exception {
    try (SchemaPlace place = SchemaPlace.fresh("sqlite")) {
      App before = app(table("people").column("name", Scalar.TEXT, true).search("simple", "name"));
      MigrationChangesTest.migrate(place, before, false);
      rows(place);
      App after =
          app(
              table("people")
                  .constant("name", Scalar.TEXT, false, new Value.Text("nobody"))
                  .unique("name")
                  .search("simple", "name"));
      MigrationChangesTest.migrate(place, after, live);
      assertThat(found(place, "people", "asha")).containsExactly("12");
      assertThat(found(place, "people", "nobody")).containsExactly("13");
      place.execute(
          "UPDATE people SET name = 'Bora' WHERE id = 14", "DELETE FROM people WHERE id = 12");
      assertThat(found(place, "people", "bora")).containsExactly("14");
      assertThat(found(place, "people", "bo")).isEmpty();
      assertThat(found(place, "people", "asha")).isEmpty();
    }
  }

  @Test
  void renamedTablesAndColumnsAreFound() throws Exception {
    try (SchemaPlace place = SchemaPlace.fresh("sqlite")) {
      App before = app(table("people").column("name", Scalar.TEXT, true).search("simple", "name"));
      MigrationChangesTest.migrate(place, before, false);
      rows(place);
      App after =
          app(
              table("folk")
                  .was("people")
                  .column("title", "name", Scalar.TEXT, true, Fill.Nothing.NOTHING)
                  .search("english", "title"));
      MigrationChangesTest.migrate(place, after, true);
      place.execute("INSERT INTO folk (id, title) VALUES (20, 'Running')");
      assertThat(found(place, "folk", "asha")).containsExactly("12");
      assertThat(found(place, "folk", "runs")).containsExactly("20");
    }
  }

  @Test
  void aForeignTriggerOutlivesTheIndex() throws Exception {
    try (SchemaPlace place = SchemaPlace.fresh("sqlite")) {
      App searched =
          app(table("people").column("name", Scalar.TEXT, true).search("simple", "name"));
      MigrationChangesTest.migrate(place, searched, false);
      place.execute(
          "CREATE TABLE seen (id INTEGER)",
          "CREATE TRIGGER mine AFTER INSERT ON people BEGIN INSERT INTO seen VALUES (new.id); END");
      App plain =
          app(table("people").constant("name", Scalar.TEXT, false, new Value.Text("nobody")));
      MigrationChangesTest.migrate(place, plain, false);
      place.execute("INSERT INTO people (id, name) VALUES (1, 'a')");
      assertThat(place.lines("SELECT id FROM seen")).containsExactly("1");
      assertThat(place.lines("SELECT name FROM sqlite_schema WHERE name LIKE '%fts%'")).isEmpty();
    }
  }

  /** The planner takes the index that the migrator made: the expressions are the same. */
  @Test
  void postgresUsesTheIndex() throws Exception {
    try (SchemaPlace place = SchemaPlace.fresh("postgres 18")) {
      App searched =
          app(
              table("people")
                  .column("name", Scalar.TEXT, true)
                  .column("note", Scalar.TEXT, true)
                  .search("english", "name", "note"));
      MigrationChangesTest.migrate(place, searched, false);
      place.execute(
          "INSERT INTO people (id, name, note) SELECT i, 'word' || i, 'cats' || i % 1000"
              + " FROM generate_series(1, 20000) AS i",
          "ANALYZE people");
      String condition = SearchPlans.condition(searched, "people", "words");
      List<String> plan =
          place.lines("EXPLAIN SELECT id FROM public.people AS t0 WHERE " + condition);
      assertThat(plan).anyMatch(it -> it.contains("people_words_fts"));
      assertThat(place.lines("SELECT count(*) FROM public.people AS t0 WHERE " + condition))
          .containsExactly("20");
    }
  }
}
