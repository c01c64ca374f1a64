package msingi.door.graphql;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import msingi.definition.Column;
import msingi.expression.Type;

/** Types of single values: how GraphQL calls those of the definition, and what filters ask. */
final class Scalars {
  /** Those that GraphQL itself has; the others take any literal and are read as text. */
  static final List<String> BUILT_IN = List.of("Int", "Float", "String", "Boolean", "ID");

  /** What the others are. */
  static final Map<String, String> OWN = own();

  private static final List<String> EQUALITY = List.of("eq", "neq", "in", "is");
  private static final List<String> ORDERED =
      List.of("eq", "neq", "gt", "gte", "lt", "lte", "in", "is");
  private static final List<String> TEXT =
      List.of(
          "eq",
          "neq",
          "gt",
          "gte",
          "lt",
          "lte",
          "in",
          "is",
          "startsWith",
          "like",
          "ilike",
          "regex",
          "iregex");
  private static final List<String> LISTED =
      List.of("eq", "contains", "containedBy", "overlaps", "is");

  /** Filters by the scalar that they ask about. */
  static final Map<String, List<String>> FILTERS = filters();

  /** Names of types that no collection takes. */
  static final Set<String> RESERVED = reserved();

  private Scalars() {}

  private static Map<String, String> own() {
    Map<String, String> own = new LinkedHashMap<>();
    own.put("BigInt", "A whole number of 64 bits, as a string.");
    own.put("BigFloat", "A decimal number with all its digits, as a string.");
    own.put("Date", "A day, such as 2026-01-31.");
    own.put("Time", "A time of day, such as 23:59:59.");
    own.put("Datetime", "A moment, such as 2026-01-31T23:59:59+00:00.");
    own.put("UUID", "A UUID.");
    own.put("JSON", "A JSON document, as a string.");
    own.put("Cursor", "A place in a list, to be given back as it was.");
    own.put("Opaque", "A value of which only the database knows the meaning.");
    return java.util.Collections.unmodifiableMap(own);
  }

  private static Map<String, List<String>> filters() {
    Map<String, List<String>> filters = new LinkedHashMap<>();
    for (String name : List.of("Int", "Float", "BigInt", "BigFloat", "Date", "Time", "Datetime")) {
      filters.put(name, ORDERED);
    }
    filters.put("String", TEXT);
    filters.put("UUID", EQUALITY);
    filters.put("Boolean", List.of("eq", "is"));
    filters.put("ID", List.of("eq"));
    filters.put("JSON", List.of("is"));
    filters.put("Opaque", List.of("eq", "is"));
    return java.util.Collections.unmodifiableMap(filters);
  }

  private static Set<String> reserved() {
    Set<String> names = new TreeSet<>(BUILT_IN);
    names.addAll(OWN.keySet());
    names.addAll(
        List.of(
            "Query",
            "Mutation",
            "Subscription",
            "Node",
            "PageInfo",
            "FilterIs",
            "OrderByDirection"));
    for (String scalar : FILTERS.keySet()) {
      names.add(scalar + "Filter");
      names.add(scalar + "ListFilter");
    }
    return names;
  }

  /** The scalar of a type; of an array, that of its elements. */
  static String name(Type type) {
    return switch (type) {
      case Type.Array it -> name(it.element());
      case Type.Decimal _ -> "BigFloat";
      case Type.Native it -> it.name().equals("numeric") ? "BigFloat" : "Opaque";
      case Type.Represented _ -> "Opaque";
      case Type.Scalar it ->
          switch (it) {
            case TEXT -> "String";
            case INT -> "Int";
            case LONG -> "BigInt";
            case FLOAT -> "Float";
            case BOOL -> "Boolean";
            case DATE -> "Date";
            case TIME -> "Time";
            case TIMESTAMP, DATETIME -> "Datetime";
            case UUID -> "UUID";
            case JSON -> "JSON";
            case BYTES -> "Opaque";
          };
    };
  }

  /** A nullable value of a type. */
  static Ref ref(Type type) {
    return type instanceof Type.Array ? new Ref.Listed(Ref.of(name(type))) : Ref.of(name(type));
  }

  /** What may be asked of an array's elements. */
  static List<String> listed() {
    return LISTED;
  }

  /** Whether values are compared by size. */
  static boolean ordered(Type type) {
    return switch (type) {
      case Type.Decimal _ -> true;
      case Type.Array _, Type.Native _, Type.Represented _ -> false;
      case Type.Scalar it ->
          switch (it) {
            case TEXT, INT, LONG, FLOAT, BOOL, DATE, TIME, TIMESTAMP, DATETIME, UUID -> true;
            case JSON, BYTES -> false;
          };
    };
  }

  /** Whether values are numbers. */
  static boolean number(Type type) {
    return type instanceof Type.Decimal
        || type == Type.Scalar.INT
        || type == Type.Scalar.LONG
        || type == Type.Scalar.FLOAT;
  }

  /** The words of a column that takes one of several, where all are names in GraphQL. */
  static List<String> words(Column column) {
    if (column.type() != Type.Scalar.TEXT) {
      return List.of();
    }
    for (Column.Refinement refinement : column.refinements()) {
      if (refinement instanceof Column.Refinement.OneOf(List<String> texts)) {
        boolean names =
            texts.stream()
                .allMatch(it -> Names.legal(it) && !Set.of("true", "false", "null").contains(it));
        return names ? texts.stream().distinct().toList() : List.of();
      }
    }
    return List.of();
  }
}
