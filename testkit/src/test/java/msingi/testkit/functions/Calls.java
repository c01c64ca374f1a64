package msingi.testkit.functions;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import msingi.base.Deadline;
import msingi.base.Time;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.expression.Expression;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.request.Caller;
import msingi.request.Engine;
import msingi.request.Request;
import msingi.request.Surface;
import msingi.result.Done;
import msingi.testkit.Collected;
import msingi.testkit.Place;

/** Calls functions of a place as a door would, one caller at a time. */
final class Calls {
  private final Engine.Session session;
  private final boolean readOnly;
  private final Request.Expectation expectation;

  private Calls(Engine.Session session, boolean readOnly, Request.Expectation expectation) {
    this.session = session;
    this.readOnly = readOnly;
    this.expectation = expectation;
  }

  static Calls as(Place place, Caller caller) {
    return new Calls(session(place, caller, 20_000), false, Request.Expectation.ANY);
  }

  /** A stranger whose every call must be answered within the time. */
  static Calls within(Place place, long millis) {
    return new Calls(session(place, Caller.STRANGER, millis), false, Request.Expectation.ANY);
  }

  private static Engine.Session session(Place place, Caller caller, long millis) {
    return place.pipeline().session(caller, Deadline.after(millis, Time.SYSTEM));
  }

  /** Somebody signed in. */
  static Caller person(int number, String... roles) {
    return new Caller(
        Caller.Role.AUTHENTICATED,
        new Value.Uuid(new UUID(0, number)),
        List.of(roles),
        false,
        Map.of());
  }

  /** The same, reading only. */
  Calls reading() {
    return new Calls(session, true, expectation);
  }

  Calls expecting(Request.Expectation other) {
    return new Calls(session, readOnly, other);
  }

  Surface surface() {
    return session.surface();
  }

  Surface.Callable callable(String name) {
    return session.surface().functions("public", name).getFirst();
  }

  /** Every readable column of the answer. */
  List<List<String>> rows(String name, Map<String, Value> arguments) {
    Collected collected = new Collected();
    done(call(callable(name), arguments, List.of()), collected);
    return collected.rows();
  }

  Problem problem(String name, Map<String, Value> arguments) {
    try {
      throw new AssertionError("answered " + rows(name, arguments));
    } catch (Failure failure) {
      return failure.problem();
    }
  }

  Done done(Request.Call call, Collected collected) {
    Future<Done> answer = session.run(call, collected);
    return answer.await();
  }

  String explained(Request.Call call) {
    return session.explain(call).await();
  }

  /** A call that answers every readable column and what more items say. */
  Request.Call call(
      Surface.Callable callable, Map<String, Value> arguments, List<Request.Item> more) {
    List<Value> values = new ArrayList<>(List.of(new Value.Whole(1_000), new Value.Whole(0)));
    Map<String, Expression.Parameter> named = new LinkedHashMap<>();
    arguments.forEach((name, value) -> {
      Type type = callable.function().argument(name).orElseThrow().type();
      named.put(name, new Expression.Parameter(values.size(), type));
      values.add(value);
    });
    List<Request.Item> items = new ArrayList<>();
    callable
        .result()
        .readable()
        .values()
        .forEach(it ->
            items.add(
                new Request.Item.Field(
                    it.name(), new Expression.Column(Expression.ROW, it.name(), it.type()))));
    items.addAll(more);
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
        callable.function().id(), named, query, false, readOnly, expectation, values);
  }
}
