package msingi.pipeline;

import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;
import msingi.auth.Authenticator;
import msingi.base.Deadline;
import msingi.base.Ids;
import msingi.base.Time;
import msingi.definition.App;
import msingi.error.Failure;
import msingi.expression.Bindings;
import msingi.expression.Value;
import msingi.plan.CallPlan;
import msingi.plan.Plans;
import msingi.plan.ReadPlan;
import msingi.plan.WritePlan;
import msingi.policy.Policy;
import msingi.request.Caller;
import msingi.request.Credentials;
import msingi.request.Engine;
import msingi.request.Explanation;
import msingi.request.Isolation;
import msingi.request.Request;
import msingi.request.Surface;
import msingi.result.Demand;
import msingi.result.Done;
import msingi.result.RowSink;
import msingi.store.Steps;
import msingi.store.Store;
import msingi.store.Values;

/**
 * The path of a request: admit, plan what policy allows, complete the values, one store call. One
 * instance for one App; a new definition is a new pipeline.
 */
public final class Pipeline implements Engine {
  private final Store store;
  private final Authenticator authenticator;
  private final Time time;
  private final Policy policy;
  private final Plans plans = new Plans();
  private final Completion completion;

  public Pipeline(App app, Store store, Authenticator authenticator, Time time, Ids ids) {
    this.store = store;
    this.authenticator = authenticator;
    this.time = time;
    this.policy = new Policy(app);
    this.completion = new Completion(ids);
  }

  /** Makes ready for those who asked the pipeline of the definition before. */
  public void expect(Pipeline before) {
    policy.expect(before.policy);
  }

  @Override
  public Future<Session> admit(Credentials credentials, Deadline deadline) {
    return authenticator.authenticate(credentials).map(caller -> session(caller, deadline));
  }

  /** A session of a caller who is known already: the command line, tests. */
  public Session session(Caller caller, Deadline deadline) {
    return new CallerSession(caller, policy.of(caller), deadline);
  }

  private final class CallerSession implements Session {
    private final Caller caller;
    private final Policy.Granted granted;
    private final Deadline deadline;

    CallerSession(Caller caller, Policy.Granted granted, Deadline deadline) {
      this.caller = caller;
      this.granted = granted;
      this.deadline = deadline;
    }

    @Override
    public Caller caller() {
      return caller;
    }

    @Override
    public Surface surface() {
      return granted.surface();
    }

    @Override
    public Future<Done> run(Request request, RowSink sink) {
      return run(store, request, sink);
    }

    /** By itself, or as a step of a transaction. */
    private Future<Done> run(Steps steps, Request request, RowSink sink) {
      try {
        return switch (request) {
          case Request.Read read -> {
            ReadPlan plan = plans.read(granted, read);
            yield steps.read(plan, values(read.parameters(), List.of()), sink);
          }
          case Request.Call call -> {
            CallPlan plan = plans.call(granted, call);
            yield steps.call(plan, values(call, plan), sink).recover(discreet(""));
          }
          case Request.Write write -> {
            WritePlan plan = plans.write(granted, write);
            yield steps
                .write(plan, complete(write, plan), sink)
                .recover(discreet(write.collection()));
          }
        };
      } catch (Failure refused) {
        return Future.failedFuture(refused);
      }
    }

    @Override
    public Future<Together> begin(Isolation isolation) {
      return store
          .begin(deadline, isolation)
          .map(transaction ->
              new Joined(
                  this,
                  transaction,
                  (request, sink) -> run(transaction, request, sink),
                  discreet(""),
                  new Answers(transaction, caller, time, deadline),
                  isolation));
    }

    @Override
    public Future<Done> stream(Request.Read read, RowSink sink, Demand demand) {
      try {
        ReadPlan plan = plans.read(granted, read);
        return store.stream(plan, values(read.parameters(), List.of()), sink, demand);
      } catch (Failure refused) {
        return Future.failedFuture(refused);
      }
    }

    private <T> Function<Throwable, Future<T>> discreet(String target) {
      return cause -> Future.failedFuture(Discretion.discreet(cause, granted, target));
    }

    private Values complete(Request.Write write, WritePlan plan) {
      Bindings bindings = new Bindings(write.parameters(), caller, time.micros());
      return completion.values(write, plan, bindings, deadline);
    }

    private Values values(Request.Call call, CallPlan plan) {
      Bindings bindings = new Bindings(Arguments.accepted(call, plan), caller, time.micros());
      return new Values(bindings, List.of(), deadline, Arguments.settings(call, caller));
    }

    private Values values(List<Value> parameters, List<List<Value>> rows) {
      return new Values(new Bindings(parameters, caller, time.micros()), rows, deadline);
    }

    @Override
    public Future<String> plan(Request request, Explanation explanation) {
      try {
        return switch (request) {
          case Request.Read read ->
              store.queryPlan(
                  plans.read(granted, read), values(read.parameters(), List.of()), explanation);
          case Request.Write write -> {
            WritePlan plan = plans.write(granted, write);
            yield store
                .queryPlan(plan, complete(write, plan), explanation)
                .recover(discreet(write.collection()));
          }
          case Request.Call call -> {
            CallPlan plan = plans.call(granted, call);
            yield store.queryPlan(plan, values(call, plan), explanation).recover(discreet(""));
          }
        };
      } catch (Failure refused) {
        return Future.failedFuture(refused);
      }
    }

    @Override
    public Future<String> explain(Request request) {
      try {
        return switch (request) {
          case Request.Read read ->
              store.explain(plans.read(granted, read), values(read.parameters(), List.of()));
          case Request.Call call -> {
            CallPlan plan = plans.call(granted, call);
            yield store.explain(plan, values(call, plan));
          }
          case Request.Write write -> {
            WritePlan plan = plans.write(granted, write);
            yield store.explain(plan, complete(write, plan));
          }
        };
      } catch (Failure refused) {
        return Future.failedFuture(refused);
      }
    }
  }
}
