package msingi.testkit.golden;

import io.grpc.StatusRuntimeException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import msingi.base.Deadline;
import msingi.base.Randomness;
import msingi.base.Time;
import msingi.definition.App;
import msingi.door.graphql.GraphDoor;
import msingi.door.graphql.GraphSettings;
import msingi.door.grpc.Contracts;
import msingi.door.grpc.GrpcDoor;
import msingi.door.grpc.Lock;
import msingi.door.rest.RestDoor;
import msingi.door.rest.RestSettings;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.expression.Value;
import msingi.http.HttpSettings;
import msingi.http.Listener;
import msingi.observe.Observer;
import msingi.plan.CallPlan;
import msingi.plan.Plans;
import msingi.plan.ReadPlan;
import msingi.plan.WritePlan;
import msingi.policy.Policy;
import msingi.request.Answered;
import msingi.request.Caller;
import msingi.request.Credentials;
import msingi.request.Engine;
import msingi.request.Explanation;
import msingi.request.Isolation;
import msingi.request.Once;
import msingi.request.Request;
import msingi.request.Surface;
import msingi.result.Demand;
import msingi.result.Done;
import msingi.result.RowSink;
import msingi.store.sql.CallScript;
import msingi.store.sql.ReadScript;
import msingi.store.sql.SqlCompiler;
import msingi.store.sql.Statement;
import msingi.store.sql.WriteScript;
import msingi.testkit.Ready;
import msingi.testkit.grpc.GrpcClient;
import msingi.testkit.scenario.People;
import msingi.testkit.scenario.Scenario;
import msingi.testkit.scenario.ScenarioRunner;

/**
 * The doors of rows over an engine that plans and compiles what it is asked and keeps the
 * statements, by dialect, instead of running them.
 */
final class Compiling implements Engine, AutoCloseable {
  private static final Pattern BREAKS =
      Pattern.compile(
          " (?=(FROM|WHERE|ORDER BY|LEFT JOIN|CROSS JOIN|UNION ALL|RETURNING|LIMIT|VALUES|SET"
              + "|ON CONFLICT|SELECT|bad AS|done AS|o AS MATERIALIZED)\\b)");

  private final Vertx vertx = Vertx.vertx();
  private final Plans plans = new Plans();
  private final boolean postgres;
  private final Policy policy;
  private final URI address;
  private final ScenarioRunner runner;
  private final Listener listener;
  private volatile Caller caller = Caller.STRANGER;
  private volatile Map<String, String> compiled = Map.of();
  private volatile boolean several;

  Compiling(App app) {
    this.postgres = app.store().startsWith("postgresql:");
    this.policy = new Policy(app);
    this.listener =
        new Listener(
            vertx,
            new HttpSettings("127.0.0.1", 0, 1, List.of(), 16),
            () -> new HttpSettings.Limits(10_000, 1 << 20),
            List.of(
                new RestDoor(
                    this,
                    Observer.NONE,
                    new RestSettings(true, true, false),
                    (_, _, _) -> io.vertx.core.Future.succeededFuture()),
                new GraphDoor(this, Observer.NONE, GraphSettings.DEFAULT, new byte[32]),
                new GrpcDoor(
                    this,
                    new Ready(),
                    new Contracts(() -> Lock.NONE, Observer.NONE),
                    new byte[32],
                    Observer.NONE,
                    List.of(),
                    GrpcDoor.MOST)),
            Observer.NONE,
            Time.SYSTEM,
            Randomness.secure());
    int port = listener.start().await();
    this.address = URI.create("http://127.0.0.1:" + port);
    this.runner = new ScenarioRunner(address);
  }

  /** The statements of a request by dialect, or the refusal in the place of each. */
  Map<String, String> statements(String person, Scenario request) {
    caller = caller(person);
    compiled = Map.of();
    several = request.path().startsWith("/graphql");
    return found(runner.send(request).body());
  }

  /** The same for a call by gRPC. */
  Map<String, String> statements(String person, String method, String json) {
    caller = caller(person);
    several = true;
    try (GrpcClient client = new GrpcClient(address, Map.of())) {
      compiled = Map.of();
      return found(answer(client, method, json));
    }
  }

  private static String answer(GrpcClient client, String method, String json) {
    try {
      return method.endsWith("/Stream")
          ? client.stream(method, json).toString()
          : client.call(method, json);
    } catch (StatusRuntimeException refused) {
      return refused.getStatus().getCode() + ": " + refused.getStatus().getDescription();
    }
  }

  private Map<String, String> found(String answer) {
    Map<String, String> found = compiled;
    return found.isEmpty()
        ? Map.of("sqlite", "refused: " + answer + "\n", "postgres", "refused: " + answer + "\n")
        : found;
  }

  private static Caller caller(String person) {
    return switch (person) {
      case "stranger" -> Caller.STRANGER;
      case "secret" -> Caller.SERVICE;
      case "nurse" -> person(People.NURSE, List.of("nurse"));
      case "doctor" -> person(People.DOCTOR, List.of("doctor"));
      default -> throw new IllegalArgumentException("nobody is called " + person);
    };
  }

  private static Caller person(String id, List<String> roles) {
    Value uid = new Value.Uuid(java.util.UUID.fromString(id));
    return new Caller(Caller.Role.AUTHENTICATED, uid, roles, false, Map.of());
  }

  @Override
  public Future<Session> admit(Credentials credentials, Deadline deadline) {
    return Future.succeededFuture(new Asked(caller, policy.of(caller)));
  }

  private class Asked implements Session {
    private final Caller who;
    private final Policy.Granted granted;

