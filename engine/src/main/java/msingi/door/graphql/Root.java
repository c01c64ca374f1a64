package msingi.door.graphql;

import io.vertx.core.Future;
import java.util.Map;
import msingi.request.Engine;
import msingi.wire.Json;
import msingi.wire.Output;

/** A field at the root of an operation, put together and ready to be asked. */
@FunctionalInterface
interface Root {
  /**
   * Asks, and writes the answer when it is there.
   *
   * @return what writes the field's value, or a {@link msingi.error.Failure}
   */
  Future<Answer> ask(Engine.Session session);

  /**
   * The same field with other values of loose variables.
   *
   * @throws msingi.error.Failure where a value is none of its type
   */
  default Root with(Map<String, Json> variables) {
    return this;
  }

  /** Writes a value. */
  @FunctionalInterface
  interface Answer {
    void write(Output output);
  }

  /**
   * An answer of which is known how long it is.
   *
   * @param size in bytes, about
   */
  record Sized(int size, Answer answer) implements Answer {
    @Override
    public void write(Output output) {
      answer.write(output);
    }
  }

  /** A value that nothing has to be asked for. */
  static Root of(Answer answer) {
    return _ -> Future.succeededFuture(answer);
  }
}
