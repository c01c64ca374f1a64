package msingi.door.rest;

import java.util.ArrayList;
import java.util.List;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.expression.Expression;
import msingi.expression.Expression.Step;
import msingi.expression.Type;
import msingi.expression.Value;

/**
 * What follows a column's name into a document: {@code ->a->0->>b}.
 *
 * @param steps none for the column itself
 * @param text whether the last arrow is {@code ->>}
 */
record JsonPath(List<Step> steps, boolean text) {
  /** No path. */
  static final JsonPath NONE = new JsonPath(List.of(), false);

  private static final String KEY = "any non reserved character different from: .,>()";
  private static final int MOST_DIGITS = 9;

  JsonPath {
    steps = List.copyOf(steps);
  }

  /** The path that stands here, or none. */
  static JsonPath read(Scanner scanner) {
    List<Step> steps = new ArrayList<>();
    boolean text = false;
    while (scanner.at("->")) {
      if (text) {
        throw Problem.of(ErrorCode.OPERATOR_UNKNOWN, "operator does not exist: text -> unknown")
            .failure();
      }
      text = scanner.take("->>");
      if (!text) {
        scanner.take("->");
      }
      steps.add(step(scanner));
    }
    return steps.isEmpty() ? NONE : new JsonPath(steps, text);
  }

  private static Step step(Scanner scanner) {
    int start = scanner.position();
    String digits = (scanner.take('-') ? "-" : "") + scanner.digits();
    boolean ends =
        scanner.done()
            || scanner.at("->")
            || scanner.at("::")
            || scanner.peek() == '.'
            || scanner.peek() == ','
            || scanner.peek() == ')';
    boolean number = ends && !digits.isEmpty() && !digits.equals("-");
    if (number && digits.length() <= MOST_DIGITS) {
      return new Step.Index(Integer.parseInt(digits));
    }
    scanner.back(start);
    return new Step.Key(scanner.jsonKey(KEY));
  }

  boolean none() {
    return steps.isEmpty();
  }

  /** The name of the answer: the last key, else that of the column. */
  String name(String column) {
    for (Step step : steps.reversed()) {
      if (step instanceof Step.Key(String key)) {
        return key;
      }
    }
    return column;
  }

  /** The column, or what lies at the path in it; what holds nothing gives null. */
  Expression of(Expression column) {
    if (none()) {
      return column;
    }
    Type type = text ? Type.Scalar.TEXT : Type.Scalar.JSON;
    boolean holds =
        column.type() == Type.Scalar.JSON
            || column.type() instanceof Type.Array
            || column.type() instanceof Type.Opaque;
    return holds
        ? new Expression.Path(column, steps, type)
        : new Expression.Literal(Value.Null.NULL, type);
  }
}
