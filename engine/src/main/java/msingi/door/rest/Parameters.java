package msingi.door.rest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.http.Paths;

/** The query string, taken apart; nothing is looked up yet. */
final class Parameters {
  private static final Pattern LONE_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");
  private static final Set<String> RESERVED =
      Set.of("select", "columns", "on_conflict", "order", "limit", "offset", "and", "or");

  private final int mostDepth;
  private final Map<String, String> reserved = new HashMap<>(4);
  private final List<Filter> filters = new ArrayList<>();
  private final List<Order> orders = new ArrayList<>(1);
  private final Map<List<String>, Window> windows = new HashMap<>(2);
  private final Set<List<String>> skipped = new HashSet<>(2);
  private final List<String[]> pairs = new ArrayList<>();
  private final boolean called;
  private final Map<String, List<String>> arguments = new LinkedHashMap<>(2);

  /** A filter on what the path of embedded names leads to; an empty path is the collection. */
  record Filter(List<String> path, Condition condition) {}

  /** An order of what the path leads to. */
  record Order(List<String> path, List<OrderParser.Term> terms) {}

  /**
   * @param limit the most rows, or -1 for no limit
   * @param offset rows to skip
   */
  record Window(long limit, long offset) {
    static final Window ALL = new Window(-1, 0);
  }

  private Parameters(int mostDepth, boolean called) {
    this.mostDepth = mostDepth;
    this.called = called;
  }

  /**
   * Takes a query string apart.
   *
   * @param mostDepth how deeply logic may be nested
   * @throws Failure QUERY_SYNTAX, RANGE_INVALID, BAD_REQUEST, TOO_DEEP, NOT_YET
   */
  static Parameters parse(String query, int mostDepth) {
    return parse(query, new Parameters(mostDepth, false));
  }

  /**
   * Takes the query string of a function's call apart: a parameter whose value begins with an
   * operator filters the result, any other is an argument.
   *
   * @throws Failure as {@link #parse} does
   */
  static Parameters called(String query, int mostDepth) {
    return parse(query, new Parameters(mostDepth, true));
  }

  private static Parameters parse(String query, Parameters parameters) {
    for (String[] pair : Pairs.of(query, Parameters::decode, Parameters::tooMany)) {
      parameters.pairs.add(pair);
      parameters.pair(pair[0], pair[1]);
    }
    return parameters;
  }

  private static Failure tooMany() {
    return Problem.of(ErrorCode.BAD_REQUEST, "There are more than " + Pairs.MOST + " parameters")
        .failure();
  }

  private void pair(String key, String value) {
    if (called
        && !RESERVED.contains(key.substring(key.lastIndexOf('.') + 1))
        && !FilterParser.operated(value)) {
      arguments.computeIfAbsent(key, _ -> new ArrayList<>(1)).add(value);
      return;
    }
    switch (key) {
      case "select", "columns", "on_conflict" -> {
        if (reserved.put(key, value) != null) {
          throw twice(key);
        }
      }
      default -> scoped(key, value);
    }
  }

  /** A percent sign without two digits stands for itself, as browsers send it. */
  private static String decode(String raw) {
    String whole = raw.indexOf('%') < 0 ? raw : LONE_PERCENT.matcher(raw).replaceAll("%25");
    return Paths.percent(whole, true)
        .orElseThrow(() ->
            Problem.of(ErrorCode.BAD_REQUEST, "The query string is not percent-encoded UTF-8")
                .failure());
  }

  private void scoped(String key, String value) {
    List<String> path = new ArrayList<>(2);
    JsonPath inside = path(key, path);
    String last = path.removeLast();
    if (!inside.none()) {
      filters.add(new Filter(path, FilterParser.filter(last, inside, value)));
      return;
    }
    boolean negated = !path.isEmpty() && path.getLast().equals("not");
    switch (last) {
      case "order" -> order(path, value);
      case "limit" -> limit(path, number(value, "limit"));
      case "offset" -> offset(path, Math.max(0, number(value, "offset")));
      case "and", "or" -> {
        if (negated) {
          path.removeLast();
        }
        filters.add(
            new Filter(path, FilterParser.tree(negated, last.equals("and"), value, mostDepth)));
      }
      default -> filters.add(new Filter(path, FilterParser.filter(last, JsonPath.NONE, value)));
    }
  }

  /** Takes the names of a key apart; what follows the last into a document is the answer. */
  private static JsonPath path(String key, List<String> path) {
    if (key.indexOf('.') < 0 && key.indexOf('"') < 0 && key.indexOf('-') < 0) {
      path.add(key);
      return JsonPath.NONE;
    }
    Scanner scanner = new Scanner(key, "tree path");
    do {
      path.add(scanner.name("field name (* or [a..z0..9_$])"));
    } while (scanner.take('.'));
    JsonPath inside = JsonPath.read(scanner);
    if (!scanner.done()) {
      throw scanner.unexpected("\".\" or end of input");
    }
    return inside;
  }

  private void order(List<String> path, String value) {
    for (Order order : orders) {
      if (order.path().equals(path)) {
        throw twice("order");
      }
    }
    orders.add(new Order(path, OrderParser.parse(value)));
  }

  private void limit(List<String> path, long limit) {
    Window old = windows.getOrDefault(path, Window.ALL);
    if (old.limit() >= 0) {
      throw twice("limit");
    }
    if (limit < 0) {
      throw Problem.of(ErrorCode.RANGE_INVALID)
          .withDetails("Limit should be greater than or equal to zero.")
          .failure();
    }
    windows.put(path, new Window(limit, old.offset()));
  }

  private void offset(List<String> path, long offset) {
    Window old = windows.getOrDefault(path, Window.ALL);
    if (!skipped.add(path)) {
      throw twice("offset");
    }
    windows.put(path, new Window(old.limit(), offset));
  }

  private static long number(String text, String what) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException notNumber) {
      throw new Scanner(text, what).unexpected("a whole number");
    }
  }

  private static Failure twice(String key) {
    return Problem.of(ErrorCode.BAD_REQUEST, "The parameter " + key + " is given twice").failure();
  }

  /** What {@code select} says, or everything. */
  List<Selected> select() {
    String text = reserved.getOrDefault("select", "");
    return text.isEmpty() ? List.of(new Selected.Star()) : SelectParser.parse(text, mostDepth);
  }

  /** The names in {@code columns}; none when it is not given. */
  List<String> columns() {
    return names("columns");
  }

  /** The names in {@code on_conflict}; none when it is not given. */
  List<String> onConflict() {
    return names("on_conflict");
  }

  private List<String> names(String key) {
    String text = reserved.getOrDefault(key, "");
    List<String> names = new ArrayList<>();
    if (text.isEmpty()) {
      return names;
    }
    Scanner scanner = new Scanner(text, key + " parameter");
    do {
      scanner.spaces();
      names.add(scanner.name("field name (* or [a..z0..9_$])"));
    } while (scanner.take(','));
    if (!scanner.done()) {
      throw scanner.unexpected("\",\" or end of input");
    }
    return names.stream().distinct().toList();
  }

  List<Filter> filters() {
    return filters;
  }

  List<Order> orders() {
    return orders;
  }

  Map<List<String>, Window> windows() {
    return windows;
  }

  /** What a call's parameters give as arguments: the texts of each name, in order. */
  Map<String, List<String>> arguments() {
    return arguments;
  }

  /** The decoded pairs in the order they came. */
  List<String[]> pairs() {
    return pairs;
  }
}
