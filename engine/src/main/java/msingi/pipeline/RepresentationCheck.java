package msingi.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import msingi.base.Deadline;
import msingi.definition.App;
import msingi.definition.Collection;
import msingi.definition.Column;
import msingi.definition.Function;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.expression.Expression;
import msingi.expression.Type;
import msingi.plan.CallPlan;
import msingi.plan.ReadPlan.Output;
import msingi.plan.ReadPlan.Select;
import msingi.request.Request;
import msingi.result.Shape;
import msingi.store.Store;

/**
 * Asks a database whether it understands the expressions that show, read and parse values. Each
 * stands in the condition of a row that has no columns of its own, where neither an aggregate nor
 * another column's name is understood.
 */
final class RepresentationCheck {
  private static final String VALUE = "value";

  private RepresentationCheck() {}

  /**
   * Checks the type of every field and argument; blocks until the database has answered.
   *
   * @param deadline for each expression
   * @throws Failure DEFINITION, with the database's words about each expression that it refuses
   */
  static void check(App app, Store store, Deadline deadline) {
    List<String> wrong = new ArrayList<>();
    types(app)
        .forEach((type, where) -> {
          for (Map.Entry<String, CallPlan> asked : asked(app, type).entrySet()) {
            try {
              store.check(asked.getValue(), deadline).await();
            } catch (Failure refused) {
              if (refused.problem().code() != ErrorCode.DEFINITION) {
                throw refused;
              }
              wrong.add("the type of " + where + ": " + asked.getKey() + ": " + words(refused));
            }
          }
        });
    if (!wrong.isEmpty()) {
      throw Problem.of(
              ErrorCode.DEFINITION, "The database does not understand how a type is represented")
          .withDetails(String.join("\n", wrong))
          .withHint("Mend the expression: it sees :value and nothing else.")
          .failure();
    }
  }

  private static String words(Failure refused) {
    return refused.problem().details();
  }

  /** The types that say something of their own, with the first place that has each. */
  private static Map<Type.Opaque, String> types(App app) {
    Map<Type.Opaque, String> types = new LinkedHashMap<>();
    for (Map.Entry<String, Collection> each : new TreeMap<>(app.collections()).entrySet()) {
      for (Column column : each.getValue().columns()) {
        add(types, column.type(), "collections." + each.getKey() + "." + column.field());
      }
    }
    for (Map.Entry<String, Function> each : new TreeMap<>(app.functions()).entrySet()) {
      for (Function.Argument argument : each.getValue().arguments()) {
        add(types, argument.type(), "functions." + each.getKey() + "." + argument.name());
      }
    }
    return types;
  }

  private static void add(Map<Type.Opaque, String> types, Type type, String where) {
    if (type instanceof Type.Opaque opaque && !opaque.representation().none()) {
      types.putIfAbsent(opaque, where);
    }
  }

  private static Map<String, CallPlan> asked(App app, Type.Opaque type) {
    Map<String, CallPlan> asked = new LinkedHashMap<>();
    Expression.Parameter json = new Expression.Parameter(2, type);
    Expression.Parameter text = new Expression.Parameter(3, Type.Scalar.TEXT);
    Expression stored = new Expression.Column(Expression.ROW, VALUE, type);
    Type.Representation it = type.representation();
    asks(asked, "show", it.show(), plan(app, type, new Expression.Cast(stored, Type.Scalar.TEXT)));
    asks(asked, "read", it.read(), plan(app, type, json));
    asks(asked, "parse", it.parse(), plan(app, type, new Expression.Cast(text, type)));
    return asked;
  }

  private static void asks(
      Map<String, CallPlan> asked, String word, Type.Form form, CallPlan plan) {
    if (!(form instanceof Type.Form.Own)) {
      asked.put(word, plan);
    }
  }

  /** One row of a null of the type, if the value is null. */
  private static CallPlan plan(App app, Type type, Expression value) {
    Function function =
        new Function(
            VALUE,
            app.schemas().getFirst(),
            VALUE,
            List.of(),
            new Function.Returns.Values(type, false),
            Function.Volatility.STABLE,
            Expression.FALSE,
            new Function.Body.Sql(Map.of("", "SELECT NULL")),
            "");
    Select select =
        new Select(
            function.answer(app),
            Expression.ROW,
            List.of(new Output.Scalar(VALUE, new Expression.Column(Expression.ROW, VALUE, type))),
            new Expression.IsNull(value),
            List.of(),
            new Expression.Parameter(0, Type.Scalar.LONG),
            new Expression.Parameter(1, Type.Scalar.LONG));
    Shape shape = new Shape(List.of(new Shape.Field.Scalar(VALUE, type)));
    return new CallPlan(
        app, function, Map.of(), select, false, true, Request.Expectation.ANY, shape);
  }
}
