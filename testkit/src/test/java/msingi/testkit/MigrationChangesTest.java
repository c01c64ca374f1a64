package msingi.testkit;

import static msingi.testkit.Drawn.app;
import static msingi.testkit.Drawn.table;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import msingi.definition.App;
import msingi.definition.Column;
import msingi.definition.Column.Fill;
import msingi.definition.Relation.OnDelete;
import msingi.expression.Expression;
import msingi.expression.Type;
import msingi.expression.Type.Scalar;
import msingi.expression.Value;
import msingi.migrate.Migration;
import msingi.migrate.MigrationPlan;
import msingi.migrate.MigrationStep;
import msingi.migrate.Permission;
import msingi.migrate.Progress;
import msingi.migrate.Target;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every kind of change, there and back, at once and phase by phase, on each store with rows in it:
 * the database becomes what a new one would be, and the rows are compared.
 */
class MigrationChangesTest {
  private static final Map<Object, SortedMap<String, String>> FRESH = new HashMap<>();
  private static final List<String> STORES = List.of("sqlite", "postgres 14", "postgres 18");

  /**
   * A change.
   *
   * @param rows statements that lay down rows of the old definition
   * @param question run after the change and, as {@code back}, after the way back
   */
  record Change(
      String name,
      App before,
      App after,
      List<String> rows,
      String question,
      List<String> expected,
      String back,
      List<String> expectedBack) {}

  private static Change change(
      String name,
      App before,
      App after,
      List<String> rows,
      String question,
      List<String> expected,
      String back,
      List<String> expectedBack) {
    return new Change(name, before, after, rows, question, expected, back, expectedBack);
  }

  /** A change that leaves what {@code question} asks for as it is, in both directions. */
  private static Change keeping(
      String name, App before, App after, List<String> rows, String question, String... lines) {
    return new Change(
        name, before, after, rows, question, List.of(lines), question, List.of(lines));
  }

  private static final List<String> PEOPLE =
      List.of("INSERT INTO people (id, name) VALUES (1, 'Asha'), (2, 'Bo'), (7, NULL)");
  private static final String NAMES = "SELECT id, name FROM people ORDER BY id";
  private static final String[] SAME = {"1|Asha", "2|Bo", "7|-"};

  private static Drawn people() {
    return table("people").column("name", Scalar.TEXT, true);
  }

  private static Change type(Type from, Type to, String literals, String there, String back) {
    List<String> values = List.of(literals.split("; ", -1));
    List<String> rows = new ArrayList<>();
    for (String value : values) {
      rows.add("INSERT INTO people (id, v) VALUES (" + (rows.size() + 1) + ", " + value + ")");
    }
    return change(
        from + " to " + to,
        app(table("people").column("v", from, true)),
        app(table("people").column("v", to, true)),
        rows,
        "SELECT v FROM people ORDER BY id",
        List.of(there.split("; ", -1)),
        "SELECT v FROM people ORDER BY id",
        List.of(back.split("; ", -1)));
  }

  /** Every kind of change, each with rows and what becomes of them. */
  static List<Change> changes() {
    List<Change> all = new ArrayList<>();
    tables(all);
    columnsAndConstraints(all);
    references(all);
    keysAndViews(all);
    others(all);
    searches(all);
    return all;
  }

  private static void tables(List<Change> all) {
    Expression longer =
        new Expression.Compare(
            Expression.Comparison.GREATER,
            new Expression.Column(Expression.ROW, "id", Scalar.LONG),
            new Expression.Literal(new Value.Whole(0), Scalar.LONG));
    all.add(
        keeping("collection", app(people()), app(people(), table("towns")), PEOPLE, NAMES, SAME));
    all.add(
        keeping(
            "collection with reference",
            app(people()),
            app(
                people(),
                table("towns")
                    .column("mayor", Scalar.LONG, true)
                    .refers("mayor", "people", OnDelete.CLEAR)),
            PEOPLE,
            NAMES,
            SAME));
    all.add(
        change(
            "rename collection",
            app(people().unique("name").index("id", "name").check("id_check", longer)),
            app(
                table("folk")
                    .was("people")
                    .column("name", Scalar.TEXT, true)
                    .unique("name")
                    .index("id", "name")
                    .check("id_check", longer)),
            PEOPLE,
            "SELECT id, name FROM folk ORDER BY id",
            List.of(SAME),
            "SELECT count(*) FROM people",
            List.of("0")));
    all.add(
        change(
            "rename field",
            app(people().unique("name").check("id_check", longer)),
            app(
                table("people")
                    .column("title", "name", Scalar.TEXT, true, Fill.Nothing.NOTHING)
                    .unique("title")
                    .check("id_check", longer)),
            PEOPLE,
            "SELECT id, title FROM people ORDER BY id",
            List.of(SAME),
            NAMES,
            List.of("1|-", "2|-", "7|-")));
    all.add(
        keeping(
            "field",
            app(people()),
            app(
                people()
                    .column(
                        "age",
                        Scalar.INT,
                        true,
                        new Column.Refinement.Bounds(new Value.Whole(0), Value.Null.NULL))),
            PEOPLE,
            NAMES,
            SAME));
  }

