package msingi.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import msingi.expression.Expression;
import msingi.expression.Value;
import msingi.expression.Values;

/** Expressions for people, close to how a definition writes them. */
final class ExpressionText {
  private ExpressionText() {}

  static String of(Expression expression) {
    return switch (expression) {
      case Expression.Literal it -> literal(it);
      case Expression.Parameter it -> "$" + (it.index() + 1);
      case Expression.Column it -> row(it.row()) + it.column();
      case Expression.Caller it -> caller(it);
      case Expression.Moment it ->
          it.type() == msingi.expression.Type.Scalar.DATE ? "today()" : "now()";
      case Expression.Compare it -> compare(it);
      case Expression.IsNull it -> of(it.operand()) + " == null";
      case Expression.Is it ->
          of(it.operand()) + " is " + it.truth().name().toLowerCase(Locale.ROOT);
      case Expression.And it -> joined(it.operands(), " && ", "true");
      case Expression.Or it -> joined(it.operands(), " || ", "false");
      case Expression.Not it -> "!(" + of(it.operand()) + ")";
      case Expression.In it -> of(it.operand()) + " in " + of(it.array());
      case Expression.Arithmetic it ->
          "(" + of(it.left()) + sign(it.operator()) + of(it.right()) + ")";
      case Expression.Call it ->
          it.function().name().toLowerCase(Locale.ROOT)
              + it.operands().stream()
                  .map(ExpressionText::of)
                  .collect(Collectors.joining(", ", "(", ")"));
      case Expression.Conditional it ->
          "(" + of(it.condition()) + " ? " + of(it.then()) + " : " + of(it.otherwise()) + ")";
      case Expression.Cast it -> Values.name(it.type()) + "(" + of(it.operand()) + ")";
      case Expression.Exists it ->
          hop(it.from(), it.hop()) + ".exists(" + name(it.as()) + ", " + of(it.condition()) + ")";
      case Expression.Related it ->
          hop(it.from(), it.hop()) + "(" + name(it.as()) + ": " + of(it.value()) + ")";
      case Expression.AnyElement it ->
          of(it.array()) + ".exists(" + name(it.as()) + ", " + of(it.condition()) + ")";
      case Expression.Element it -> name(it.as());
      case Expression.Path it ->
          of(it.operand())
              + it.steps().stream().map(ExpressionText::step).collect(Collectors.joining());
      case Expression.Search it ->
          name(it.row()) + "." + it.name() + ".search(" + of(it.query()) + ")";
      case Expression.Derived it -> name(it.row()) + "." + it.field();
      case Expression.Stored it -> it.function() + "(" + name(it.row()) + ")";
    };
  }

  private static String step(Expression.Step step) {
    return switch (step) {
      case Expression.Step.Key(String name) -> "." + name;
      case Expression.Step.Index(int number) -> "[" + number + "]";
    };
  }

  private static String literal(Expression.Literal literal) {
    return switch (literal.value()) {
      case Value.Null _ -> "null";
      case Value.Text(String text) -> "'" + text.replace("'", "\\'") + "'";
      case Value other -> Values.text(other, literal.type());
    };
  }

  private static String caller(Expression.Caller caller) {
    String name = caller.attribute().name().toLowerCase(Locale.ROOT);
    return "auth."
        + name
        + caller.path().stream().map(it -> "." + it).collect(Collectors.joining());
  }

  private static String compare(Expression.Compare it) {
    String sign =
        switch (it.comparison()) {
          case EQUAL -> " == ";
          case NOT_EQUAL -> " != ";
          case LESS -> " < ";
          case LESS_OR_EQUAL -> " <= ";
          case GREATER -> " > ";
          case GREATER_OR_EQUAL -> " >= ";
          case DISTINCT -> " is distinct from ";
          case NOT_DISTINCT -> " is not distinct from ";
        };
    return of(it.left()) + sign + of(it.right());
  }

  private static String sign(Expression.Operator operator) {
    return switch (operator) {
      case ADD -> " + ";
      case SUBTRACT -> " - ";
      case MULTIPLY -> " * ";
      case DIVIDE -> " / ";
      case REMAINDER -> " % ";
    };
  }

  private static String joined(List<Expression> operands, String sign, String none) {
    return operands.isEmpty()
        ? none
        : operands.stream().map(ExpressionText::of).collect(Collectors.joining(sign, "(", ")"));
  }

  private static String hop(int from, Expression.Hop hop) {
    return row(from) + hop.relation();
  }

  private static String row(int number) {
    return number == Expression.ROW ? "" : name(number) + ".";
  }

  private static String name(int number) {
    return number == Expression.OLD ? "old" : "r" + number;
  }
}
