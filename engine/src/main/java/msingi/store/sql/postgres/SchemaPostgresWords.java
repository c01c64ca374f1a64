package msingi.store.sql.postgres;

import msingi.definition.App;
import msingi.definition.Collection;
import msingi.definition.Column;
import msingi.expression.Expression;
import msingi.expression.Type;
import msingi.store.SchemaImage.Name;
import msingi.store.sql.Dialect;
import msingi.store.sql.SchemaWords;

/** How an application is written down in PostgreSQL: native types, schemas. */
record SchemaPostgresWords() implements SchemaWords {

  @Override
  public Dialect dialect() {
    return Dialect.POSTGRES;
  }

  @Override
  public String dialectName() {
    return "postgres";
  }

  @Override
  public Name name(App app, Collection collection, String name) {
    return new Name(collection.schema(), name);
  }

  @Override
  public String table(Name name) {
    return Dialect.quote(name.schema()) + "." + Dialect.quote(name.name());
  }

  @Override
  public String backfill(Column.Fill fill, Type type) {
    return switch (fill) {
      case Column.Fill.NewId _ -> "gen_random_uuid()";
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

  private static String moment(Type type) {
    return type == Type.Scalar.DATE
        ? "(now() AT TIME ZONE 'UTC')::date"
        : type == Type.Scalar.TIMESTAMP ? "now()" : "";
  }

  @Override
  public String type(Type type, String collation) {
    return switch (type) {
      case Type.Decimal(int precision, int scale) -> "numeric(" + precision + "," + scale + ")";
      case Type.Array(Type element) when element == Type.Scalar.TEXT ->
          "text[] COLLATE " + Dialect.quote(collation.isEmpty() ? "C" : collation);
      case Type.Array(Type element) -> type(element, collation) + "[]";
      case Type.Native(String name, _) -> name;
      case Type.Represented(Type stored, _) -> type(stored, collation);
      case Type.Scalar scalar ->
          switch (scalar) {
            case TEXT -> "text COLLATE " + Dialect.quote(collation.isEmpty() ? "C" : collation);
            case INT -> "int4";
            case LONG -> "int8";
            case FLOAT -> "float8";
            case BOOL -> "boolean";
            case DATE -> "date";
            case TIME -> "time";
            case TIMESTAMP -> "timestamptz";
            case DATETIME -> "timestamp";
            case UUID -> "uuid";
            case JSON -> "jsonb";
            case BYTES -> "bytea";
          };
    };
  }
}
