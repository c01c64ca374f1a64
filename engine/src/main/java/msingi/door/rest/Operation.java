package msingi.door.rest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.wire.Json;

/**
 * One operation of a batch, as the client wrote it.
 *
 * @param path before the query, decoded
 * @param headers by name in small letters
 * @param body {@link Json.Bare#NULL} where there is none
 * @param filters what each column is compared with, by operator
 * @param when on which it depends whether it runs at all
 * @param expect what must hold of its own count
 */
record Operation(
    String method,
    String path,
    String query,
    Map<String, List<String>> headers,
    Json body,
    Map<String, Map<String, Json>> filters,
    Condition when,
    Range expect) {

  private static final Set<String> MEMBERS =
      Set.of("method", "path", "headers", "body", "filters", "when", "expect");
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
  private static final Set<String> HEADERS =
      Set.of(
          "accept",
          "prefer",
          "range",
          "range-unit",
          "content-type",
          "accept-profile",
          "content-profile",
          "if-match",
          "if-none-match");
  private static final Set<String> COMPARISONS = Set.of("eq", "neq", "gt", "gte", "lt", "lte");

  Operation {
    headers = Map.copyOf(headers);
    filters = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(filters));
  }

  /** How many rows there must be of what a read answered, or a write changed. */
  record Range(long least, long most) {
    static final Range ANY = new Range(0, Long.MAX_VALUE);

    boolean holds(long count) {
      return count >= least && count <= most;
    }
  }

  /** That an earlier operation had so many rows; {@code operation} is -1 where nothing is asked. */
  record Condition(int operation, Range count) {
    static final Condition NONE = new Condition(-1, Range.ANY);
  }

  /**
   * Reads an operation.
   *
   * @param place its own, from 0
   * @throws Failure BAD_REQUEST
   */
  static Operation read(Json json, int place) {
    Map<String, Json> members = members(json, "an operation", MEMBERS);
    String method = text(members, "method");
    if (!METHODS.contains(method)) {
      throw Problem.of(ErrorCode.METHOD, "Unsupported HTTP method: " + method).failure();
    }
    String path = text(members, "path");
    int mark = path.indexOf('?');
    return new Operation(
        method,
        path(mark < 0 ? path : path.substring(0, mark)),
        mark < 0 ? "" : path.substring(mark + 1),
        headers(members.getOrDefault("headers", new Json.Members(Map.of()))),
        members.getOrDefault("body", Json.Bare.NULL),
        filters(members.getOrDefault("filters", new Json.Members(Map.of()))),
        members.containsKey("when")
            ? condition(members.getOrDefault("when", Json.Bare.NULL), place)
            : Condition.NONE,
        members.containsKey("expect")
            ? expectation(members.getOrDefault("expect", Json.Bare.NULL))
            : Range.ANY);
  }

  /** Decoded as paths of requests are; a batch in a batch is none. */
  private static String path(String raw) {
    String path =
        msingi.http.Paths.decode(raw).orElseThrow(() -> wrong("a path is not as in a request"));
    if (!path.startsWith("/") || path.equals("/")) {
      throw wrong("a path is one of a collection or a function, such as /orders");
    }
    return path;
  }

  private static Map<String, List<String>> headers(Json json) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    members(json, "headers")
        .forEach((name, value) -> {
          String small = name.toLowerCase(Locale.ROOT);
          if (!HEADERS.contains(small)) {
            throw wrong("the header " + name + " has no meaning inside a batch");
          }
          if (!(value instanceof Json.Text(String text)) || text.chars().anyMatch(it -> it < ' ')) {
            throw wrong("a header is a text");
          }
          headers.put(small, List.of(text));
        });
    return headers;
  }

  private static Map<String, Map<String, Json>> filters(Json json) {
    Map<String, Map<String, Json>> filters = new LinkedHashMap<>();
    members(json, "filters")
        .forEach((column, tests) ->
            filters.put(column, members(tests, "the tests of a filter", COMPARISONS)));
    return filters;
  }

  private static Condition condition(Json json, int place) {
    Map<String, Json> members = members(json, "when", Set.of("operation", "count"));
    long operation = whole(members.getOrDefault("operation", Json.Bare.NULL));
    if (operation >= place) {
      throw wrong("when names an earlier operation");
    }
    return new Condition((int) operation, range(members));
  }

  private static Range expectation(Json json) {
    return range(members(json, "expect", Set.of("count")));
  }

  private static Range range(Map<String, Json> members) {
    Json count = members.getOrDefault("count", Json.Bare.NULL);
    if (!(count instanceof Json.Members)) {
      long exact = whole(count);
      return new Range(exact, exact);
    }
    Map<String, Json> limits = members(count, "a count", Set.of("least", "most"));
    return new Range(
        limits.containsKey("least") ? whole(limits.getOrDefault("least", Json.Bare.NULL)) : 0,
        limits.containsKey("most")
            ? whole(limits.getOrDefault("most", Json.Bare.NULL))
            : Long.MAX_VALUE);
  }

  private static long whole(Json json) {
    if (json instanceof Json.Bare(String digits) && digits.matches("[0-9]{1,9}")) {
      return Long.parseLong(digits);
    }
    throw wrong("a whole number is wanted");
  }

  private static String text(Map<String, Json> members, String name) {
    if (members.get(name) instanceof Json.Text(String text)) {
      return text;
    }
    throw wrong(name + " is wanted, as a text");
  }

  private static Map<String, Json> members(Json json, String what) {
    if (json instanceof Json.Members(Map<String, Json> byName)) {
      return byName;
    }
    throw wrong(what + " is an object");
  }

  private static Map<String, Json> members(Json json, String what, Set<String> known) {
    Map<String, Json> members = members(json, what);
    for (String name : members.keySet()) {
      if (!known.contains(name)) {
        throw wrong(what + " has no member " + name);
      }
    }
    return members;
  }

  static Failure wrong(String what) {
    return Problem.of(ErrorCode.BAD_REQUEST, "In a batch " + what).failure();
  }
}
