package msingi.plan;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import msingi.expression.Value;
import msingi.policy.Policy;
import msingi.request.Request;

/**
 * Plans requests, each shape once: a plan is found again by the Surface and by everything of the
 * request but its values. One instance for one App.
 */
public final class Plans {
  private static final int MOST_PLANS = 5_000;
  private static final long SMALL_LIMIT = 100;

  private final Cache<ReadShape, ReadPlan> reads =
      Caffeine.newBuilder().maximumSize(MOST_PLANS).build();
  private final Cache<WriteShape, WritePlan> writes =
      Caffeine.newBuilder().maximumSize(MOST_PLANS).build();

  private final Cache<CallShape, CallPlan> calls =
      Caffeine.newBuilder().maximumSize(MOST_PLANS).build();

  private record ReadShape(int surface, Request.Query query, Request.Count count, boolean small) {}

  private record WriteShape(int surface, Request.Write write, int parameters) {}

  private record CallShape(int surface, Request.Call call) {}

  /**
   * The plan of a read; a {@link msingi.error.Failure} when it asks for what the caller may not
   * see.
   */
  public ReadPlan read(Policy.Granted granted, Request.Read read) {
    boolean small =
        read.parameters().get(read.query().limit().index()) instanceof Value.Whole(long limit)
            && limit <= SMALL_LIMIT;
    ReadShape shape = new ReadShape(granted.surface().id(), read.query(), read.count(), small);
    ReadPlan known = reads.getIfPresent(shape);
    if (known != null) {
      return known;
    }
    ReadPlan plan = new Planner(granted).read(read.query(), read.count(), small);
    reads.put(shape, plan);
    return plan;
  }

  /**
   * The plan of a write; a {@link msingi.error.Failure} when it does what the caller may not do.
   */
  public WritePlan write(Policy.Granted granted, Request.Write write) {
    WriteShape shape =
        new WriteShape(granted.surface().id(), bare(write), write.parameters().size());
    WritePlan known = writes.getIfPresent(shape);
    if (known != null) {
      return known;
    }
    WritePlan plan = new WritePlanner(granted).plan(write);
    writes.put(shape, plan);
    return plan;
  }

  /**
   * The plan of a call; a {@link msingi.error.Failure} when the caller may not call the function,
   * or asks of its answer for what the caller may not see.
   */
  public CallPlan call(Policy.Granted granted, Request.Call call) {
    Request.Call bare =
        new Request.Call(
            call.function(),
            call.arguments(),
            call.query(),
            call.count(),
            call.readOnly(),
            call.expectation(),
            List.of());
    CallShape shape = new CallShape(granted.surface().id(), bare);
    CallPlan known = calls.getIfPresent(shape);
    if (known != null) {
      return known;
    }
    CallPlan plan = new CallPlanner(granted).plan(call);
    calls.put(shape, plan);
    return plan;
  }

  /** The write without its values. */
  private static Request.Write bare(Request.Write write) {
    return switch (write) {
      case Request.Insert it ->
          new Request.Insert(
              it.collection(),
              it.columns(),
              List.of(),
              it.conflict(),
              it.returning(),
              it.expectation(),
              List.of());
      case Request.Update it ->
          new Request.Update(
              it.collection(),
              it.columns(),
              Request.Proposed.NOTHING,
              it.filter(),
              it.returning(),
              it.expectation(),
              List.of());
      case Request.Delete it ->
          new Request.Delete(
              it.collection(), it.filter(), it.returning(), it.expectation(), List.of());
    };
  }
}
