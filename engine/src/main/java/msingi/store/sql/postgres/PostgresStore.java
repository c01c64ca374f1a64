package msingi.store.sql.postgres;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import msingi.base.Deadline;
import msingi.base.Time;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.expression.Value;
import msingi.observe.Observation;
import msingi.observe.Observer;
import msingi.plan.CallPlan;
import msingi.plan.ReadPlan;
import msingi.plan.WritePlan;
import msingi.request.Explanation;
import msingi.request.Isolation;
import msingi.result.Demand;
import msingi.result.Done;
import msingi.result.RowSink;
import msingi.result.Shape;
import msingi.store.Capability;
import msingi.store.Store;
import msingi.store.Transaction;
import msingi.store.Values;
import msingi.store.sql.BindText;
import msingi.store.sql.CallScript;
import msingi.store.sql.Compiler;
import msingi.store.sql.ReadScript;
import msingi.store.sql.Statement;
import msingi.store.sql.WriteScript;

/**
 * A PostgreSQL database, 14 or later. Nothing is connected until it is needed, and a lost
 * connection is made again by the next request: a database that is away costs 503 and nothing else.
 */
public final class PostgresStore implements Store {
  private static final int PING_MILLIS = 2_000;
  private static final Shape NO_COLUMNS = new Shape(List.of());

  private final Vertx vertx;
  private final PostgresOptions options;
  private final Time time;
  private final ServerErrors errors;
  private final Connector connector;
  private final ExclusivePool pool;
  private final Optional<PipelinedLane> lane;
  private final LoadingCache<ReadPlan, ReadScript> reads;

  /** Of reads that skip no rows. */
  private final LoadingCache<ReadPlan, ReadScript> firsts;

  private final LoadingCache<WritePlan, WriteScript> writes;
  private final LoadingCache<CallPlan, CallScript> calls;

  private PostgresStore(
      Vertx vertx, PostgresOptions options, Compiler compiler, Time time, Observer observer) {
    this.vertx = vertx;
    this.options = options;
    this.time = time;
    this.errors = new ServerErrors(observer);
    this.connector = new Connector(vertx, options);
    this.pool = new ExclusivePool(vertx, connector, options, time, observer);
    this.lane =
        options.pipelined() == 0 || options.pgbouncer()
            ? Optional.empty()
            : Optional.of(
                new PipelinedLane(vertx, connector, options, time, observer, this::endProcess));
    this.reads = compiled(compiler::read, observer);
    this.firsts = compiled(compiler::first, observer);
    this.writes = Caffeine.newBuilder().weakKeys().build(compiler::write);
    this.calls = Caffeine.newBuilder().weakKeys().build(compiler::call);
  }

  /** Makes the store; nothing is connected yet, see {@link #ping}. */
  public static PostgresStore open(
      Vertx vertx, PostgresOptions options, Compiler compiler, Time time, Observer observer) {
    return new PostgresStore(vertx, options, compiler, time, observer);
  }

  private LoadingCache<ReadPlan, ReadScript> compiled(
      Function<ReadPlan, ReadScript> compiler, Observer observer) {
    return Caffeine.newBuilder()
        .weakKeys()
        .build(plan -> {
          long start = time.nanos();
          ReadScript script = compiler.apply(plan);
          String sql = script.statement().sql();
          observer.observe(new Observation.Compiled("postgres", sql, time.nanos() - start));
          return script;
        });
  }

  ReadScript script(ReadPlan plan, Values values) {
    Value skipped = values.bindings().parameters().get(plan.select().offset().index());
    return (skipped instanceof Value.Whole(long rows) && rows == 0 ? firsts : reads).get(plan);
  }

  WriteScript script(WritePlan plan) {
    return writes.get(plan);
  }

  CallScript script(CallPlan plan) {
    return calls.get(plan);
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(
        Capability.TRANSACTIONS,
        Capability.NESTED_READS,
        Capability.CONCURRENT_WRITES,
        Capability.WIDE_DECIMALS);
  }

  @Override
  public Future<Done> read(ReadPlan plan, Values values, RowSink sink) {
    return answered(
        Work.Other.OTHER,
        () -> {
          ReadScript script = script(plan, values);
          Reading reading = new Reading(script, values, sink);
          boolean quick =
              script.bounded()
                  && script.total() instanceof ReadScript.Total.Unasked
                  && values.deadline().leftMillis(time) >= options.boundedMillis();
          return quick && lane.isPresent()
              ? quickly(lane.get(), reading, values.deadline())
              : slowly(reading, values.deadline());
        });
  }

