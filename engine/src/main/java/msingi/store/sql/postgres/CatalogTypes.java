package msingi.store.sql.postgres;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PostgreSQL's names of types as types of the language; {@code native(…)} where it has none. */
final class CatalogTypes {
  private static final Map<String, String> SAME =
      Map.ofEntries(
          Map.entry("smallint", "int"),
          Map.entry("integer", "int"),
          Map.entry("bigint", "long"),
          Map.entry("double precision", "float"),
          Map.entry("boolean", "bool"),
          Map.entry("text", "text"),
          Map.entry("character varying", "text"),
          Map.entry("date", "date"),
          Map.entry("time without time zone", "time"),
          Map.entry("timestamp with time zone", "timestamp"),
          Map.entry("timestamp without time zone", "datetime"),
          Map.entry("uuid", "uuid"),
          Map.entry("jsonb", "json"),
          Map.entry("bytea", "bytes"));

  /** Elements whose arrays PostgreSQL compares with those that a request gives. */
  private static final Set<String> ELEMENTS =
      Set.of("integer", "bigint", "text", "boolean", "uuid", "date", "double precision");

  private static final Pattern VARYING = Pattern.compile("character varying\\((\\d+)\\)");
  private static final Pattern NUMERIC = Pattern.compile("numeric\\((\\d+),(\\d+)\\)");
  private static final Pattern MOMENT = Pattern.compile("(time|timestamp)\\(\\d\\) (with.*)");

  private CatalogTypes() {}

  /**
   * A type.
   *
   * @param nested whether an array holds arrays
   */
  static String of(String name, boolean nested) {
    String same = SAME.get(name);
    if (same != null) {
      return same;
    }
    Matcher varying = VARYING.matcher(name);
    if (varying.matches()) {
      return "text(0.." + varying.group(1) + ")";
    }
    Matcher numeric = NUMERIC.matcher(name);
    if (numeric.matches()) {
      boolean fits = Integer.parseInt(numeric.group(2)) <= Integer.parseInt(numeric.group(1));
      return fits
          ? "decimal(" + numeric.group(1) + "," + numeric.group(2) + ")"
          : "native(numeric)";
    }
    Matcher moment = MOMENT.matcher(name);
    if (moment.matches()) {
      return of(moment.group(1) + " " + moment.group(2), nested);
    }
    if (name.endsWith("[]") && !nested) {
      String element = name.substring(0, name.length() - 2);
      if (ELEMENTS.contains(element)) {
        return SAME.get(element) + "[]";
      }
    }
    return "native(" + plain(name) + ")";
  }

  /** A name that goes into statements: fields of intervals and a scale below zero are left out. */
  private static String plain(String name) {
    return name.startsWith("interval")
        ? name.endsWith("[]") ? "interval[]" : "interval"
        : name.startsWith("numeric(") ? "numeric" + (name.endsWith("[]") ? "[]" : "") : name;
  }
}