  private static void columnsAndConstraints(List<Change> all) {
    Expression longer =
        new Expression.Compare(
            Expression.Comparison.GREATER,
            new Expression.Column(Expression.ROW, "id", Scalar.LONG),
            new Expression.Literal(new Value.Whole(0), Scalar.LONG));
    all.add(
        change(
            "field with default",
            app(people()),
            app(people().constant("age", Scalar.INT, false, new Value.Whole(30))),
            PEOPLE,
            "SELECT id, name, age FROM people ORDER BY id",
            List.of("1|Asha|30", "2|Bo|30", "7|-|30"),
            NAMES,
            List.of(SAME)));
    all.add(
        change(
            "required field that the engine fills",
            app(people()),
            app(
                people()
                    .column("token", "", Scalar.UUID, false, Fill.NewId.NEW_ID)
                    .unique("token")),
            PEOPLE,
            "SELECT count(DISTINCT token), min(length(CAST(token AS text))) FROM people",
            List.of("3|36"),
            NAMES,
            List.of(SAME)));
    all.add(
        change(
            "required",
            app(people()),
            app(table("people").constant("name", Scalar.TEXT, false, new Value.Text("nobody's"))),
            PEOPLE,
            NAMES,
            List.of("1|Asha", "2|Bo", "7|nobody's"),
            NAMES,
            List.of("1|Asha", "2|Bo", "7|nobody's")));
    all.add(keeping("unique", app(people()), app(people().unique("name")), PEOPLE, NAMES, SAME));
    all.add(keeping("index", app(people()), app(people().index("name")), PEOPLE, NAMES, SAME));
    all.add(
        keeping(
            "check", app(people()), app(people().check("id_check", longer)), PEOPLE, NAMES, SAME));
    all.add(
        keeping(
            "default",
            app(people()),
            app(table("people").constant("name", Scalar.TEXT, true, new Value.Text("x"))),
            PEOPLE,
            NAMES,
            SAME));
    all.add(
        keeping(
            "text limits",
            app(
                table("people")
                    .column("name", Scalar.TEXT, true, new Column.Refinement.Length(1, 10))),
            app(
                table("people")
                    .column("name", Scalar.TEXT, true, new Column.Refinement.Length(2, 90))),
            PEOPLE,
            NAMES,
            SAME));
  }

  private static void references(List<Change> all) {
    all.add(
        keeping(
            "one_of",
            app(
                table("people")
                    .column(
                        "name",
                        Scalar.TEXT,
                        true,
                        new Column.Refinement.OneOf(List.of("Asha", "Bo")))),
            app(
                table("people")
                    .column(
                        "name",
                        Scalar.TEXT,
                        true,
                        new Column.Refinement.OneOf(List.of("Bo", "Asha", "C'o")))),
            PEOPLE,
            NAMES,
            SAME));
    all.add(
        keeping(
            "reference",
            app(people().column("friend", Scalar.LONG, true)),
            app(
                people()
                    .column("friend", Scalar.LONG, true)
                    .refers("friend", "people", OnDelete.RESTRICT)),
            List.of(PEOPLE.getFirst(), "UPDATE people SET friend = 1 WHERE id = 2"),
            "SELECT id, friend FROM people ORDER BY id",
            "1|-",
            "2|1",
            "7|-"));
    all.add(
        keeping(
            "on_delete",
            app(
                people()
                    .column("friend", Scalar.LONG, true)
                    .refers("friend", "people", OnDelete.RESTRICT)),
            app(
                people()
                    .column("friend", Scalar.LONG, true)
                    .refers("friend", "people", OnDelete.CASCADE)),
            List.of(PEOPLE.getFirst(), "UPDATE people SET friend = 1 WHERE id = 2"),
            "SELECT id, friend FROM people ORDER BY id",
            "1|-",
            "2|1",
            "7|-"));
    all.add(
        keeping(
            "key",
            app(table("marks").column("code", Scalar.LONG, false)),
            app(table("marks").column("code", Scalar.LONG, false).key("id", "code")),
            List.of("INSERT INTO marks (id, code) VALUES (1, 5), (2, 5)"),
            "SELECT id, code FROM marks ORDER BY id",
            "1|5",
            "2|5"));
  }