  private record Reading(ReadScript script, Values values, Tuple tuple, RowSink sink) {
    Reading(ReadScript script, Values values, RowSink sink) {
      this(script, values, Binder.tuple(script.statement(), values, List.of()), sink);
    }

    RowFeed feed() {
      return new RowFeed(script, sink);
    }

    String sql() {
      return script.statement().sql();
    }
  }

  /** A lost connection or a stale statement: once more. Too slow for this lane: on to the pool. */
  private Future<Done> quickly(PipelinedLane pipelined, Reading reading, Deadline deadline) {
    RowFeed first = reading.feed();
    return pipelined
        .run(reading.sql(), reading.tuple(), first)
        .recover(cause -> {
          boolean again = ServerErrors.lost(cause) || ServerErrors.stale(cause);
          return again && first.untouched()
              ? pipelined.run(reading.sql(), reading.tuple(), reading.feed())
              : Future.failedFuture(cause);
        })
        .map(RowFeed::done)
        .recover(cause ->
            tooSlow(cause) && first.untouched() && !deadline.passed(time)
                ? slowly(reading, deadline)
                : Future.failedFuture(cause));
  }

  private static boolean tooSlow(Throwable cause) {
    return ServerErrors.canceled(cause)
        || (cause instanceof msingi.error.Failure failure
            && failure.problem().code() == ErrorCode.CANCELED);
  }

  private Future<Done> slowly(Reading reading, Deadline deadline) {
    return fresh(
        deadline,
        lease -> {
          RowFeed feed = reading.feed();
          return Guess.ask(lease, reading.script(), reading.values(), feed)
              .compose(_ -> lease.run(reading.sql(), reading.tuple(), feed))
              .map(RowFeed::done);
        });
  }

  /** Work on the pool; when its prepared statements were stale, once more on a new connection. */
  private <T> Future<T> fresh(Deadline deadline, Function<Lease, Future<T>> work) {
    Function<Lease, Future<T>> watching =
        lease ->
            work.apply(lease)
                .onFailure(cause -> {
                  if (ServerErrors.stale(cause)) {
                    pool.renew(lease);
                  }
                });
    return pool.with(deadline, watching)
        .recover(cause ->
            ServerErrors.stale(cause) ? pool.with(deadline, work) : Future.failedFuture(cause));
  }

  @Override
  public Future<Done> write(WritePlan plan, Values values, RowSink sink) {
    return answered(
        new Work.Write(plan),
        () -> {
          Writing writing = new Writing(plan, script(plan), values, sink);
          boolean alone = writing.script().alone() && !options.pgbouncer();
          return fresh(
              values.deadline(),
              lease ->
                  alone
                      ? writing.run(lease)
                      : writing.runWhole(lease, begin("", values.deadline())));
        });
  }

  @Override
  public Future<Done> call(CallPlan plan, Values values, RowSink sink) {
    return answered(
        new Work.Call(plan),
        () -> {
          Calling calling = new Calling(plan, script(plan), values, sink);
          String mode = plan.readOnly() ? " READ ONLY" : "";
          return fresh(
              values.deadline(), lease -> calling.runWhole(lease, begin(mode, values.deadline())));
        });
  }

  @Override
  public Future<Void> check(CallPlan plan, Deadline deadline) {
    return answered(
        Work.Other.OTHER,
        () -> {
          CallScript script = script(plan);
          return pool.with(
              deadline,
              lease ->
                  lease
                      .command(begin(" READ ONLY", deadline))
                      .compose(_ -> Calling.check(lease, plan, script))
                      .transform(outcome -> lease.ended(outcome, "ROLLBACK")));
        });
  }

  @Override
  public Future<Done> stream(ReadPlan plan, Values values, RowSink sink, Demand demand) {
    return answered(
        Work.Other.OTHER,
        () -> {
          ReadScript script = script(plan, values);
          RowFeed feed = new RowFeed(script, sink);
          Streaming.Limits limits =
              new Streaming.Limits(vertx, time, values.deadline(), options.statementMillis());
          return pool.acquire(values.deadline())
              .compose(lease ->
                  new Streaming(lease, feed, demand, limits)
                      .run(begin(" READ ONLY", streaming(values.deadline())), script, values)
                      .onComplete(_ -> pool.release(lease)));
        });
  }

