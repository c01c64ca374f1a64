package msingi.store.sql.sqlite;

import java.util.SortedMap;
import msingi.definition.App;
import msingi.definition.Collection;
import msingi.definition.Column;
import msingi.expression.Expression;
import msingi.expression.Type;
import msingi.store.SchemaImage.Name;
import msingi.store.sql.Dialect;
import msingi.store.sql.SchemaWords;

/** How an application is written down in SQLite: one schema, STRICT tables. */
record SchemaSqliteWords() implements SchemaWords {

  /** Eight hexadecimal groups of a random UUID, version 4. */
  private static final String UUID =
      "(lower(hex(randomblob(4))) || '-' || lower(hex(randomblob(2))) || '-4' ||"
          + " substr(lower(hex(randomblob(2))), 2) || '-' ||"
          + " substr('89ab', 1 + (random() & 3), 1) ||"
          + " substr(lower(hex(randomblob(2))), 2) || '-' || lower(hex(randomblob(6))))";

  @Override
  public Dialect dialect() {
    return Dialect.SQLITE;
  }

  @Override
  public String dialectName() {
    return "sqlite";
  }

  @Override
  public Name name(App app, Collection collection, String name) {
    boolean first = collection.schema().equals(app.schemas().getFirst());
    return new Name("", first ? name : collection.schema() + "." + name);
  }

  @Override
  public String table(Name name) {
    return Dialect.quote(name.name());
  }

  @Override
  public String backfill(Column.Fill fill, Type type) {
    return switch (fill) {
      case Column.Fill.NewId _ -> UUID;
      case Column.Fill.OnCreate _, Column.Fill.OnUpdate _ -> moment(type);
      case Column.Fill.Computed computed when computed.expression() instanceof Expression.Moment ->
          moment(type);
      case Column.Fill.Computed _,
          Column.Fill.Nothing _,
          Column.Fill.Identity _,
          Column.Fill.Stored _,
          Column.Fill.Constant _ ->
          "";
    };
  }

  @Override
  public SortedMap<String, String> writes(
      App app, Collection collection, Collection.Kind.View view) {
    return new SchemaSqliteViews(this, app, collection).writes(view);
  }

  private static String moment(Type type) {
    return type == Type.Scalar.DATE
        ? "date('now')"
        : type == Type.Scalar.TIMESTAMP
            ? "CAST(round(unixepoch('subsec') * 1000) AS INTEGER) * 1000"
            : "";
  }

  @Override
  public String type(Type type, String collation) {
    return switch (type) {
      case Type.Decimal _ -> "INTEGER";
      case Type.Array _, Type.Native _ -> "TEXT";
      case Type.Represented(Type stored, _) -> type(stored, collation);
      case Type.Scalar scalar ->
          switch (scalar) {
            case TEXT, DATE, TIME, DATETIME, UUID, JSON -> "TEXT";
            case INT, LONG, BOOL, TIMESTAMP -> "INTEGER";
            case FLOAT -> "REAL";
            case BYTES -> "BLOB";
          };
    };
  }
}
