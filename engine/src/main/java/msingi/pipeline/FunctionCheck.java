package msingi.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import msingi.base.Deadline;
import msingi.definition.App;
import msingi.definition.Function;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.expression.Expression;
import msingi.expression.Type;
import msingi.plan.Plans;
import msingi.policy.Policy;
import msingi.request.Caller;
import msingi.request.Request;
import msingi.request.Surface.Callable;
import msingi.store.Store;

/**
 * Asks a database whether it understands what a definition says in its words: the bodies of
 * functions, and the expressions that represent types.
 */
public final class FunctionCheck {
  private FunctionCheck() {}

  /**
   * Checks every function and every type; blocks until the database has answered.
   *
   * @param deadline for each of them
   * @throws Failure DEFINITION, with the database's words about each body or expression that it
   *     refuses
   */
  public static void check(App app, Store store, Deadline deadline) {
    RepresentationCheck.check(app, store, deadline);
    if (app.functions().isEmpty()) {
      return;
    }
    Policy.Granted granted = new Policy(app).of(Caller.SERVICE);
    Plans plans = new Plans();
    List<String> wrong = new ArrayList<>();
    granted.surface().functions().values().stream()
        .flatMap(it -> it.values().stream())
        .flatMap(List::stream)
        .forEach(callable -> {
          try {
            store.check(plans.call(granted, call(callable)), deadline).await();
          } catch (Failure refused) {
            if (refused.problem().code() != ErrorCode.DEFINITION) {
              throw refused;
            }
            String words = refused.problem().details();
            wrong.add("functions." + callable.function().id() + ": " + words);
          }
        });
    if (!wrong.isEmpty()) {
      throw Problem.of(ErrorCode.DEFINITION, "The database does not understand a function")
          .withDetails(String.join("\n", wrong))
          .withHint("Mend its body, its arguments or its answer.")
          .failure();
    }
  }

  /** A call that gives every argument and asks for every column. */
  private static Request.Call call(Callable callable) {
    Map<String, Expression.Parameter> arguments = new LinkedHashMap<>();
    for (Function.Argument argument : callable.function().arguments()) {
      arguments.put(
          argument.name(), new Expression.Parameter(2 + arguments.size(), argument.type()));
    }
    List<Request.Item> items = new ArrayList<>();
    callable
        .result()
        .readable()
        .values()
        .forEach(it ->
            items.add(
                new Request.Item.Field(
                    it.name(), new Expression.Column(Expression.ROW, it.name(), it.type()))));
    Request.Query query =
        new Request.Query(
            callable.result().collection().id(),
            Expression.ROW,
            items,
            Expression.TRUE,
            List.of(),
            new Expression.Parameter(0, Type.Scalar.LONG),
            new Expression.Parameter(1, Type.Scalar.LONG));
    return new Request.Call(
        callable.function().id(),
        arguments,
        query,
        false,
        false,
        Request.Expectation.ANY,
        List.of());
  }
}