  /** How long one step of a stream may take at most, should the cancel never arrive. */
  private Deadline streaming(Deadline first) {
    return first.leftMillis(time) > options.statementMillis()
        ? first
        : Deadline.after(options.statementMillis(), time);
  }

  @Override
  public Future<Transaction> begin(Deadline deadline, Isolation isolation) {
    Deadline most = Deadline.after(options.statementMillis(), time);
    Deadline limit = deadline.atMost(most);
    return answered(
        Work.Other.OTHER,
        () ->
            limit.passed(time)
                ? Future.failedFuture(Problem.of(ErrorCode.CANCELED).failure())
                : pool.acquire(limit)
                    .compose(lease ->
                        lease
                            .command(begin(mode(isolation), limit))
                            .onFailure(_ -> {
                              lease.spoil();
                              pool.release(lease);
                            })
                            .map(lease))
                    .map(lease -> transaction(lease, limit)));
  }

  private static String mode(Isolation isolation) {
    return switch (isolation) {
      case COMMITTED -> "";
      case SNAPSHOT -> " ISOLATION LEVEL REPEATABLE READ";
    };
  }

  /** A transaction that is not ended in time loses its connection. */
  private Transaction transaction(Lease lease, Deadline limit) {
    long timer =
        vertx.setTimer(
            Math.max(1, limit.leftMillis(time)),
            _ -> {
              lease.cancel();
              pool.release(lease);
            });
    return new PostgresTransaction(
        this,
        lease,
        () -> {
          vertx.cancelTimer(timer);
          pool.release(lease);
        });
  }

  /** The words that begin a transaction, with its limits of time and, behind a pgbouncer, names. */
  private String begin(String mode, Deadline deadline) {
    long left = Math.max(1, deadline.leftMillis(time));
    return "BEGIN"
        + mode
        + ";SET LOCAL statement_timeout="
        + Math.min(left, Integer.MAX_VALUE)
        + (options.pgbouncer()
            ? ";SET LOCAL search_path=pg_catalog;SET LOCAL lock_timeout=" + options.lockMillis()
            : "");
  }

  /** The next request on this connection needs its statements prepared anew. */
  void stale(Lease lease) {
    pool.renew(lease);
  }

  @Override
  public Future<String> explain(ReadPlan plan, Values values) {
    return answered(
        Work.Other.OTHER,
        () -> {
          ReadScript script = script(plan, values);
          String sql = script.statement().sql();
          Tuple tuple = Binder.tuple(script.statement(), values, List.of());
          return pool.with(
              values.deadline(),
              lease ->
                  lease
                      .run("EXPLAIN (FORMAT TEXT) " + sql, tuple, Collectors.toList())
                      .map(lines -> explained(script.statement(), values) + "\n\n" + text(lines)));
        });
  }

  private static String explained(Statement statement, Values values) {
    return statement.sql() + ";\n" + String.join("\n", BindText.lines(statement, '$', values));
  }

  private static String text(List<Row> lines) {
    return lines.stream().map(it -> it.getString(0)).collect(Collectors.joining("\n"));
  }

  @Override
  public Future<String> explain(WritePlan plan, Values values) {
    return answered(
        Work.Other.OTHER,
        () ->
            Future.succeededFuture(
                script(plan).steps().stream()
                    .map(PostgresStore::statement)
                    .map(it -> explained(it, values))
                    .collect(Collectors.joining("\n\n"))));
  }

  @Override
  public Future<String> queryPlan(ReadPlan plan, Values values, Explanation explanation) {
    return queryPlan(
        List.of(script(plan, values).statement()), values, explanation, " READ ONLY", "");
  }

  @Override
  public Future<String> queryPlan(WritePlan plan, Values values, Explanation explanation) {
    List<Statement> statements =
        script(plan).steps().stream().map(PostgresStore::statement).toList();
    return queryPlan(statements, values, explanation, "", "");
  }

