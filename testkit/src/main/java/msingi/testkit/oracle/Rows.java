package msingi.testkit.oracle;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import msingi.base.Deadline;
import msingi.base.Time;
import msingi.pipeline.Pipeline;
import msingi.request.Caller;
import msingi.request.Engine;
import msingi.request.Request;
import msingi.result.RowSink;

/** Puts a world's rows into an application, as a secret key would. */
public final class Rows {
  private Rows() {}

  /** Inserts every row, in order. */
  public static void load(World world, Pipeline pipeline)
      throws InterruptedException, ExecutionException {
    Engine.Session session = pipeline.session(Caller.SERVICE, Deadline.after(60_000, Time.SYSTEM));
    for (World.Row row : world.rows()) {
      session.run(insert(row), RowSink.NONE).toCompletionStage().toCompletableFuture().get();
    }
  }

  private static Request insert(World.Row row) {
    return new Request.Insert(
        row.table(),
        List.copyOf(row.values().keySet()),
        List.of(
            new Request.Proposed(
                row.values().values().stream().map(Answered::value).toList(), Set.of())),
        new Request.Conflict.Fail(),
        new Request.Returning.Nothing(),
        Request.Expectation.ANY,
        List.of());
  }
}
