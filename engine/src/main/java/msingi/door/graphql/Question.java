package msingi.door.graphql;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import msingi.expression.Value;
import msingi.request.Engine;
import msingi.request.Request;
import msingi.wire.Json;

/**
 * A root that is one read, which can be asked again with other values of loose variables.
 *
 * @param slots which of the read's values came of variables
 * @param way how it is asked
 */
record Question(Request.Read read, List<Binding.Slot> slots, Way way) implements Root {
  Question {
    slots = List.copyOf(slots);
  }

  /** Asks a read, and writes its answer when it is there. */
  @FunctionalInterface
  interface Way {
    Future<Answer> ask(Engine.Session session, Request.Read read);
  }

  @Override
  public Future<Answer> ask(Engine.Session session) {
    return way.ask(session, read);
  }

  @Override
  public Root with(Map<String, Json> variables) {
    if (slots.isEmpty()) {
      return this;
    }
    List<Value> values = new ArrayList<>(read.parameters());
    for (Binding.Slot slot : slots) {
      Json json = variables.getOrDefault(slot.variable(), Json.Bare.NULL);
      values.set(slot.index(), Given.value(json, slot.type()));
    }
    return new Question(new Request.Read(read.query(), read.count(), values), slots, way);
  }
}