  private Future<String> queryPlan(
      List<Statement> statements,
      Values values,
      Explanation explanation,
      String mode,
      String path) {
    return answered(
        Work.Other.OTHER,
        () ->
            pool.with(
                values.deadline(),
                lease ->
                    QueryPlans.of(
                        lease,
                        begin(mode, values.deadline()) + path,
                        statements,
                        values,
                        explanation)));
  }

  @Override
  public Future<String> queryPlan(CallPlan plan, Values values, Explanation explanation) {
    List<CallScript.Step> steps = script(plan).steps();
    if (steps.size() > 1) {
      String message = "A function that writes has no plan";
      return Future.failedFuture(Problem.of(ErrorCode.MEDIA_TYPE, message).failure());
    }
    String mode = plan.readOnly() ? " READ ONLY" : "";
    return queryPlan(
        List.of(steps.getFirst().statement()), values, explanation, mode, ";" + Calling.path(plan));
  }

  @Override
  public Future<String> explain(CallPlan plan, Values values) {
    return answered(
        Work.Other.OTHER,
        () ->
            Future.succeededFuture(
                script(plan).steps().stream()
                    .map(it -> explained(it.statement(), values))
                    .collect(Collectors.joining("\n\n"))));
  }

  private static Statement statement(WriteScript.Step step) {
    return switch (step) {
      case WriteScript.Step.Guard guard -> guard.statement();
      case WriteScript.Step.Mutate mutate -> mutate.statement();
      case WriteScript.Step.Absent absent -> absent.statement();
      case WriteScript.Step.Answer answer -> answer.statement();
      case WriteScript.Step.Whole whole -> whole.statement();
    };
  }

  @Override
  public Future<Void> ping() {
    Deadline deadline = Deadline.after(PING_MILLIS, time);
    RowFeed feed = new RowFeed(RowSink.NONE, NO_COLUMNS);
    return answered(
        Work.Other.OTHER,
        () ->
            lane.map(it -> it.run("SELECT 1", Tuple.tuple(), feed))
                .orElseGet(
                    () -> pool.with(deadline, lease -> lease.run("SELECT 1", Tuple.tuple(), feed)))
                .mapEmpty());
  }

  @Override
  public Future<Void> close() {
    Future<Void> quick = lane.map(PipelinedLane::close).orElseGet(Future::succeededFuture);
    return here(
        Future.join(quick, pool.close()).<Void>mapEmpty().onComplete(_ -> connector.close()));
  }

  /**
   * Runs work on a connection of its own, without limits of time, which is closed afterwards: for
   * changes of the schema. The work's failures are handed on as they are; {@link #failure} words
   * them.
   */
  public <T> Future<T> withConnection(Function<PgConnection, Future<T>> work) {
    return here(
        connector
            .connect(connector.nearContext(), Connector.Purpose.SCHEMA)
            .compose(connection ->
                attempt(() -> work.apply(connection))
                    .transform(outcome ->
                        connection
                            .close()
                            .transform(_ ->
                                outcome.succeeded()
                                    ? Future.succeededFuture(outcome.result())
                                    : Future.<T>failedFuture(outcome.cause())))));
  }

  msingi.error.Failure failure(Throwable cause, Work kind) {
    return errors.failure(cause, kind);
  }

  /** A failure of {@link #withConnection} in the catalogue's words. */
  public msingi.error.Failure failure(Throwable cause) {
    return errors.failure(cause);
  }

  private void endProcess(int process) {
    pool.with(
        Deadline.after(PING_MILLIS, time),
        lease ->
            lease.run(
                "SELECT pg_terminate_backend($1::int4)", Tuple.of(process), Collectors.counting()));
  }

  private <T> Future<T> answered(Work kind, Supplier<Future<T>> work) {
    return here(attempt(work).recover(cause -> failed(cause, kind)));
  }

  <T> Future<T> failed(Throwable cause, Work kind) {
    return Future.failedFuture(errors.failure(cause, kind));
  }

  private static <T> Future<T> attempt(Supplier<Future<T>> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  /** The same outcome, told on the context of whoever calls. */
  static <T> Future<T> here(Future<T> outcome) {
    Context caller = Vertx.currentContext();
    if (caller == null) {
      return outcome;
    }
    Promise<T> promise = ((ContextInternal) caller).promise();
    outcome.onComplete(promise);
    return promise.future();
  }

  /** How many exclusive connections there are, are leased, and are waited for. */
  ExclusivePool.Counts counts() {
    return pool.counts();
  }
}
