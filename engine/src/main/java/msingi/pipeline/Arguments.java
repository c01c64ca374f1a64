package msingi.pipeline;

import java.util.ArrayList;
import java.util.List;
import msingi.definition.Function;
import msingi.expression.Expression;
import msingi.expression.Value;
import msingi.plan.CallPlan;
import msingi.request.Request;

/** The limits of a function's arguments. */
final class Arguments {
  private Arguments() {}

  /** The values of a call, those of its arguments as the function may have them. */
  static List<Value> accepted(Request.Call call, CallPlan plan) {
    List<Value> values = new ArrayList<>(call.parameters());
    for (Function.Argument argument : plan.function().arguments()) {
      Expression.Parameter given = call.arguments().get(argument.name());
      if (given != null) {
        values.set(
            given.index(), Refinements.accepted(argument, call.parameters().get(given.index())));
      }
    }
    return values;
  }
}
