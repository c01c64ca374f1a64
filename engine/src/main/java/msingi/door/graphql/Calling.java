package msingi.door.graphql;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import msingi.definition.Column;
import msingi.definition.Function;
import msingi.expression.Expression;
import msingi.request.Request;
import msingi.request.Surface.Callable;
import msingi.wire.Json;

/** Fields that call functions. */
final class Calling {
  private final Binding.Asked asked;

  Calling(Binding.Asked asked) {
    this.asked = asked;
  }

  /** What answers a call. */
  Root root(Callable callable, Pick pick) {
    return switch (callable.function().returns()) {
      case Function.Returns.Nothing _ -> nothing(callable, pick);
      case Function.Returns.Values(var _, boolean many) -> values(callable, pick, many);
      case Function.Returns.Rows(var _, boolean many) -> rows(callable, pick, many);
      case Function.Returns.Of(String _, boolean many) ->
          many ? page(callable, pick) : rows(callable, pick, false);
    };
  }

  private Root nothing(Callable callable, Pick pick) {
    Binding binding = new Binding(asked);
    Level level = new Level(binding, callable.result(), Expression.ROW, 0, 1);
    Request.Call call = call(callable, pick, binding, level.query(1));
    return session ->
        session.run(call, msingi.result.RowSink.NONE).map(_ -> output -> output.text("null"));
  }

  private Root values(Callable callable, Pick pick, boolean many) {
    Binding binding = new Binding(asked);
    Level level = new Level(binding, callable.result(), Expression.ROW, 0, most(many));
    Column column = callable.result().readable().values().iterator().next();
    level.value(column);
    Request.Call call = call(callable, pick, binding, level.query(most(many)));
    ValueSink sink = new ValueSink(Form.of(column.type()), many);
    return session -> session.run(call, sink).map(_ -> sink::write);
  }

  private long most(boolean many) {
    return many ? asked.surface().app().settings().rows() : 1;
  }

  private Root rows(Callable callable, Pick pick, boolean many) {
    Binding binding = new Binding(asked);
    asked.cost().add(most(many));
    Level level = new Level(binding, callable.result(), Expression.ROW, 0, most(many));
    List<Shown> object =
        callable.function().returns() instanceof Function.Returns.Of
            ? level.object(pick.below())
            : columns(level, pick);
    Request.Call call = call(callable, pick, binding, level.query(most(many)));
    ObjectSink sink = new ObjectSink(List.of(object), many);
    return session -> session.run(call, sink).map(_ -> output -> sink.write(0, output));
  }

  private List<Shown> columns(Level level, Pick pick) {
    String type = pick.field().type().name();
    return asked.collect(pick.below(), type).stream()
        .<Shown>map(it -> {
          byte[] key = Shown.key(it.key());
          return it.meaning() instanceof Meaning.Value(Column column)
              ? new Shown.Cell(key, level.value(column), Form.of(column.type()))
              : Level.typename(key, type);
        })
        .toList();
  }

  private Root page(Callable callable, Pick pick) {
    Binding binding = new Binding(asked);
    Listing listing = new Listing(binding, callable.result(), pick, callable.function().id());
    if (listing.summarises() || (listing.counts() && listing.placed())) {
      throw Given.wrong("What a function answers is counted without a cursor, and not summed up");
    }
    Listing.Made made = listing.natural(listing.level(Expression.ROW, 0, 1));
    Request.Call call =
        new Request.Call(
            callable.function().id(),
            arguments(callable, pick, binding),
            made.query(),
            listing.counts(),
            reads(callable),
            Request.Expectation.ANY,
            binding.values());
    return session -> {
      PageSink sink = new PageSink(made.page());
      return session
          .run(call, sink)
          .map(done -> output -> sink.write(done.total(), (_, out) -> out.text("null"), output));
    };
  }

  private Request.Call call(Callable callable, Pick pick, Binding binding, Request.Query query) {
    return new Request.Call(
        callable.function().id(),
        arguments(callable, pick, binding),
        query,
        false,
        reads(callable),
        Request.Expectation.ANY,
        binding.values());
  }

  private static boolean reads(Callable callable) {
    return callable.function().volatility() != Function.Volatility.VOLATILE;
  }

  private Map<String, Expression.Parameter> arguments(
      Callable callable, Pick pick, Binding binding) {
    Map<String, Json> given = pick.given(asked.variables());
    Map<String, Expression.Parameter> arguments = new LinkedHashMap<>();
    for (Function.Argument argument : callable.function().arguments()) {
      Json json = given.get(Names.word(argument.name()));
      if (json != null) {
        arguments.put(
            argument.name(), binding.bind(Given.value(json, argument.type()), argument.type()));
      }
    }
    return arguments;
  }
}