  private static void keysAndViews(List<Change> all) {
    all.add(
        keeping(
            "key under a reference",
            app(
                table("towns").column("code", Scalar.LONG, false),
                people().column("town", Scalar.LONG, true).refers("town", "towns", OnDelete.CLEAR)),
            app(
                table("towns").column("code", Scalar.LONG, false).unique("id").key("code"),
                people().column("town", Scalar.LONG, true).refers("town", "towns", OnDelete.CLEAR)),
            List.of(
                "INSERT INTO towns (id, code) VALUES (3, 30)",
                "INSERT INTO people (id, name, town) VALUES (1, 'Asha', 3)"),
            "SELECT id, name, town FROM people",
            "1|Asha|3"));
    all.add(
        keeping(
            "identity",
            app(people()),
            app(
                Drawn.bare("people")
                    .column("id", "", Scalar.LONG, false, Fill.Identity.IDENTITY)
                    .column("name", Scalar.TEXT, true)),
            PEOPLE,
            NAMES,
            SAME));
    all.add(
        keeping(
            "view",
            app(people()),
            app(people(), Drawn.view("named", "SELECT id FROM people WHERE name IS NOT NULL")),
            PEOPLE,
            NAMES,
            SAME));
    all.add(
        change(
            "view over a changed field",
            app(people(), Drawn.view("named", "SELECT id, name FROM people")),
            app(
                table("people").column("title", "name", Scalar.TEXT, true, Fill.Nothing.NOTHING),
                Drawn.view("named", "SELECT id, title AS name FROM people")),
            PEOPLE,
            "SELECT id, name FROM named ORDER BY id",
            List.of(SAME),
            "SELECT count(*) FROM named",
            List.of("3")));
  }

  private static void others(List<Change> all) {
    all.add(
        keeping(
            "junction",
            app(people(), table("towns")),
            app(
                people(),
                table("towns"),
                Drawn.bare("people_towns")
                    .column("people_id", Scalar.LONG, false)
                    .column("towns_id", Scalar.LONG, false)
                    .key("people_id", "towns_id")
                    .refers("people_id", "people", OnDelete.CASCADE)
                    .refers("towns_id", "towns", OnDelete.CASCADE)),
            PEOPLE,
            NAMES,
            SAME));
    all.add(
        keeping(
            "field that refers",
            app(people(), table("towns")),
            app(
                people()
                    .column("town_id", Scalar.LONG, true)
                    .index("town_id")
                    .refers("town_id", "towns", OnDelete.RESTRICT),
                table("towns")),
            PEOPLE,
            NAMES,
            SAME));
    all.addAll(types());
  }

  private static void searches(List<Change> all) {
    App simple = app(people().search("simple", "name"));
    all.add(keeping("search", app(people()), simple, PEOPLE, NAMES, SAME));
    all.add(
        keeping(
            "language of a search",
            simple,
            app(people().search("english", "name")),
            PEOPLE,
            NAMES,
            SAME));
    all.add(
        keeping(
            "collection with a search",
            app(people()),
            app(
                people(),
                table("notes").column("text", Scalar.TEXT, true).search("simple", "text")),
            PEOPLE,
            NAMES,
            SAME));
    all.add(
        change(
            "rename what is searched",
            simple,
            app(
                table("folk")
                    .was("people")
                    .column("title", "name", Scalar.TEXT, true, Fill.Nothing.NOTHING)
                    .search("simple", "title")),
            PEOPLE,
            "SELECT id, title FROM folk ORDER BY id",
            List.of(SAME),
            "SELECT count(*) FROM people",
            List.of("0")));
    all.add(
        change(
            "required and searched",
            simple,
            app(
                table("people")
                    .constant("name", Scalar.TEXT, false, new Value.Text("nobody's"))
                    .search("simple", "name")),
            PEOPLE,
            NAMES,
            List.of("1|Asha", "2|Bo", "7|nobody's"),
            NAMES,
            List.of("1|Asha", "2|Bo", "7|nobody's")));
  }

