package msingi.testkit;

import static msingi.testkit.Drawn.app;
import static msingi.testkit.Drawn.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import msingi.definition.App;
import msingi.definition.Collection.Writing;
import msingi.definition.Column.Fill;
import msingi.expression.Type.Scalar;
import msingi.expression.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands for writes to a view comes, changes and goes with it, on SQLite. */
class ViewMigrationTest {
  private static final String SELECT = "SELECT id, name FROM people WHERE id < 100";
  private static final App PLAIN = app(people(), Drawn.view("named", SELECT));
  private static final App OVER =
      app(people(), columns(Drawn.written("named", SELECT, "people", Map.of())));

  private static Drawn people() {
    return table("people").column("name", Scalar.TEXT, true);
  }

  private static Drawn columns(Drawn view) {
    return view.column("id", Scalar.LONG, false).column("name", Scalar.TEXT, true);
  }

  private static App stated(String statement) {
    return app(
        people(),
        columns(
            Drawn.written(
                "named", SELECT, "", Map.of(Writing.CREATE, Map.of("sqlite", statement)))));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void writesComeChangeAndGo(boolean live) throws Exception {
    try (SchemaPlace place = SchemaPlace.fresh("sqlite")) {
      MigrationChangesTest.migrate(place, PLAIN, live);
      assertThatThrownBy(() -> place.execute("INSERT INTO named VALUES (1, 'no')"))
          .hasMessageContaining("it is a view");
      MigrationChangesTest.migrate(place, OVER, live);
      place.execute(
          "INSERT INTO named VALUES (1, 'Asha'), (2, 'Bo'), (3, 'Cy')",
          "UPDATE named SET name = 'Bora' WHERE id = 2",
          "DELETE FROM named WHERE id = 3");
      assertThat(place.lines("SELECT id, name FROM people ORDER BY id"))
          .containsExactly("1|Asha", "2|Bora");
      MigrationChangesTest.migrate(
          place, stated("INSERT INTO people (id, name) VALUES (:new.id, upper(:new.name))"), live);
      place.execute("INSERT INTO named VALUES (4, 'Dee')");
      assertThat(place.lines("SELECT name FROM people WHERE id = 4")).containsExactly("DEE");
      assertThatThrownBy(() -> place.execute("DELETE FROM named"))
          .hasMessageContaining("it is a view");
      MigrationChangesTest.migrate(place, PLAIN, live);
      assertThat(place.lines("SELECT name FROM sqlite_schema WHERE type = 'trigger'")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void writesOutliveARebuildAndARename(boolean live) throws Exception {
    try (SchemaPlace place = SchemaPlace.fresh("sqlite")) {
      MigrationChangesTest.migrate(place, OVER, live);
      place.execute("INSERT INTO named VALUES (1, 'Asha')");
      App rebuilt =
          app(
              table("people")
                  .constant("name", Scalar.TEXT, false, new Value.Text("nobody"))
                  .unique("name"),
              columns(Drawn.written("named", SELECT, "people", Map.of())));
      MigrationChangesTest.migrate(place, rebuilt, live);
      place.execute("UPDATE named SET name = 'Bo' WHERE id = 1");
      App renamed =
          app(
              table("folk")
                  .was("people")
                  .column("title", "name", Scalar.TEXT, true, Fill.Nothing.NOTHING),
              Drawn.written("named", "SELECT id, title FROM folk WHERE id < 100", "folk", Map.of())
                  .column("id", Scalar.LONG, false)
                  .column("title", Scalar.TEXT, true));
      MigrationChangesTest.migrate(place, renamed, live);
      place.execute("INSERT INTO named VALUES (2, 'Cy')");
      assertThat(place.lines("SELECT id, title FROM folk ORDER BY id"))
          .containsExactly("1|Bo", "2|Cy");
    }
  }

  @Test
  void aStatementThatNamesWhatIsNotThereFailsTheMigration() throws Exception {
    try (SchemaPlace place = SchemaPlace.fresh("sqlite")) {
      MigrationChangesTest.migrate(place, OVER, false);
      assertThatThrownBy(() ->
              MigrationChangesTest.migrate(
                  place, stated("INSERT INTO nowhere (id) VALUES (:new.id)"), false))
          .hasStackTraceContaining("nowhere");
      place.execute("INSERT INTO named VALUES (1, 'still written')");
      assertThat(place.lines("SELECT id FROM people")).containsExactly("1");
    }
  }

  @Test
  void aForeignTriggerOfAViewStaysAndIsNoDrift() throws Exception {
    try (SchemaPlace place = SchemaPlace.fresh("sqlite")) {
      MigrationChangesTest.migrate(place, PLAIN, false);
      place.execute("CREATE TRIGGER mine INSTEAD OF DELETE ON named BEGIN DELETE FROM people; END");
      App rebuilt =
          app(
              table("people").constant("name", Scalar.TEXT, false, new Value.Text("nobody")),
              Drawn.view("named", SELECT));
      MigrationChangesTest.migrate(place, rebuilt, false);
      assertThat(place.lines("SELECT name FROM sqlite_schema WHERE type = 'trigger'"))
          .containsExactly("mine");
    }
  }
}
