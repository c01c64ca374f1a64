package msingi.testkit.conformance;

import io.vertx.core.json.JsonArray;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import msingi.definition.App;
import msingi.definition.Collection;
import msingi.definition.Column;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.store.sql.Dialect;
import msingi.testkit.conformance.Fixture.Table;
import msingi.wire.JsonBody;
import msingi.wire.JsonReader;

/** The rows of the fixture as statements of a store. */
final class FixtureRows {
  private static final int MOST = 10_000;

  private final App app;
  private final Dialect dialect;

  FixtureRows(App app, Dialect dialect) {
    this.app = app;
    this.dialect = dialect;
  }

  /** One INSERT for each row. */
  List<String> inserts(List<Table> tables) {
    List<String> statements = new ArrayList<>();
    for (Table table : tables) {
      Collection collection = app.find(table.schema(), table.name()).orElseThrow();
      if (!table.rows().isEmpty()) {
        insert(collection, table, statements);
      }
    }
    return statements;
  }

  private void insert(Collection collection, Table table, List<String> statements) {
    List<String> names = collection.columns().stream().map(Column::name).toList();
    byte[] json = new JsonArray(table.rows()).encode().getBytes(StandardCharsets.UTF_8);
    JsonBody body = JsonReader.read(json, names, name -> type(collection, name), MOST);
    for (JsonBody.Item row : body.rows()) {
      List<String> values = new ArrayList<>();
      for (int at = 0; at < names.size(); at++) {
        values.add(literal(row.values().get(at), type(collection, names.get(at))));
      }
      statements.add(
          "INSERT INTO "
              + dialect.table(app, collection)
              + " ("
              + String.join(", ", names.stream().map(Dialect::quote).toList())
              + ") "
              + "VALUES ("
              + String.join(", ", values)
              + ")");
    }
  }

  private String literal(Value value, Type type) {
    return dialect.literal(value, type);
  }

  /** Statements that let each numbered column of PostgreSQL go on after its largest number. */
  List<String> sequences() {
    List<String> statements = new ArrayList<>();
    for (Collection collection : app.collections().values()) {
      for (Column column : collection.columns()) {
        if (column.fill() instanceof Column.Fill.Identity) {
          String table = dialect.table(app, collection);
          String name = Dialect.quote(column.name());
          statements.add(
              "SELECT setval(pg_get_serial_sequence('%s', '%s'), (SELECT coalesce(max(%s), 0) + 1 FROM %s), false)"
                  .formatted(
                      table.replace("'", "''"), column.name().replace("'", "''"), name, table));
        }
      }
    }
    return statements;
  }

  /** The fixture's rows hold what is stored, however it is shown. */
  private static Type type(Collection collection, String column) {
    Type type = collection.column(column).orElseThrow().type();
    return type instanceof Type.Represented(Type stored, _) ? stored : type;
  }
}