  private static List<Change> types() {
    return List.of(
        type(Scalar.INT, Scalar.LONG, "1; -5; NULL", "1; -5; -", "1; -5; -"),
        type(Scalar.INT, Scalar.TEXT, "1; -5; NULL", "1; -5; -", "1; -5; -"),
        type(Scalar.LONG, new Type.Decimal(18, 0), "1; -5; NULL", "1; -5; -", "1; -5; -"),
        type(Scalar.TEXT, Scalar.DATE, "'2026-01-02'; NULL", "2026-01-02; -", "2026-01-02; -"),
        type(
            Scalar.TEXT,
            Scalar.UUID,
            "'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'",
            "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
            "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
        type(Scalar.TEXT, Scalar.JSON, "'[1, 2]'", "[1, 2]", "[1, 2]"),
        type(Scalar.FLOAT, Scalar.INT, "1.5; -2.5; 2.25", "2; -3; 2", "2; -3; 2"));
  }

  @TestFactory
  Stream<DynamicTest> everyChangeThereAndBack() {
    return STORES.stream()
        .flatMap(store ->
            changes().stream()
                .flatMap(change ->
                    Stream.of(false, true)
                        .map(live ->
                            DynamicTest.dynamicTest(
                                store + (live ? ", live: " : ": ") + change.name(),
                                () -> thereAndBack(store, change, live)))));
  }

  private static void thereAndBack(String store, Change change, boolean live) throws Exception {
    App back = change.before();
    try (SchemaPlace place = SchemaPlace.fresh(store)) {
      migrate(place, change.before(), false);
      place.execute(change.rows().toArray(String[]::new));
      migrate(place, change.after(), live);
      assertThat(lines(place, change.question())).isEqualTo(change.expected());
      assertThat(place.inspect(change.after())).isEqualTo(fresh(store, change.after()));
      assertThat(place.migrator().drift()).isEmpty();
      migrate(place, back, live);
      assertThat(lines(place, change.back())).isEqualTo(change.expectedBack());
      assertThat(place.inspect(change.before())).isEqualTo(fresh(store, change.before()));
      assertThat(place.migrator().plan(back).done()).isTrue();
    }
  }

  private static List<String> lines(SchemaPlace place, String sql) throws Exception {
    return place.lines(sql).stream().map(it -> it.replaceFirst("\\.0$", "")).toList();
  }

  static SortedMap<String, String> fresh(String store, App app) throws Exception {
    List<Object> key = List.of(store, app);
    SortedMap<String, String> known = FRESH.get(key);
    if (known == null) {
      try (SchemaPlace place = SchemaPlace.fresh(store)) {
        migrate(place, app, false);
        known = new TreeMap<>(place.inspect(app));
        FRESH.put(key, known);
      }
    }
    return known;
  }

  static void migrate(SchemaPlace place, App app, boolean live) {
    MigrationPlan plan = place.migrator().plan(app);
    Set<String> lossy = plan.lossy().stream().map(MigrationStep::name).collect(Collectors.toSet());
    Permission permission = new Permission(lossy, false);
    if (!live) {
      place.migrator().apply(new Target(app, ""), permission, Progress.NONE);
      return;
    }
    boolean[] published = {false};
    try (Migration migration =
        place.migrator().begin(new Target(app, ""), permission, Progress.NONE)) {
      migration.expand();
      migration.swap(() -> published[0] = true);
      migration.contract();
    }
    assertThat(published[0]).isTrue();
  }

  @TestFactory
  Stream<DynamicTest> decimalsKeepTheirDigits() {
    return STORES.stream()
        .map(store ->
            DynamicTest.dynamicTest(
                store,
                () -> {
                  App narrow = app(table("prices").column("p", new Type.Decimal(6, 2), true));
                  App wide = app(table("prices").column("p", new Type.Decimal(12, 4), true));
                  try (SchemaPlace place = SchemaPlace.fresh(store)) {
                    migrate(place, narrow, false);
                    BigDecimal unit = new BigDecimal(store.equals("sqlite") ? "100" : "1");
                    place.execute(
                        "INSERT INTO prices (id, p) VALUES (1, "
                            + new BigDecimal("12.34")
                                .multiply(unit)
                                .stripTrailingZeros()
                                .toPlainString()
                            + ")");
                    migrate(place, wide, false);
                    assertThat(place.lines("SELECT p FROM prices"))
                        .containsExactly(store.equals("sqlite") ? "123400" : "12.3400");
                    migrate(place, narrow, false);
                    assertThat(place.lines("SELECT p FROM prices"))
                        .containsExactly(store.equals("sqlite") ? "1234" : "12.34");
                  }
                }));
  }
}
