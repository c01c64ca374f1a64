package msingi.door.graphql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import msingi.definition.Column;
import msingi.door.graphql.Meaning.Part;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.expression.Expression;
import msingi.expression.Value;
import msingi.request.Request;
import msingi.request.Surface.Visible;
import msingi.wire.Json;
import msingi.wire.Output;

/** Fields that write. */
final class Writing {
  private final Binding.Asked asked;

  Writing(Binding.Asked asked) {
    this.asked = asked;
  }

  /** What answers a field of a mutation. */
  Root root(Pick pick) {
    return switch (pick.meaning()) {
      case Meaning.Insert(Visible visible) -> insert(visible, pick);
      case Meaning.Update(Visible visible) -> update(visible, pick);
      case Meaning.Delete(Visible visible) -> delete(visible, pick);
      case Meaning.Called(var callable) -> new Calling(asked).root(callable, pick);
      case Part _ -> Root.of(output -> output.quoted(Schema.MUTATION));
      case Meaning.Rows _,
          Meaning.Keyed _,
          Meaning.Identified _,
          Meaning.Value _,
          Meaning.One _,
          Meaning.Many _,
          Meaning.Summary _ ->
          throw new IllegalStateException("no field of a mutation: " + pick.field().name());
    };
  }

  private Root insert(Visible visible, Pick pick) {
    Map<String, Json> arguments = pick.given(asked.variables());
    List<Json> objects = Given.list(arguments.getOrDefault("objects", Json.Bare.NULL));
    if (objects.size() > asked.surface().app().settings().writeRows()) {
      throw Problem.of(ErrorCode.BODY_TOO_LARGE).failure();
    }
    Answering answering = new Answering(visible, pick, "InsertResponse", objects.size());
    if (objects.isEmpty()) {
      return Root.of(output -> answering.write(0, output));
    }
    Map<String, String> names = asked.names().members(visible.collection()).columns();
    Set<String> columns = new LinkedHashSet<>();
    objects.forEach(it ->
        Given.members(it).keySet().forEach(name -> columns.add(names.getOrDefault(name, name))));
    Names.Members members = asked.names().members(visible.collection());
    Request.Insert insert =
        new Request.Insert(
            visible.collection().id(),
            List.copyOf(columns),
            objects.stream().map(it -> proposed(visible, members, columns, it)).toList(),
            new Request.Conflict.Fail(),
            answering.returning(),
            Request.Expectation.ANY,
            answering.binding.values());
    return answering.root(insert);
  }

  private static Request.Proposed proposed(
      Visible visible, Names.Members members, Set<String> columns, Json object) {
    Map<String, Json> given = Given.members(object);
    List<Value> values = new ArrayList<>();
    Set<Integer> omitted = new HashSet<>();
    for (String stored : columns) {
      Json json = given.get(members.column(stored));
      if (json == null) {
        omitted.add(values.size());
        values.add(Value.Null.NULL);
      } else {
        values.add(Given.value(json, writable(visible, stored).type()));
      }
    }
    return new Request.Proposed(values, omitted);
  }

  private static Column writable(Visible visible, String stored) {
    Column column = visible.writable().get(stored);
    if (column == null) {
      throw Problem.of(ErrorCode.COLUMN_UNKNOWN_WRITE).failure();
    }
    return column;
  }

  private Root update(Visible visible, Pick pick) {
    Map<String, Json> arguments = pick.given(asked.variables());
    int most = most(arguments);
    Answering answering = new Answering(visible, pick, "UpdateResponse", most);
    Names.Members members = asked.names().members(visible.collection());
    List<String> columns = new ArrayList<>();
    List<Value> values = new ArrayList<>();
    Given.members(arguments.getOrDefault("set", Json.Bare.NULL))
        .forEach((name, json) -> {
          Column column = writable(visible, members.columns().getOrDefault(name, name));
          columns.add(column.name());
          values.add(Given.value(json, column.type()));
        });
    if (columns.isEmpty()) {
      throw Given.wrong("\"set\" names no field");
    }
    Request.Update update =
        new Request.Update(
            visible.collection().id(),
            columns,
            new Request.Proposed(values, Set.of()),
            filter(answering.binding, visible, arguments),
            answering.returning(),
            new Request.Expectation(most, false, false),
            answering.binding.values());
    return answering.root(update);
  }

  private Root delete(Visible visible, Pick pick) {
    Map<String, Json> arguments = pick.given(asked.variables());
    int most = most(arguments);
    Answering answering = new Answering(visible, pick, "DeleteResponse", most);
    Request.Delete delete =
        new Request.Delete(
            visible.collection().id(),
            filter(answering.binding, visible, arguments),
            answering.returning(),
            new Request.Expectation(most, false, false),
            answering.binding.values());
    return answering.root(delete);
  }

  private static int most(Map<String, Json> arguments) {
    int most =
        Given.whole(arguments, "atMost").orElseThrow(() -> Given.wrong("\"atMost\" is null"));
    if (most < 0) {
      throw Given.wrong("\"atMost\" must be a non-negative integer");
    }
    return most;
  }

  private static Expression filter(Binding binding, Visible visible, Map<String, Json> arguments) {
    return Given.argument(arguments, "filter")
        .map(it -> new Filters(binding, visible, Expression.ROW).expression(it))
        .orElse(Expression.TRUE);
  }

  /** What a write answers: how many rows, and those that may be read. */
  private final class Answering {
    private final Binding binding = new Binding(asked);
    private final List<Pick> picks;
    private final String type;
    private final List<List<Shown>> objects = new ArrayList<>();
    private final Request.Returning returning;

    /**
     * @param rows how many there may be
     */
    Answering(Visible visible, Pick pick, String suffix, int rows) {
      type = asked.names().type(visible.collection().id()) + suffix;
      picks = asked.collect(pick.below(), type);
      List<Pick> records = picks.stream().filter(it -> it.meaning() == Part.RECORDS).toList();
      if (records.isEmpty()) {
        returning = new Request.Returning.Nothing();
        return;
      }
      asked.cost().add(rows);
      Level level = new Level(binding, visible, Expression.ROW, 0, rows);
      records.forEach(it -> objects.add(level.object(it.below())));
      returning = new Request.Returning.Rows(level.query(Long.MAX_VALUE));
    }

    Request.Returning returning() {
      return returning;
    }

    Root root(Request.Write write) {
      return session -> {
        ObjectSink sink = new ObjectSink(objects, true);
        return session.run(write, sink).map(done -> output -> write(done.affected(), sink, output));
      };
    }

    void write(long affected, Output output) {
      write(affected, new ObjectSink(objects, true), output);
    }

    private void write(long affected, ObjectSink sink, Output output) {
      char before = '{';
      int place = 0;
      for (Pick pick : picks) {
        output.put(before).put(Shown.key(pick.key()));
        before = ',';
        if (pick.meaning() == Part.AFFECTED) {
          output.whole(affected);
        } else if (pick.meaning() == Part.RECORDS) {
          sink.write(place++, output);
        } else {
          output.quoted(type);
        }
      }
      output.text(before == '{' ? "{}" : "}");
    }
  }
}
