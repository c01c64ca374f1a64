package msingi.store.sql.sqlite;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import msingi.base.Deadline;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.plan.CallPlan;
import msingi.plan.ReadPlan;
import msingi.plan.WritePlan;
import msingi.request.Explanation;
import msingi.request.Isolation;
import msingi.result.Demand;
import msingi.result.Done;
import msingi.result.RowSink;
import msingi.store.Capability;
import msingi.store.Store;
import msingi.store.Transaction;
import msingi.store.Values;
import msingi.store.sql.CallScript;
import msingi.store.sql.Compiler;
import msingi.store.sql.ReadScript;
import msingi.store.sql.SqlCompiler;
import msingi.store.sql.WriteScript;

/**
 * A database file, held by this process alone, but for {@link #beside}. One thread writes; point
 * reads, scans and exports have lanes of their own. A future completes on the event loop that
 * asked; whoever asked from elsewhere is told on the store's thread.
 */
public final class SqliteStore implements Store {
  private static final long PING_MILLIS = 2_000;

  private final SqliteOptions options;
  private final FileHold hold;
  private final boolean guest;
  private final Scripts scripts;
  private final Handover handover = new Handover();
  private final Writer writer;
  private final Lane points;
  private final Lane scans;
  private final Lane exports;
  private final Reshaping reshaping;

  private SqliteStore(SqliteOptions options, FileHold hold, Compiler compiler, boolean guest) {
    this.options = options;
    this.hold = hold;
    this.guest = guest;
    this.scripts = new Scripts(compiler);
    Link link = guest ? Opening.guest(options) : Opening.writer(options);
    this.writer = new Writer(new Session(link, options.time()), options);
    this.points = new Lane("point", options.readers(), options, handover, Opening::ready);
    this.scans = new Lane("scan", options.readers(), options, handover);
    this.exports = new Lane("export", options.exports(), options, handover, Opening::exporter);
    this.reshaping = new Reshaping(options, List.of(points, scans));
  }

  /**
   * Opens the file, making it and its folder when they are missing.
   *
   * @throws Failure STORE_IN_USE, STORE_VERSION, STORE_FAILED, STORE_UNAVAILABLE
   */
  public static SqliteStore open(SqliteOptions options) {
    return open(options, SqlCompiler.sqlite());
  }

  /** The same with a compiler of one's own. */
  static SqliteStore open(SqliteOptions options, Compiler compiler) {
    SqliteOptions absolute = options.at(options.file().toAbsolutePath());
    return open(absolute, FileHold.take(absolute.file()), compiler, false);
  }

  /**
   * Opens the file for a few short reads and writes, beside the process that serves it if there is
   * one: then as a {@link #guest}, of which there is one at a time.
   *
   * @throws Failure as {@link #open}
   */
  public static SqliteStore beside(SqliteOptions options) {
    try {
      return open(options);
    } catch (Failure held) {
      if (held.problem().code() != ErrorCode.STORE_IN_USE) {
        throw held;
      }
      SqliteOptions absolute = options.at(options.file().toAbsolutePath());
      return open(absolute, FileHold.guest(absolute.file()), SqlCompiler.sqlite(), true);
    }
  }

  private static SqliteStore open(
      SqliteOptions absolute, FileHold hold, Compiler compiler, boolean guest) {
    try {
      OwnerFile.make(absolute.file());
      return new SqliteStore(absolute, hold, compiler, guest);
    } catch (IOException _) {
      hold.close();
      throw Problem.of(ErrorCode.STORE_FAILED, "The file " + absolute.file() + " cannot be made")
          .failure();
    } catch (Link.Refused refused) {
      hold.close();
      throw Errors.problem(refused).failure();
    } catch (RuntimeException wrong) {
      hold.close();
      throw wrong;
    }
  }

  /** Whether another process holds the file: then no table may be changed. */
  public boolean guest() {
    return guest;
  }

