package msingi.testkit.conformance;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import msingi.testkit.conformance.Fixture.Column;
import msingi.testkit.conformance.Fixture.Table;

/**
 * PostgreSQL's types as ours. On PostgreSQL some are kept as they are. Others that we do not have
 * become text, which keeps their values as they are written; or json where the rows hold something
 * else than texts.
 */
final class FixtureTypes {
  private static final Map<String, String> SAME =
      Map.ofEntries(
          Map.entry("smallint", "int"),
          Map.entry("integer", "int"),
          Map.entry("test.devil_int", "int"),
          Map.entry("bigint", "long"),
          Map.entry("numeric", "decimal(18,2)"),
          Map.entry("real", "float"),
          Map.entry("double precision", "float"),
          Map.entry("boolean", "bool"),
          Map.entry("date", "date"),
          Map.entry("time without time zone", "time"),
          Map.entry("timestamp with time zone", "timestamp"),
          Map.entry("timestamp without time zone", "datetime"),
          Map.entry("uuid", "uuid"),
          Map.entry("json", "json"),
          Map.entry("jsonb", "json"),
          Map.entry("bytea", "bytes"));
  private static final Set<String> NATIVE =
      Set.of(
          "bit(5)",
          "bit(5)[]",
          "character(4)",
          "character(5)",
          "character(5)[]",
          "money",
          "numrange",
          "oid",
          "oid[]",
          "time with time zone",
          "timestamp without time zone",
          "tsrange",
          "tsvector");
  private static final Set<String> DOMAINS =
      Set.of("color", "isodate", "bytea_b64", "unixtz", "monetary", "devil_int");

  /** Those that SQLite's types show in their way. */
  private static final Set<String> REPRESENTED = Set.of("color", "isodate", "unixtz", "monetary");

  private static final List<String> WHOLE = List.of("int", "long");
  private static final List<String> ARRAYS = List.of("int", "long", "text", "bool");
  private static final Pattern VARYING = Pattern.compile("character varying\\((\\d+)\\)");
  private static final Pattern TEXT = Pattern.compile("'((?:[^']|'')*)'::.*", Pattern.DOTALL);
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

  private final Fixture fixture;
  private final boolean sqlite;

  /**
   * @param sqlite whether it is for SQLite, which has no types but ours
   */
  FixtureTypes(Fixture fixture, boolean sqlite) {
    this.fixture = fixture;
    this.sqlite = sqlite;
  }

  /** The field of a column, as the definition spells it out. */
  JsonObject field(Table table, Column column, String identifier) {
    String type = type(table, column);
    JsonObject field = new JsonObject().put("is", type);
    if (!identifier.equals(column.name())) {
      field.put("name", column.name());
    }
    if (fixture.enums().containsKey(column.type())) {
      field.put("one_of", new JsonArray(fixture.enums().get(column.type())));
    }
    if (column.identity() || column.fallback().startsWith("nextval(")) {
      return field.put("identity", true);
    }
    if (column.nullable()) {
      field.put("optional", true);
    }
    fallback(column.fallback(), type).ifPresent(it -> field.put("default", it));
    return field;
  }

  /** Our type of a column: that of the whole number it refers to, else its own. */
  String type(Table table, Column column, Map<String, Table> tables) {
    String own = type(table, column);
    for (Fixture.Constraint foreign : table.constraints("f")) {
      Table target = tables.get(foreign.references());
      if (target != null && foreign.columns().equals(List.of(column.name()))) {
        String there = type(target, target.column(foreign.there().getFirst()));
        return WHOLE.contains(own) && WHOLE.contains(there) ? there : own;
      }
    }
    return own;
  }

  /** Our type of a column by itself. */
  String type(Table table, Column column) {
    String domain = column.type().replace("test.", "");
    if ((sqlite ? REPRESENTED : DOMAINS).contains(domain)) {
      return domain;
    }
    String same = SAME.get(column.type());
    if (same != null) {
      return same;
    }
    if (!sqlite && NATIVE.contains(column.type())) {
      return "native(" + column.type() + ")";
    }
    Matcher varying = VARYING.matcher(column.type());
    if (varying.matches()) {
      return "text(0.." + varying.group(1) + ")";
    }
    if (column.type().endsWith("[]")) {
      String element = column.type().substring(0, column.type().length() - 2);
      String ours = SAME.getOrDefault(element, element);
      boolean flat = table.rows().stream().noneMatch(it -> nested(it.getValue(column.name())));
      boolean known = ARRAYS.contains(ours);
      return known && flat ? ours + "[]" : known && !sqlite ? "native(" + element + "[])" : "json";
    }
    return table.rows().stream().allMatch(it -> text(it.getValue(column.name()))) ? "text" : "json";
  }

  private static boolean nested(Object value) {
    return value instanceof JsonArray array
        && array.stream().anyMatch(it -> it instanceof JsonArray);
  }

  private static boolean text(@org.jspecify.annotations.Nullable Object value) {
    return value == null || value instanceof String;
  }

  /** A default that is a constant or the moment; others are left out. */
  private static Optional<Object> fallback(String text, String type) {
    if (DOMAINS.contains(type)) {
      return Optional.empty(); // the administrator gives it
    }
    if (text.equals("now()")) {
      // A day and a time of no zone has no moment of its own.
      return type.equals("datetime")
          ? Optional.empty()
          : Optional.of(new JsonObject().put("expr", "now()"));
    }
    if (text.equals("true") || text.equals("false")) {
      return Optional.of(Boolean.valueOf(text));
    }
    if (NUMBER.matcher(text).matches()) {
      return Optional.of(text.contains(".") ? (Object) Double.valueOf(text) : Long.valueOf(text));
    }
    Matcher quoted = TEXT.matcher(text);
    if (!quoted.matches() || type.startsWith("native(")) {
      return Optional.empty();
    }
    String value = quoted.group(1).replace("''", "'");
    return Optional.of(
        type.equals("json") && value.startsWith("{") ? Json.decodeValue(value) : value);
  }
}
