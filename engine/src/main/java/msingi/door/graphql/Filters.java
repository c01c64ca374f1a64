package msingi.door.graphql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import msingi.definition.Column;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.expression.Expression;
import msingi.expression.Expression.Comparison;
import msingi.expression.Expression.Function;
import msingi.expression.Expressions;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.request.Surface.Visible;
import msingi.wire.Json;

/** Filters as expressions over one row. A comparison with null is true of no row. */
final class Filters {
  private static final int MOST_DEPTH = 32;

  private final Binding binding;
  private final Visible visible;
  private final int row;
  private final Names.Members members;

  Filters(Binding binding, Visible visible, int row) {
    this.binding = binding;
    this.visible = visible;
    this.row = row;
    this.members = binding.asked().names().members(visible.collection());
  }

  /** What a filter asks; true where it is left out. */
  Expression expression(Json filter) {
    return all(filter, 0);
  }

  private Expression all(Json filter, int depth) {
    if (depth > MOST_DEPTH) {
      throw Problem.of(ErrorCode.TOO_DEEP).failure();
    }
    List<Expression> parts = new ArrayList<>();
    Given.members(filter).forEach((name, json) -> parts.add(part(name, json, depth)));
    return Expressions.and(parts);
  }

  private Expression part(String name, Json json, int depth) {
    String stored = members.columns().get(name);
    if (stored != null) {
      return column(stored, json);
    }
    return switch (name) {
      case "and" ->
          Expressions.and(Given.list(json).stream().map(it -> all(it, depth + 1)).toList());
      case "or" ->
          json.equals(Json.Bare.NULL)
              ? Expression.TRUE
              : new Expression.Or(Given.list(json).stream().map(it -> all(it, depth + 1)).toList());
      case "not" ->
          json.equals(Json.Bare.NULL) ? Expression.TRUE : new Expression.Not(all(json, depth + 1));
      case "nodeId" -> node(json);
      default -> throw Problem.of(ErrorCode.COLUMN_UNKNOWN).failure();
    };
  }

  private Expression node(Json json) {
    List<Expression> parts = new ArrayList<>();
    Given.members(json)
        .forEach((_, id) -> {
          if (id instanceof Json.Text(String text)) {
            parts.add(NodeIds.expression(binding, visible, row, text));
          } else {
            parts.add(Expression.FALSE);
          }
        });
    return Expressions.and(parts);
  }

  private Expression column(String stored, Json tests) {
    Column column = Level.column(visible, stored);
    Expression operand = new Expression.Column(row, column.name(), column.type());
    List<Expression> parts = new ArrayList<>();
    for (Map.Entry<String, Json> test : Given.members(tests).entrySet()) {
      parts.add(test(test.getKey(), operand, test.getValue()));
    }
    return Expressions.and(parts);
  }

  private Expression test(String operator, Expression operand, Json json) {
    if (json.equals(Json.Bare.NULL)) {
      return Expression.FALSE;
    }
    Type type = operand.type();
    return switch (operator) {
      case "eq" -> compare(Comparison.EQUAL, operand, json);
      case "neq" -> compare(Comparison.NOT_EQUAL, operand, json);
      case "gt" -> compare(Comparison.GREATER, operand, json);
      case "gte" -> compare(Comparison.GREATER_OR_EQUAL, operand, json);
      case "lt" -> compare(Comparison.LESS, operand, json);
      case "lte" -> compare(Comparison.LESS_OR_EQUAL, operand, json);
      case "in" -> {
        Type array = new Type.Array(type);
        yield new Expression.In(operand, binding.bind(Given.value(listed(json), array), array));
      }
      case "is" -> {
        Expression none = new Expression.IsNull(operand);
        yield json.equals(new Json.Text("NULL")) ? none : new Expression.Not(none);
      }
      case "startsWith" -> call(Function.STARTS_WITH, operand, json);
      case "like" -> call(Function.LIKE, operand, whole(json));
      case "ilike" -> call(Function.ILIKE, operand, whole(json));
      case "regex" -> call(Function.REGEX, operand, json);
      case "iregex" -> call(Function.IREGEX, operand, json);
      case "contains" -> call(Function.HOLDS, operand, json);
      case "containedBy" -> call(Function.HELD, operand, json);
      case "overlaps" -> call(Function.OVERLAPS, operand, json);
      default -> throw Problem.of(ErrorCode.OPERATOR_UNKNOWN).failure();
    };
  }

  /** A null among several is found in no row. */
  private static Json listed(Json json) {
    return new Json.Many(
        Given.list(json).stream().filter(it -> !it.equals(Json.Bare.NULL)).toList());
  }

  private Expression compare(Comparison comparison, Expression left, Json json) {
    Type type = left.type();
    if (type instanceof Type.Opaque) {
      binding.asked().seen().spoil();
      return new Expression.Compare(comparison, left, literal(json, type));
    }
    return new Expression.Compare(comparison, left, binding.given(json, type));
  }

  private Expression literal(Json json, Type type) {
    return type instanceof Type.Opaque && json instanceof Json.Text(String text)
        ? binding.literal(text, type)
        : binding.literal(Given.value(json, type), type);
  }

  private Expression call(Function function, Expression operand, Json json) {
    return new Expression.Call(
        function, List.of(operand, literal(json, operand.type())), Type.Scalar.BOOL);
  }

  /** A database refuses a lone backslash at the end only where a row has led it there. */
  private static Json whole(Json json) {
    if (Given.value(json, Type.Scalar.TEXT) instanceof Value.Text(String pattern)) {
      int end = pattern.length();
      while (end > 0 && pattern.charAt(end - 1) == '\\') {
        end--;
      }
      if ((pattern.length() - end) % 2 == 1) {
        throw Problem.of(ErrorCode.VALUE_INVALID, "LIKE pattern must not end with escape character")
            .failure();
      }
    }
    return json;
  }
}
