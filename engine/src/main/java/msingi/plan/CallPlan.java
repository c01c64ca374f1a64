package msingi.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import msingi.definition.App;
import msingi.definition.Function;
import msingi.expression.Expression;
import msingi.plan.ReadPlan.Select;
import msingi.request.Request;
import msingi.result.Shape;

/**
 * A call of a function: its body, and a select over the rows that the body answers. Access is
 * judged already; rules of the collection that it answers are woven into the select.
 *
 * @param app the application, in which hops of expressions are looked up
 * @param arguments by name: a value of the request, or the argument's own fallback; without those
 *     for which the database has a fallback
 * @param select over the rows of the body, in the place of its source's table
 * @param count whether the total is wanted too
 * @param readOnly whether nothing may be written
 * @param expectation of the rows that are answered
 * @param shape the columns of the answer
 */
public record CallPlan(
    App app,
    Function function,
    Map<String, Expression> arguments,
    Select select,
    boolean count,
    boolean readOnly,
    Request.Expectation expectation,
    Shape shape) {
  public CallPlan {
    arguments = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
  }
}
