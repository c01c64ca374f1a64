package msingi.testkit.doors;

import io.vertx.core.json.JsonArray;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A condition as parameters of REST. Conditions on related rows become embeds of their own, and
 * tests whether these are empty.
 */
final class RestFilter {
  private final StringBuilder parameters = new StringBuilder();
  private final List<String> embeds = new ArrayList<>();
  private int named;

  RestFilter(Condition condition) {
    if (!condition.equals(Condition.TRUE)) {
      put("and", "(" + logic(condition, "", embeds) + ")");
    }
  }

  /** What goes into the select. */
  List<String> embeds() {
    return embeds;
  }

  /** Parameters, each after an ampersand. */
  String parameters() {
    return parameters.toString();
  }

  private void put(String name, String value) {
    parameters.append('&').append(name).append('=').append(encoded(value));
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private String logic(Condition condition, String prefix, List<String> into) {
    return switch (condition) {
      case Condition.Test(String column, var operator, Object value) ->
          column + "." + operator.rest + "." + operand(operator, value);
      case Condition.Null(String column) -> column + ".is.null";
      case Condition.Within(String column, var path, var operator, String text) ->
          column
              + path.stream()
                  .limit(path.size() - 1L)
                  .map(it -> "->" + it)
                  .collect(Collectors.joining())
              + "->>"
              + path.getLast()
              + "."
              + operator.rest
              + "."
              + quoted(text);
      case Condition.Search(String name, String mode, String words) ->
          name + "." + mode + "." + quoted(words);
      case Condition.All(var parts) -> "and(" + joined(parts, prefix, into) + ")";
      case Condition.Any(var parts) -> "or(" + joined(parts, prefix, into) + ")";
      case Condition.Not(var part) -> "not.and(" + logic(part, prefix, into) + ")";
      case Condition.Some(String relation, var part) -> some(relation, part, prefix, into);
    };
  }

  private String joined(List<Condition> parts, String prefix, List<String> into) {
    return parts.stream().map(it -> logic(it, prefix, into)).collect(Collectors.joining(","));
  }

  private String some(String relation, Condition part, String prefix, List<String> into) {
    String alias = "s" + named++;
    List<String> inner = new ArrayList<>();
    if (!part.equals(Condition.TRUE)) {
      put(prefix + alias + ".and", "(" + logic(part, prefix + alias + ".", inner) + ")");
    }
    into.add(alias + ":" + relation + "(" + String.join(",", inner) + ")");
    return alias + ".not.is.null";
  }

  private static String operand(Condition.Operator operator, Object value) {
    if (!(value instanceof JsonArray list)) {
      return text(value);
    }
    return operator == Condition.Operator.AMONG
        ? list.stream().map(RestFilter::text).collect(Collectors.joining(",", "(", ")"))
        : quoted(list.stream().map(RestFilter::element).collect(Collectors.joining(",", "{", "}")));
  }

  private static String text(Object value) {
    return value instanceof String text ? quoted(text) : value.toString();
  }

  private static String element(@org.jspecify.annotations.Nullable Object value) {
    return value == null ? "NULL" : text(value);
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