    Asked(Caller who, Policy.Granted granted) {
      this.who = who;
      this.granted = granted;
    }

    @Override
    public Caller caller() {
      return who;
    }

    @Override
    public Surface surface() {
      return granted.surface();
    }

    @Override
    public Future<Done> run(Request request, RowSink sink) {
      try {
        Map<String, String> texts =
            switch (request) {
              case Request.Read read -> read(plans.read(granted, read));
              case Request.Call call -> call(plans.call(granted, call));
              case Request.Write write -> write(plans.write(granted, write));
            };
        Map<String, String> before = compiled;
        compiled = texts;
        if (several && !before.isEmpty()) {
          // What a document asks for is asked for in its order.
          Map<String, String> all = new TreeMap<>(before);
          texts.forEach((name, text) -> all.merge(name, text, (one, other) -> one + "\n" + other));
          compiled = all;
        }
      } catch (Failure refused) {
        return Future.failedFuture(refused);
      }
      return Future.failedFuture(Problem.of(ErrorCode.CANCELED).failure());
    }

    @Override
    public Future<String> plan(Request request, Explanation explanation) {
      return explain(request);
    }

    @Override
    public Future<Done> stream(Request.Read read, RowSink sink, Demand demand) {
      return run(read, sink);
    }

    @Override
    public Future<Engine.Together> begin(Isolation isolation) {
      return Future.succeededFuture(new Steps(who, granted));
    }

    @Override
    public Future<String> explain(Request request) {
      return Future.failedFuture(Problem.of(ErrorCode.UNSUPPORTED).failure());
    }
  }

  /** Requests that would be one transaction. */
  private final class Steps extends Asked implements Together {
    Steps(Caller who, Policy.Granted granted) {
      super(who, granted);
    }

    @Override
    public Future<Optional<Answered>> recall(Once once) {
      return Future.succeededFuture(Optional.empty());
    }

    @Override
    public Future<Void> remember(Once once, Answered answered) {
      return Future.succeededFuture();
    }

    @Override
    public Future<Void> commit() {
      return Future.succeededFuture();
    }

    @Override
    public Future<Void> rollback() {
      return Future.succeededFuture();
    }
  }

  private Map<String, String> read(ReadPlan plan) {
    Map<String, String> texts = new TreeMap<>();
    compilers()
        .forEach((name, compiler) -> {
          var script = compiler.read(plan);
          String lane = script.bounded() ? "-- bounded\n" : "-- unbounded\n";
          texts.put(name, lane + guess(script.total()) + text(script.statement()));
        });
    return texts;
  }

  /** What the planner is asked before, if anything. */
  private static String guess(ReadScript.Total total) {
    return switch (total) {
      case ReadScript.Total.Unasked _, ReadScript.Total.Counted _ -> "";
      case ReadScript.Total.Planned(Statement plan) -> "-- planned\n" + text(plan);
      case ReadScript.Total.Estimated(Statement plan, long most) ->
          "-- estimated beyond " + most + "\n" + text(plan);
    };
  }

  private Map<String, String> call(CallPlan plan) {
    Map<String, String> texts = new TreeMap<>();
    compilers()
        .forEach((name, compiler) -> {
          StringBuilder text = new StringBuilder(plan.readOnly() ? "-- read only\n" : "");
          for (CallScript.Step step : compiler.call(plan).steps()) {
            String what =
                switch (step) {
                  case CallScript.Step.Run _ -> "run";
                  case CallScript.Step.Keep _ -> "keep";
                  case CallScript.Step.Answer _ -> "answer";
                };
            text.append("-- ").append(what).append('\n').append(text(step.statement()));
          }
          texts.put(name, text.toString());
        });
    return texts;
  }

  private Map<String, String> write(WritePlan plan) {
    Map<String, String> texts = new TreeMap<>();
    compilers()
        .forEach((name, compiler) -> {
          StringBuilder text = new StringBuilder();
          WriteScript script = compiler.write(plan);
          text.append(script.alone() ? "-- alone\n" : "");
          script.steps().forEach(step -> text.append(step(step)));
          texts.put(name, text.toString());
        });
    return texts;
  }

  /**
   * Those of both stores, or of PostgreSQL alone where the definition says that it is the store.
   */
  private Map<String, SqlCompiler> compilers() {
    return postgres
        ? Map.of("postgres", SqlCompiler.postgres())
        : Map.of("sqlite", SqlCompiler.sqlite(), "postgres", SqlCompiler.postgres());
  }

  private static String step(WriteScript.Step step) {
    return switch (step) {
      case WriteScript.Step.Guard it ->
          "-- guard" + (it.perRow() ? ", per row\n" : "\n") + text(it.statement());
      case WriteScript.Step.Mutate it ->
          "-- change" + (it.perRow() ? ", per row\n" : "\n") + text(it.statement());
      case WriteScript.Step.Absent it -> "-- add, per row not changed\n" + text(it.statement());
      case WriteScript.Step.Answer it -> "-- answer\n" + text(it.statement());
      case WriteScript.Step.Whole it -> "-- whole\n" + text(it.statement());
    };
  }

  /** One clause a line, and what fills the places. */
  private static String text(Statement statement) {
    StringBuilder text = new StringBuilder(BREAKS.matcher(statement.sql()).replaceAll("\n"));
    text.append(";\n");
    int place = 1;
    for (Statement.Bind bind : statement.binds()) {
      text.append("--   ").append(place++).append(" = ").append(bind).append('\n');
    }
    return text.toString();
  }

  @Override
  public void close() {
    runner.close();
    listener.stop(0).await();
    vertx.close().await();
  }
}
