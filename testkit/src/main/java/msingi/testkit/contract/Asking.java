package msingi.testkit.contract;

import io.vertx.core.Future;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import msingi.base.Deadline;
import msingi.base.Time;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.expression.Bindings;
import msingi.expression.Value;
import msingi.request.Caller;
import msingi.store.Values;
import msingi.testkit.ThingPlans;

/** Values for stores, and waiting for what they answer. */
public final class Asking {
  private static final long MILLIS = 20_000;

  /** The moment of every request here: 2023-11-14T22:13:20.123456Z. */
  public static final long NOW = 1_700_000_000_123_456L;

  private Asking() {}

  /** A window of 1,000 rows, and parameters after it. */
  public static Values values(Value... more) {
    return within(MILLIS, List.of(), more);
  }

  /** One row to insert. */
  public static Values row(Value... cells) {
    return within(MILLIS, List.of(Arrays.asList(cells)));
  }

  /** Rows to insert. */
  public static Values rows(List<List<Value>> rows) {
    return within(MILLIS, rows);
  }

  /** With a deadline of one's own. */
  public static Values within(long millis, List<List<Value>> rows, Value... more) {
    return new Values(
        new Bindings(ThingPlans.parameters(1_000_000, more), Caller.STRANGER, NOW),
        rows,
        Deadline.after(millis, Time.SYSTEM));
  }

  /** A key. */
  public static Value id(int number) {
    return new Value.Uuid(new UUID(0, number));
  }

  /** A text. */
  public static Value text(String text) {
    return new Value.Text(text);
  }

  /** A whole number. */
  public static Value whole(long number) {
    return new Value.Whole(number);
  }

  /** What the future brings; throws its failure. */
  public static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(failed);
    } catch (InterruptedException | TimeoutException late) {
      throw new IllegalStateException(late);
    }
  }

  /** The problem that a future must end with. */
  public static Problem problem(Future<?> future) {
    try {
      Object answer = await(future);
      throw new AssertionError("expected a failure, got " + answer);
    } catch (Failure failure) {
      return failure.problem();
    }
  }
}
