package msingi.door.grpc;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import msingi.definition.Function;
import msingi.door.grpc.Contract.CallMessages;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.expression.Expression;
import msingi.expression.Value;
import msingi.http.Exchange;
import msingi.request.Engine;
import msingi.request.Request;
import msingi.request.Surface;

/** Calls of functions. */
final class Calling {
  private final Exchange exchange;
  private final View.Names names;
  private final CallMessages messages;
  private final Surface.Callable callable;
  private final Binding binding;

  /**
   * @param callable the function, which the caller may call
   */
  Calling(Exchange exchange, View.Names names, CallMessages messages, Surface.Callable callable) {
    this.exchange = exchange;
    this.names = names;
    this.messages = messages;
    this.callable = callable;
    this.binding = new Binding(names.surface().app().settings().rows());
  }

  /** Calls it. */
  Future<ProtoOutput> run(Engine.Session session, ProtoInput input) {
    Map<String, Value> given = new LinkedHashMap<>();
    List<String> mask = new ArrayList<>();
    while (input.next()) {
      if (input.number() == Reading.READ_MASK && of()) {
        mask.addAll(Inputs.mask(input.message()));
      } else {
        Slot.Value slot = argument(input.number());
        given.put(slot.key(), Inputs.value(input, slot));
      }
    }
    View view =
        of() ? View.of(names, callable.result(), mask) : View.answer(callable.result(), messages);
    MessageRows rows = MessageRows.many(view);
    Request.Call call = request(given, view);
    exchange.stage("parse");
    return session
        .run(call, rows)
        .map(_ -> {
          exchange.stage("transaction");
          return rows.output();
        });
  }

  private boolean of() {
    return callable.function().returns() instanceof Function.Returns.Of;
  }

  private Slot.Value argument(int number) {
    return messages.arguments().stream()
        .filter(it -> it.number() == number)
        .findFirst()
        .orElseThrow(() -> Inputs.unknown(number));
  }

  private Request.Call request(Map<String, Value> given, View view) {
    Function function = callable.function();
    Map<String, Expression.Parameter> arguments = new LinkedHashMap<>();
    for (Function.Argument argument : function.arguments()) {
      Value value = given.get(argument.name());
      boolean required = argument.fallback() == Function.Fallback.Required.REQUIRED;
      if (value == null && required && !argument.nullable()) {
        throw Problem.of(ErrorCode.BAD_REQUEST, "The argument " + argument.name() + " is missing")
            .failure();
      }
      if (value != null || required) {
        Value bound = value == null ? Value.Null.NULL : value;
        arguments.put(argument.name(), binding.bind(bound, argument.type()));
      }
    }
    List<Request.Item> items = binding.items(view, Expression.ROW);
    long most = names.surface().app().settings().rows();
    Request.Query query =
        binding.query(
            callable.result(), Expression.ROW, items, Expression.TRUE, List.of(), most, 0);
    return new Request.Call(
        function.id(),
        arguments,
        query,
        false,
        function.volatility() != Function.Volatility.VOLATILE,
        Request.Expectation.ANY,
        exchange.origin(),
        binding.values());
  }
}
