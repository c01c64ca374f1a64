package msingi.store.sql.sqlite;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import msingi.definition.App;
import msingi.definition.Collection;
import msingi.definition.Collection.Kind;
import msingi.definition.Collection.Writing;
import msingi.definition.Column;
import msingi.definition.Column.Fill;
import msingi.definition.SqlBody;
import msingi.definition.SqlBody.Part;
import msingi.store.SchemaImage;
import msingi.store.sql.Dialect;

/**
 * Writes through views: a trigger stands for each INSERT, UPDATE or DELETE
 * (sqlite.org/lang_createtrigger.html, section 3). What it does is written by the author of the
 * definition, or made from the collection that the view shows.
 */
final class SchemaSqliteViews {
  private static final List<String> EVENTS = List.of("DELETE", "INSERT", "UPDATE");

  private final SchemaSqliteWords words;
  private final App app;
  private final Collection view;

  SchemaSqliteViews(SchemaSqliteWords words, App app, Collection view) {
    this.words = words;
    this.app = app;
    this.view = view;
  }

  /** The triggers of a view. */
  static List<String> triggers(SchemaImage.View view) {
    List<String> triggers = new ArrayList<>();
    view.writes()
        .forEach((event, statements) ->
            triggers.add(
                "CREATE TRIGGER "
                    + Dialect.quote(name(view, event))
                    + " INSTEAD OF "
                    + event
                    + " ON "
                    + SchemaSqliteTables.quoted(view.name())
                    + " BEGIN\n"
                    + statements
                    + "\nEND"));
    return triggers;
  }

  /** The names of its triggers. */
  static List<String> names(SchemaImage.View view) {
    return EVENTS.stream().map(it -> name(view, it)).toList();
  }

  private static String name(SchemaImage.View view, String event) {
    return view.name().name() + suffix(event);
  }

  private static String suffix(String event) {
    return "_instead_of_" + event.toLowerCase(java.util.Locale.ROOT);
  }

  /** The names of a view's triggers as SQL, from an SQL expression for its name. */
  static String namesOf(String view) {
    return EVENTS.stream()
        .map(it -> view + " || " + Dialect.text(suffix(it)))
        .collect(Collectors.joining(", "));
  }

  /**
   * Fails where a trigger names what is not there: SQLite looks at a trigger's names only when
   * something is written, which is too late.
   */
  static void look(SchemaSqliteLink link, SchemaImage.View view) {
    String name = SchemaSqliteTables.quoted(view.name());
    for (String event : view.writes().keySet()) {
      link.execute(
          switch (event) {
            case "INSERT" -> "EXPLAIN INSERT INTO " + name + " SELECT * FROM " + name;
            case "DELETE" -> "EXPLAIN DELETE FROM " + name;
            default -> "EXPLAIN UPDATE " + name + " SET " + unchanged(link, view);
          });
    }
  }

  private static String unchanged(SchemaSqliteLink link, SchemaImage.View view) {
    String columns = "pragma_table_info(" + Dialect.text(view.name().name()) + ")";
    String column =
        Dialect.quote(
            String.valueOf(
                link.query("SELECT name FROM " + columns + " LIMIT 1").getFirst().getFirst()));
    return column + " = " + column;
  }

  /** What is done instead, by event. */
  SortedMap<String, String> writes(Kind.View kind) {
    SortedMap<String, String> writes = new TreeMap<>();
    for (Writing writing : kind.writes()) {
      Map<String, String> texts = kind.statements().getOrDefault(writing, Map.of());
      String made =
          Kind.View.text(texts, "sqlite")
              .map(this::written)
              .orElseGet(() -> made(writing, app.collection(kind.of())));
      writes.put(event(writing), made);
    }
    return writes;
  }

  private static String event(Writing writing) {
    return switch (writing) {
      case CREATE -> "INSERT";
      case UPDATE -> "UPDATE";
      case DELETE -> "DELETE";
    };
  }

  /** The author's statements, with the row's values where they are named. */
  private String written(String text) {
    return SqlBody.of(text, SqlBody.Quoting.BRACKETS).statements().stream()
        .map(it -> it.parts().stream().map(this::part).collect(Collectors.joining()).strip())
        .collect(Collectors.joining("\n;\n", "", "\n;"));
  }

  private String part(Part part) {
    return switch (part) {
      case Part.Text(String plain) -> plain;
      case Part.Named(String name, int _) -> {
        int dot = name.indexOf('.');
        Column column = view.named(name.substring(dot + 1)).orElseThrow();
        yield name.substring(0, dot) + "." + Dialect.quote(column.name());
      }
    };
  }

  private String made(Writing writing, Collection base) {
    String table = words.table(words.name(app, base, base.table()));
    return switch (writing) {
      case CREATE -> {
        Map<String, String> values = values(writing, base);
        yield "INSERT INTO "
            + table
            + " ("
            + values.keySet().stream().map(Dialect::quote).collect(Collectors.joining(", "))
            + ")\nVALUES ("
            + String.join(", ", values.values())
            + ");";
      }
      case UPDATE -> "UPDATE " + table + " SET " + set(values(writing, base)) + same(base);
      case DELETE -> "DELETE FROM " + table + same(base);
    };
  }

  /** What stands in the collection's columns: the view's own, and what the engine would fill. */
  private Map<String, String> values(Writing writing, Collection base) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Column column : base.columns()) {
      String filled = words.backfill(column.fill(), column.type());
      if (view.column(column.name()).isPresent()) {
        values.put(column.name(), "new." + Dialect.quote(column.name()));
      } else if (filled(column, writing) && !filled.isEmpty()) {
        values.put(column.name(), filled);
      }
    }
    return values;
  }

  private static String set(Map<String, String> values) {
    return values.entrySet().stream()
        .map(it -> Dialect.quote(it.getKey()) + " = " + it.getValue())
        .collect(Collectors.joining(", "));
  }

  private static String same(Collection base) {
    return base.key().columns().stream()
        .map(Dialect::quote)
        .map(it -> it + " = old." + it)
        .collect(Collectors.joining(" AND ", "\nWHERE ", ";"));
  }

  /** Whether the engine would fill a column that the view does not show. */
  private static boolean filled(Column column, Writing writing) {
    boolean updated = column.fill() instanceof Fill.OnUpdate;
    return writing == Writing.UPDATE
        ? updated
        : updated || column.fill() instanceof Fill.OnCreate || column.fill() instanceof Fill.NewId;
  }
}
