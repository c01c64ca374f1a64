package msingi.testkit.conformance;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The database behind the cases, as it was in PostgreSQL.
 *
 * @param enums labels by "schema.name"
 */
record Fixture(List<Table> tables, Map<String, List<String>> enums) {
  Fixture {
    tables = List.copyOf(tables);
    enums = Map.copyOf(enums);
  }

  /**
   * A table.
   *
   * @param rows JSON objects
   */
  record Table(
      String schema,
      String name,
      List<Column> columns,
      List<Constraint> constraints,
      List<JsonObject> rows) {

    /** As references spell it. */
    String full() {
      return schema + "." + name;
    }

    List<Constraint> constraints(String kind) {
      return constraints.stream().filter(it -> it.kind().equals(kind)).toList();
    }

    Column column(String wanted) {
      return columns.stream().filter(it -> it.name().equals(wanted)).findFirst().orElseThrow();
    }
  }

  /**
   * A column.
   *
   * @param type PostgreSQL's name of the type
   * @param fallback PostgreSQL's text of the default, or empty
   */
  record Column(String name, String type, boolean nullable, String fallback, boolean identity) {}

  /**
   * A constraint.
   *
   * @param kind p, u or f
   * @param references the full name of the table that a foreign key points at
   */
  record Constraint(
      String name, String kind, List<String> columns, String references, List<String> there) {}

  /** A file beside this class. */
  static InputStream resource(String name) throws IOException {
    InputStream in = Fixture.class.getResourceAsStream(name);
    if (in == null) {
      throw new IllegalStateException("the resource " + name + " is missing");
    }
    return name.endsWith(".gz") ? new GZIPInputStream(in) : in;
  }

  /** The fixture that the project keeps. */
  static Fixture kept() {
    try (InputStream in = resource("fixture.json.gz")) {
      return of(new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Fixture of(JsonObject json) {
    Map<String, List<String>> enums = new HashMap<>();
    json.getJsonArray("enums")
        .forEach(it -> {
          JsonObject one = (JsonObject) it;
          String name = one.getString("schema") + "." + one.getString("name");
          enums.put(name, texts(one.getJsonArray("labels")));
        });
    List<Table> tables = new ArrayList<>();
    json.getJsonArray("tables").forEach(it -> tables.add(table((JsonObject) it)));
    return new Fixture(tables, enums);
  }

  private static Table table(JsonObject json) {
    List<Column> columns = new ArrayList<>();
    json.getJsonArray("columns")
        .forEach(it -> {
          JsonObject one = (JsonObject) it;
          columns.add(
              new Column(
                  one.getString("name"),
                  one.getString("type"),
                  one.getBoolean("nullable"),
                  one.getBoolean("generated") ? "" : text(one.getString("default")),
                  one.getBoolean("identity")));
        });
    List<Constraint> constraints = new ArrayList<>();
    json.getJsonArray("constraints")
        .forEach(it -> {
          JsonObject one = (JsonObject) it;
          constraints.add(
              new Constraint(
                  one.getString("name"),
                  one.getString("type"),
                  texts(one.getJsonArray("columns")),
                  text(one.getString("references")),
                  texts(one.getJsonArray("referenced_columns"))));
        });
    List<JsonObject> rows = new ArrayList<>();
    json.getJsonArray("rows").forEach(it -> rows.add(row(it, columns)));
    return new Table(json.getString("schema"), json.getString("name"), columns, constraints, rows);
  }

  /** A row; where the only column was written without its name, it gets it. */
  private static JsonObject row(Object row, List<Column> columns) {
    return row instanceof JsonObject object
        ? object
        : new JsonObject().put(columns.getFirst().name(), row);
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static List<String> texts(@Nullable JsonArray array) {
    List<String> texts = new ArrayList<>();
    if (array != null) {
      array.forEach(it -> texts.add(String.valueOf(it)));
    }
    return texts;
  }
}
