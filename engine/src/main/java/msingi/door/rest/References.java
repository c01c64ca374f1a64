package msingi.door.rest;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.request.Surface;
import msingi.wire.Json;
import msingi.wire.Output;

/**
 * References of a batch, {@code {"$ref": "/0/body/0/id"}}: JSON pointers (RFC 6901) into the
 * answers of earlier operations. They stand for single values, in bodies and in filters' values,
 * and for nothing else.
 */
final class References {
  private static final String REFERENCE = "$ref";
  private static final String ESCAPED = "$$ref";
  private static final Set<String> RESERVED =
      Set.of("select", "columns", "on_conflict", "order", "limit", "offset", "and", "or", "not");

  private References() {}

  /** The answers of earlier operations. */
  @FunctionalInterface
  interface Answers {
    /** The answer of an operation that ran, as the batch shows it. */
    Json of(int operation);
  }

  /** The operations that an operation's values come from. */
  static Set<Integer> sources(Operation operation, int place) {
    Set<Integer> sources = new TreeSet<>();
    collect(operation.body(), place, sources);
    operation
        .filters()
        .values()
        .forEach(tests -> tests.values().forEach(it -> collect(it, place, sources)));
    return sources;
  }

  private static void collect(Json json, int place, Set<Integer> sources) {
    switch (json) {
      case Json.Members members -> {
        if (pointer(members) instanceof String pointer) {
          sources.add(operation(pointer, place));
        } else {
          members.byName().values().forEach(it -> collect(it, place, sources));
        }
      }
      case Json.Many many -> many.items().forEach(it -> collect(it, place, sources));
      case Json.Text _, Json.Bare _ -> {}
    }
  }

  private static @org.jspecify.annotations.Nullable String pointer(Json.Members members) {
    return members.byName().size() == 1
            && members.byName().get(REFERENCE) instanceof Json.Text(String pointer)
        ? pointer
        : null;
  }

  private static int operation(String pointer, int place) {
    String[] parts = pointer.split("/", -1);
    if (parts.length < 3 || !parts[0].isEmpty() || !parts[1].matches("0|[1-9][0-9]{0,5}")) {
      throw wrong("A reference is like /0/body/0/id")
          .withHint("Write $$ref where a member of that name is meant.")
          .failure();
    }
    int source = Integer.parseInt(parts[1]);
    if (source >= place) {
      throw wrong("A reference leads to an earlier operation").failure();
    }
    return source;
  }

  /** A body with values in place of references. */
  static Json resolved(Json json, Answers answers) {
    return switch (json) {
      case Json.Members members -> {
        if (pointer(members) instanceof String pointer) {
          yield value(pointer, answers);
        }
        Map<String, Json> resolved = new LinkedHashMap<>();
        members
            .byName()
            .forEach((name, value) ->
                resolved.put(name.equals(ESCAPED) ? REFERENCE : name, resolved(value, answers)));
        yield new Json.Members(resolved);
      }
      case Json.Many(List<Json> items) ->
          new Json.Many(items.stream().map(it -> resolved(it, answers)).toList());
      case Json.Text _, Json.Bare _ -> json;
    };
  }

  private static Json value(String pointer, Answers answers) {
    String[] parts = pointer.split("/", -1);
    Json found = answers.of(Integer.parseInt(parts[1]));
    for (int index = 2; index < parts.length; index++) {
      found = step(found, parts[index].replace("~1", "/").replace("~0", "~"), pointer);
    }
    return switch (found) {
      case Json.Text _, Json.Bare _ -> found;
      case Json.Members _, Json.Many _ ->
          throw wrong("The reference " + pointer + " leads to more than one value").failure();
    };
  }

  private static Json step(Json from, String name, String pointer) {
    Json found =
        switch (from) {
          case Json.Members members -> members.byName().get(name);
          case Json.Many(List<Json> items) ->
              name.matches("0|[1-9][0-9]{0,6}") && Integer.parseInt(name) < items.size()
                  ? items.get(Integer.parseInt(name))
                  : null;
          case Json.Text _, Json.Bare _ -> null;
        };
    if (found == null) {
      throw wrong("The reference " + pointer + " leads to nothing").failure();
    }
    return found;
  }

  /**
   * The query with the filters behind it.
   *
   * @param visible whose columns may be named
   */
  static String query(Operation operation, Surface.Visible visible, Answers answers) {
    List<String> parts = new ArrayList<>();
    if (!operation.query().isEmpty()) {
      parts.add(operation.query());
    }
    operation
        .filters()
        .forEach((column, tests) -> {
          boolean plain =
              column.matches("[\\p{L}_][\\p{L}\\p{N}_ ]*") && !RESERVED.contains(column);
          if (!plain || !visible.readable().containsKey(column)) {
            throw unknown(visible, column);
          }
          tests.forEach((test, json) ->
              parts.add(encoded(column) + "=" + test + "." + encoded(text(json, answers))));
        });
    return String.join("&", parts);
  }

  private static Failure unknown(Surface.Visible visible, String column) {
    String name = visible.collection().name() + "." + column;
    return Problem.of(ErrorCode.COLUMN_UNKNOWN, "column " + name + " does not exist").failure();
  }

  private static String text(Json json, Answers answers) {
    return switch (resolved(json, answers)) {
      case Json.Text(String text) -> text;
      case Json.Bare bare when !bare.equals(Json.Bare.NULL) -> bare.text();
      case Json.Bare _, Json.Many _, Json.Members _ ->
          throw wrong("A filter compares with a text, a number or a truth").failure();
    };
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Problem wrong(String message) {
    return Problem.of(ErrorCode.BATCH_REFERENCE, message);
  }

  /** The bytes of a body. */
  static byte[] bytes(Json json) {
    return json.write(new Output(256)).toByteArray();
  }
}
