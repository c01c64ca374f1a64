package msingi.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import msingi.definition.Function;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.expression.Expression;
import msingi.plan.ReadPlan.Select;
import msingi.policy.Policy;
import msingi.request.Request;
import msingi.request.Surface.Callable;

/** Plans one call: the function must be on the Surface, and its arguments must be what it takes. */
final class CallPlanner {
  private final Policy.Granted granted;

  CallPlanner(Policy.Granted granted) {
    this.granted = granted;
  }

  CallPlan plan(Request.Call call) {
    Function function = function(call.function());
    Planner planner = new Planner(granted);
    Select select = planner.select(call.query());
    return new CallPlan(
        granted.surface().app(),
        function,
        arguments(function, call),
        select,
        call.count(),
        call.readOnly() || function.volatility() != Function.Volatility.VOLATILE,
        call.expectation(),
        Planner.shape(select));
  }

  private Function function(String id) {
    return granted.surface().functions().values().stream()
        .flatMap(it -> it.values().stream())
        .flatMap(it -> it.stream())
        .map(Callable::function)
        .filter(it -> it.id().equals(id))
        .findFirst()
        .orElseThrow(() -> Problem.of(ErrorCode.FUNCTION_UNKNOWN).failure());
  }

  private static Map<String, Expression> arguments(Function function, Request.Call call) {
    Map<String, Expression> arguments = new LinkedHashMap<>();
    for (Function.Argument argument : function.arguments()) {
      Expression.Parameter given = call.arguments().get(argument.name());
      if (given != null) {
        arguments.put(argument.name(), new Expression.Parameter(given.index(), argument.type()));
        continue;
      }
      switch (argument.fallback()) {
        case Function.Fallback.Constant(var value) ->
            arguments.put(argument.name(), new Expression.Literal(value, argument.type()));
        case Function.Fallback.Own _ -> {}
        case Function.Fallback.Required _ ->
            throw Problem.of(ErrorCode.FUNCTION_UNKNOWN)
                .withDetails("The argument " + argument.name() + " is missing.")
                .failure();
      }
    }
    for (String name : call.arguments().keySet()) {
      if (function.argument(name).isEmpty()) {
        throw Problem.of(ErrorCode.FUNCTION_UNKNOWN)
            .withDetails("It has no argument " + name + ".")
            .failure();
      }
    }
    return arguments;
  }
}
