package msingi.expression;

import java.util.List;
import java.util.stream.Collectors;

/** Expressions as short text, so that tests can say which tree they want. */
public final class Shown {
  private Shown() {}

  /** An expression in short. */
  public static String of(Expression expression) {
    return switch (expression) {
      case Expression.Literal it when it.value() == Value.Null.NULL -> "null";
      case Expression.Literal it ->
          Values.text(it.value(), it.type()) + ":" + Values.name(it.type());
      case Expression.Parameter it -> "$" + it.index();
      case Expression.Column it -> it.row() + "." + it.column();
      case Expression.Caller it ->
          "auth."
              + it.attribute().name().toLowerCase(java.util.Locale.ROOT)
              + (it.path().isEmpty() ? "" : it.path() + ":" + Values.name(it.type()));
      case Expression.Moment it -> it.type() == Type.Scalar.DATE ? "today" : "now";
      case Expression.Compare it -> list(it.comparison().name(), it.left(), it.right());
      case Expression.IsNull it -> list("IS_NULL", it.operand());
      case Expression.Is it -> list("IS_" + it.truth(), it.operand());
      case Expression.And it -> list("AND", it.operands());
      case Expression.Or it -> list("OR", it.operands());
      case Expression.Not it -> list("NOT", it.operand());
      case Expression.In it -> list("IN", it.operand(), it.array());
      case Expression.Arithmetic it ->
          list(it.operator().name(), it.left(), it.right()) + ":" + Values.name(it.type());
      case Expression.Call it -> list(it.function().name(), it.operands());
      case Expression.Conditional it -> list("IF", it.condition(), it.then(), it.otherwise());
      case Expression.Cast it -> list("CAST", it.operand()) + ":" + Values.name(it.type());
      case Expression.Exists it ->
          "(EXISTS " + hop(it.from(), it.hop(), it.as()) + " " + of(it.condition()) + ")";
      case Expression.Related it ->
          "(RELATED " + hop(it.from(), it.hop(), it.as()) + " " + of(it.value()) + ")";
      case Expression.AnyElement it ->
          "(ANY " + of(it.array()) + " " + it.as() + " " + of(it.condition()) + ")";
      case Expression.Element it -> "#" + it.as();
      case Expression.Path it -> "(PATH " + of(it.operand()) + " " + it.steps() + ")";
      case Expression.Search it -> "(SEARCH " + it.row() + "." + it.name() + ")";
      case Expression.Derived it -> it.row() + "." + it.field();
      case Expression.Stored it -> it.function() + "(" + it.row() + ")";
    };
  }

  private static String hop(int from, Expression.Hop hop, int as) {
    return from + ">" + hop.collection() + "/" + hop.relation() + ">" + as;
  }

  private static String list(String head, Expression... parts) {
    return list(head, List.of(parts));
  }

  private static String list(String head, List<Expression> parts) {
    return parts.stream().map(Shown::of).collect(Collectors.joining(" ", "(" + head + " ", ")"));
  }
}
