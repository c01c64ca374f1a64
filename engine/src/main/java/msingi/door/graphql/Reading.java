package msingi.door.graphql;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import msingi.definition.Column;
import msingi.expression.Expression;
import msingi.expression.Expressions;
import msingi.request.Engine;
import msingi.request.Request;
import msingi.request.Surface.Visible;
import msingi.result.Done;
import msingi.result.RowSink;
import msingi.wire.Json;

/** Fields that read rows of a collection. */
final class Reading {
  private final Binding.Asked asked;

  Reading(Binding.Asked asked) {
    this.asked = asked;
  }

  /** The row with a key. */
  Root keyed(Visible visible, Pick pick) {
    Binding binding = new Binding(asked);
    Map<String, Json> arguments = pick.given(asked.variables());
    Names.Members members = asked.names().members(visible.collection());
    List<Expression> parts = new ArrayList<>();
    for (String stored : visible.collection().key().columns()) {
      Column column = Level.column(visible, stored);
      Json json =
          Given.argument(arguments, members.column(stored))
              .orElseThrow(() -> Given.wrong("\"" + members.column(stored) + "\" is null"));
      parts.add(
          new Expression.Compare(
              Expression.Comparison.EQUAL,
              new Expression.Column(Expression.ROW, column.name(), column.type()),
              binding.given(json, column.type())));
    }
    return one(binding, visible, Expressions.and(parts), pick);
  }

  /** The row with an id. */
  Root identified(Pick pick) {
    String id = Given.text(pick.given(asked.variables()), "nodeId").orElse("");
    Optional<Visible> visible = NodeIds.visible(asked, id);
    if (visible.isEmpty()) {
      return Root.of(output -> output.text("null"));
    }
    Binding binding = new Binding(asked);
    Expression filter = NodeIds.expression(binding, visible.get(), Expression.ROW, id);
    return one(binding, visible.get(), filter, pick);
  }

  private Root one(Binding binding, Visible visible, Expression filter, Pick pick) {
    asked.cost().add(1);
    Level level = new Level(binding, visible, Expression.ROW, 0, 1);
    List<Shown> object = level.object(pick.below());
    Request.Query query = level.query(filter, List.of(), 1, 0);
    Request.Read read = new Request.Read(query, Request.Count.NONE, binding.values());
    List<List<Shown>> objects = List.of(object);
    return new Question(
        read,
        binding.slots(),
        (session, asked) -> {
          ObjectSink sink = new ObjectSink(objects, false);
          return session.run(asked, sink).map(_ -> output -> sink.write(0, output));
        });
  }

  /** Rows in pages. */
  Root rows(Visible visible, Pick pick) {
    Binding binding = new Binding(asked);
    Listing listing = new Listing(binding, visible, pick, "");
    Listing.Made made = listing.made(listing.level(Expression.ROW, 0, 1));
    boolean counts = listing.counts() && !listing.placed();
    Request.Count count = counts ? Request.Count.EXACT : Request.Count.NONE;
    Request.Read rows = new Request.Read(made.query(), count, binding.values());
    List<List<Shown>> objects = new ArrayList<>();
    Optional<Request.Read> summed =
        listing.summarises() ? Optional.of(summary(visible, pick, objects)) : Optional.empty();
    Optional<Request.Read> counted =
        listing.counts() && listing.placed()
            ? Optional.of(counted(visible, pick))
            : Optional.empty();
    boolean reads = listing.reads() || counts;
    Page page = Listing.with(made.page(), objects);
    if (summed.isEmpty() && counted.isEmpty() && reads) {
      return new Question(rows, binding.slots(), (session, read) -> paged(session, read, page));
    }
    return session -> {
      PageSink sink = new PageSink(page);
      ObjectSink sums = new ObjectSink(objects, false);
      Future<Done> first = reads ? session.run(rows, sink) : nothing();
      Future<Done> second = summed.map(it -> session.run(it, sums)).orElseGet(Reading::nothing);
      Future<Done> third =
          counted.map(it -> session.run(it, RowSink.NONE)).orElseGet(Reading::nothing);
      return Future.all(first, second, third)
          .map(_ -> {
            long total = counted.isPresent() ? third.result().total() : first.result().total();
            return output ->
                sink.write(total, (summary, out) -> sums.write(summary.number(), out), output);
          });
    };
  }

  private static Future<Root.Answer> paged(Engine.Session session, Request.Read read, Page page) {
    PageSink sink = new PageSink(page);
    return session
        .run(read, sink)
        .map(done ->
            new Root.Sized(sink.size(), output -> sink.write(done.total(), (_, _) -> {}, output)));
  }

  private static Future<Done> nothing() {
    return Future.succeededFuture(new Done(0, 0, 0, 0));
  }

  private Request.Read summary(Visible visible, Pick pick, List<List<Shown>> objects) {
    Binding binding = new Binding(asked);
    Listing listing = new Listing(binding, visible, pick, "");
    Level level = new Level(binding, visible, Expression.ROW, 0, 1);
    objects.addAll(listing.summaries(level));
    Expression filter = listing.filter(Expression.ROW);
    Request.Query query = level.query(filter, List.of(), 1, 0);
    return new Request.Read(query, Request.Count.NONE, binding.values());
  }

  private Request.Read counted(Visible visible, Pick pick) {
    Binding binding = new Binding(asked);
    Listing listing = new Listing(binding, visible, pick, "");
    Level level = new Level(binding, visible, Expression.ROW, 0, 1);
    Expression filter = listing.filter(Expression.ROW);
    Request.Query query = level.query(filter, List.of(), 0, 0);
    return new Request.Read(query, Request.Count.EXACT, binding.values());
  }

  /** What answers a field of a query. */
  Root root(Pick pick) {
    return switch (pick.meaning()) {
      case Meaning.Rows(Visible visible) -> rows(visible, pick);
      case Meaning.Keyed(Visible visible) -> keyed(visible, pick);
      case Meaning.Identified _ -> identified(pick);
      case Meaning.Called(var callable) -> new Calling(asked).root(callable, pick);
      case Meaning.Part part when part == Meaning.Part.TYPENAME ->
          Root.of(output -> output.quoted(Schema.QUERY));
      case Meaning.Part _ -> new Introspection(asked).root(pick);
      case Meaning.Insert _,
          Meaning.Update _,
          Meaning.Delete _,
          Meaning.Value _,
          Meaning.One _,
          Meaning.Many _,
          Meaning.Summary _ ->
          throw new IllegalStateException("no field of a query: " + pick.field().name());
    };
  }
}