  /** The database's file. */
  public Path file() {
    return options.file();
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.TRANSACTIONS, Capability.NESTED_READS, Capability.ONLINE_BACKUP);
  }

  @Override
  public Future<Done> read(ReadPlan plan, Values values, RowSink sink) {
    ReadScript script = scripts.read(plan);
    Lane lane = script.bounded() ? points : scans;
    return lane.add(values.deadline(), session -> session.read(script, values, sink, () -> {}));
  }

  @Override
  public Future<Done> write(WritePlan plan, Values values, RowSink sink) {
    WriteScript script = scripts.write(plan);
    return grouped(
        new GroupedWrite.Task(
            values.deadline(),
            plan.expectation().rollback(),
            !plan.expectation().judges() && script.indivisible(values.rows().size()),
            session -> session.write(script, plan, values),
            refused -> Errors.problem(refused, plan)),
        sink);
  }

  private Future<Done> grouped(GroupedWrite.Task task, RowSink sink) {
    GroupedWrite write = new GroupedWrite(task, sink, handover.here());
    writer.add(write);
    return write.future();
  }

  @Override
  public Future<Done> call(CallPlan plan, Values values, RowSink sink) {
    CallScript script = scripts.call(plan);
    if (script.writes()) {
      return grouped(
          new GroupedWrite.Task(
              values.deadline(),
              plan.expectation().rollback(),
              false,
              session -> Calling.run(session, script, plan, values),
              Errors::problem),
          sink);
    }
    return scans.add(
        values.deadline(),
        session -> {
          Session.Written answer = Calling.run(session, script, plan, values);
          answer.rows().tell(sink);
          return answer.done();
        });
  }

  @Override
  public Future<Done> stream(ReadPlan plan, Values values, RowSink sink, Demand demand) {
    ReadScript script = scripts.read(plan);
    return exports.add(
        values.deadline(),
        session -> {
          session.whileWanted(demand::wanted);
          return session.read(script, values, sink, new Pause(demand, session, options));
        });
  }

  @Override
  public Future<Transaction> begin(Deadline deadline, Isolation isolation) {
    // One writer: nothing changes while it is held, so every transaction is of one moment.
    HeldTransaction transaction = new HeldTransaction(scripts, options, deadline);
    writer.add(transaction);
    return transaction.begun();
  }

  @Override
  public Future<String> explain(ReadPlan plan, Values values) {
    ReadScript script = scripts.read(plan);
    return scans.add(values.deadline(), session -> Explaining.read(session, script, values));
  }

  @Override
  public Future<String> explain(WritePlan plan, Values values) {
    return Future.succeededFuture(Explaining.write(scripts.write(plan), values));
  }

  @Override
  public Future<String> queryPlan(ReadPlan plan, Values values, Explanation explanation) {
    ReadScript script = scripts.read(plan);
    return explanation.form() == Explanation.Form.JSON || !explanation.details().isEmpty()
        ? unknown()
        : scans.add(
            values.deadline(),
            session -> Explaining.plan(session, script.statement(), values) + "\n");
  }

  @Override
  public Future<String> queryPlan(WritePlan plan, Values values, Explanation explanation) {
    return unknown();
  }

  private static Future<String> unknown() {
    return Future.failedFuture(
        Problem.of(ErrorCode.MEDIA_TYPE, "SQLite has plans of reads only, as text").failure());
  }

  @Override
  public Future<String> queryPlan(CallPlan plan, Values values, Explanation explanation) {
    CallScript script = scripts.call(plan);
    boolean planned =
        explanation.form() == Explanation.Form.TEXT
            && explanation.details().isEmpty()
            && script.steps().size() == 1
            && !script.writes();
    return !planned
        ? unknown()
        : scans.add(
            values.deadline(),
            session ->
                Explaining.plan(session, script.steps().getFirst().statement(), values) + "\n");
  }

  @Override
  public Future<String> explain(CallPlan plan, Values values) {
    return Future.succeededFuture(Explaining.call(scripts.call(plan), values));
  }

  @Override
  public Future<Void> check(CallPlan plan, Deadline deadline) {
    CallScript script = scripts.call(plan);
    return scans
        .add(
            deadline,
            session -> {
              Calling.check(session, script);
              return true;
            })
        .mapEmpty();
  }

  @Override
  public Future<Void> ping() {
    Deadline deadline = Deadline.after(PING_MILLIS, options.time());
    return points
        .add(
            deadline,
            session -> {
              session.link().run("SELECT 1 FROM sqlite_schema LIMIT 1");
              return true;
            })
        .<Void>mapEmpty()
        .recover(_ -> Future.failedFuture(Problem.of(ErrorCode.STORE_UNAVAILABLE).failure()));
  }

  @Override
  public Future<Void> close() {
    return Future.join(points.close(), scans.close(), exports.close())
        .eventually(writer::close)
        .<Void>mapEmpty()
        .eventually(() -> {
          hold.close();
          return Future.<Void>succeededFuture();
        });
  }

  /**
   * Runs work on the writer's own connection while nothing else writes: migrations and repairs. The
   * work brings its own transaction ({@code BEGIN IMMEDIATE} and {@code COMMIT} as statements, auto
   * commit stays on); one that it leaves open is rolled back. There is no limit of time: readers go
   * on, writers wait. Compiled statements are forgotten afterwards.
   *
   * @return what the work answers; fails with its {@link Failure}, or with one that a refusal of
   *     SQLite stands for
   */
  public <T> Future<T> exclusively(Exclusive<T> work) {
    return exclusively(work, ExclusiveJob::done);
  }

  /**
   * The same for work that changes tables: until it is done, and a reader of each lane knows the
   * new tables, readers see the moment before it, so that they need not wait for the schema.
   */
  public <T> Future<T> reshaping(Exclusive<T> work) {
    return exclusively(
        work, (job, session) -> reshaping.around(session.link(), () -> job.done(session)));
  }

  private <T> Future<T> exclusively(
      Exclusive<T> work, BiFunction<ExclusiveJob<T>, Session, T> way) {
    ExclusiveJob<T> job = new ExclusiveJob<>(work, way, Promise.promise());
    writer.add(job);
    return job.promise().future();
  }

  /** Opens a connection of its own that only reads: long questions that keep nobody waiting. */
  public Reading reading() {
    try {
      return new Reading(Opening.reader(options));
    } catch (Link.Refused refused) {
      throw Errors.problem(refused).failure();
    }
  }

  /** A connection that only reads, used by one thread at a time. */
  public static final class Reading implements AutoCloseable {
    private final Link link;

    private Reading(Link link) {
      this.link = link;
    }

    /** Does it on the calling thread; fails with its {@link Failure}, or as SQLite refuses. */
    public <T> T ask(Exclusive<T> work) {
      try {
        return work.run(link.jdbc());
      } catch (SQLException wrong) {
        throw Errors.problem(XerialLink.refused(wrong)).failure();
      }
    }

    @Override
    public void close() {
      link.close();
    }
  }

  /** Work on the bare connection. */
  @FunctionalInterface
  public interface Exclusive<T> {
    /** Does it; the connection must not be kept or closed. */
    T run(Connection connection) throws SQLException;
  }

  private record ExclusiveJob<T>(
      Exclusive<T> work, BiFunction<ExclusiveJob<T>, Session, T> way, Promise<T> promise)
      implements Writer.Alone {
    @Override
    public void run(Session session) {
      promise.tryComplete(way.apply(this, session));
    }

    private T done(Session session) {
      try {
        return work.run(session.link().jdbc());
      } catch (SQLException wrong) {
        throw XerialLink.refused(wrong);
      } finally {
        session.endAnyTransaction();
        session.forget();
        session.link().run("PRAGMA foreign_keys = ON");
      }
    }

    @Override
    public void refuse(Problem problem) {
      promise.tryFail(problem.failure());
    }
  }

  /**
   * Copies the database while it serves.
   *
   * @param target a file that does not exist yet
   * @param progress hears how far it is; called on the copying thread
   */
  public Future<Void> backup(Path target, Progress progress) {
    return Backup.copy(options, target.toAbsolutePath(), progress::at);
  }

  /**
   * Copies a database that another process may serve meanwhile; takes no hold of it.
   *
   * @param file the database
   * @param target a file that does not exist yet
   */
  public static Future<Void> copy(Path file, Path target) {
    return Backup.copy(SqliteOptions.of(file), target.toAbsolutePath(), (_, _) -> {});
  }

  /** Hears how far a copy is. */
  @FunctionalInterface
  public interface Progress {
    /** {@code remaining} pages of {@code all} are still to be copied. */
    void at(int remaining, int all);
  }

  /**
   * Puts a copy in the place of a database that nobody serves; what was there is gone.
   *
   * @param copy made by {@link #backup}
   * @param file the database
   * @throws Failure STORE_IN_USE while a process has it, STORE_FAILED when the copy is not whole
   */
  public static void restore(Path copy, Path file) {
    Backup.restore(copy, file);
  }

  /** What is wrong with the file, by SQLite's own check; "ok" when nothing is. */
  public Future<String> integrity() {
    return Backup.integrity(options);
  }
}
