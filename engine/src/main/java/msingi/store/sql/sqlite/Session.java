package msingi.store.sql.sqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import msingi.base.Deadline;
import msingi.base.Time;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.expression.Value;
import msingi.plan.WritePlan;
import msingi.result.Done;
import msingi.result.RowSink;
import msingi.result.Shape;
import msingi.store.Values;
import msingi.store.sql.Dialect;
import msingi.store.sql.ReadScript;
import msingi.store.sql.Refusals;
import msingi.store.sql.Statement;
import msingi.store.sql.WriteScript;
import msingi.store.sql.WriteScript.Outcome;
import msingi.store.sql.WriteScript.Step;
import org.jspecify.annotations.Nullable;

/** One connection with its statements and the moment by which what runs must end; one thread. */
final class Session implements AutoCloseable {
  private static final @Nullable Object[] NOTHING = {};
  private static final String USED =
      "SELECT 1 FROM sqlite_sequence WHERE seq = 9223372036854775807 AND name = ";

  private static final String FAILING_TRIGGERS =
      "SELECT 1 FROM sqlite_schema WHERE type = 'trigger' AND sql LIKE '%FAIL%' LIMIT 1";

  private final Link link;
  private final Time time;
  private final Statements statements;
  private Deadline deadline;
  private BooleanSupplier wanted = () -> true;
  private boolean ready;
  private @Nullable Boolean leavesParts;

  Session(Link link, Time time) {
    this.link = link;
    this.time = time;
    this.statements = new Statements(link);
    this.deadline = Deadline.after(Long.MAX_VALUE / 4_000_000L, time);
    link.watch(() -> deadline.passed(time) || !wanted.getAsBoolean());
  }

  /** Makes the connection of a reader ready for its first work. */
  void ready() {
    if (!ready) {
      Opening.cache(link);
      ready = true;
    }
  }

  /** What runs from now on must end by then. */
  void until(Deadline moment) {
    deadline = moment;
  }

  /** What runs from now on ends when nobody wants it any more. */
  void whileWanted(BooleanSupplier wish) {
    wanted = wish;
  }

  /** Nothing that runs from now on is cut off. */
  void unlimited() {
    wanted = () -> true;
    deadline = Deadline.after(Long.MAX_VALUE / 4_000_000L, time);
  }

  Link link() {
    return link;
  }

  /** Rolls back what is open, if anything is. */
  void endAnyTransaction() {
    unlimited();
    try {
      link.run("ROLLBACK");
    } catch (Link.Refused _) {
      // None is open.
      return;
    }
  }

  /** The compiled statement of this text; it must be reset after its run. */
  Link.Prepared statement(String sql) {
    return statements.get(sql);
  }

  /** Runs a statement that answers nothing and is run often. */
  void perform(String sql) {
    Link.Prepared prepared = statements.get(sql);
    try {
      prepared.start(NOTHING);
    } finally {
      prepared.reset();
    }
  }

  /** Whether a statement that was refused may have left a part: a trigger of the file says FAIL. */
  boolean leavesParts() {
    Boolean known = leavesParts;
    if (known == null) {
      Link.Prepared prepared = statements.get(FAILING_TRIGGERS);
      try {
        known = prepared.start(NOTHING);
        leavesParts = known;
      } finally {
        prepared.reset();
      }
    }
    return known;
  }

  /** Forgets compiled statements and what was known of the file. */
  void forget() {
    leavesParts = null;
    statements.clear();
  }

  /**
   * Runs a read.
   *
   * @param pause called before each row; may wait, or throw to end the read
   * @throws Link.Refused when SQLite refuses
   */
  Done read(ReadScript script, Values values, RowSink sink, Runnable pause) {
    Statement statement = script.statement();
    Link.Prepared prepared = statements.get(statement.sql());
    try {
      boolean there = prepared.start(new Binder(values).bind(statement));
      sink.begin(script.shape());
      if (script.counted()) {
        sink.total(prepared.whole(0));
      }
      int first = script.counted() ? 2 : 0;
      SqliteRow row = new SqliteRow(prepared, first, script.shape());
      long total = Done.UNKNOWN;
      long count = 0;
      while (there) {
        if (script.counted()) {
          total = prepared.whole(0);
        }
        if (!script.counted() || prepared.whole(1) == 1) {
          pause.run();
          sink.row(row.moved());
          count++;
        }
        there = prepared.next();
      }
      return new Done(count, total, 0, 0);
    } finally {
      prepared.reset();
    }
  }

  /** What a write did, before anybody is told. */
  record Written(Done done, KeptRows rows) {}

  /**
   * Runs the steps of a write in the transaction that is open.
   *
   * @throws Link.Refused when SQLite refuses
   * @throws Failure when a rule, a check or a reference does
   */
  Written write(WriteScript script, WritePlan plan, Values values) {
    Numbering.accept(plan, values);
    try {
      return steps(script, plan, values);
    } catch (Link.Refused refused) {
      throw Errors.full(refused) && numbersUsed(plan.target().table())
          ? Problem.of(ErrorCode.NUMBERS_USED).failure()
          : refused;
    }
  }

  /** Whether a table's last number is given, which SQLite tells as it tells a full disk. */
  private boolean numbersUsed(String table) {
    try {
      Link.Prepared prepared = statements.get(USED + Dialect.text(table));
      try {
        return prepared.start(NOTHING);
      } finally {
        prepared.reset();
      }
    } catch (Link.Refused _) {
      return false; // no table is numbered so
    }
  }

  private Written steps(WriteScript script, WritePlan plan, Values values) {
    Binder binder = new Binder(values);
    KeptRows kept = new KeptRows(new Shape(List.of()));
    long affected = 0;
    long inserted = 0;
    boolean all = false;
    List<List<Value>> absent = List.of();
    for (Step step : script.steps()) {
      switch (step) {
        case Step.Guard(Statement statement, boolean perRow) ->
            rows(values, perRow).forEach(row -> guard(statement, binder, row, plan));
        case Step.Mutate mutate -> {
          all |= mutate.all();
          absent = new ArrayList<>();
          for (List<Value> row : rows(values, mutate.perRow())) {
            Counts counts = mutate(mutate.statement(), mutate.outcome(), binder, row);
            affected += counts.affected();
            inserted += counts.inserted();
            if (counts.affected() == 0) {
              absent.add(row);
            }
          }
        }
        case Step.Absent(Statement statement, Outcome outcome) -> {
          for (List<Value> row : absent) {
            Counts counts = mutate(statement, outcome, binder, row);
            affected += counts.affected();
            inserted += counts.inserted();
          }
        }
        case Step.Answer(Statement statement, Shape shape) ->
            kept = answer(statement, shape, binder);
        case Step.Whole _ -> throw new IllegalStateException("a step of another dialect");
      }
    }
    Refusals.judge(plan, all, values.rows().size(), affected);
    return new Written(new Done(kept.size(), Done.UNKNOWN, affected, inserted), kept);
  }

  /** The rows a step is run for; a step without rows is run once. */
  private static List<List<Value>> rows(Values values, boolean perRow) {
    return perRow ? values.rows() : List.of(List.of());
  }

  private void guard(Statement statement, Binder binder, List<Value> row, WritePlan plan) {
    Link.Prepared prepared = statements.get(statement.sql());
    try {
      if (prepared.start(binder.bind(statement, row))) {
        byte[] name = prepared.bytes(1);
        String text = name == null ? "" : Binder.text(name);
        throw Refusals.failure(plan, (int) prepared.whole(0), text);
      }
    } finally {
      prepared.reset();
    }
  }

  private record Counts(long affected, long inserted) {}

  private Counts mutate(Statement statement, Outcome outcome, Binder binder, List<Value> row) {
    Link.Prepared prepared = statements.get(statement.sql());
    try {
      boolean there = prepared.start(binder.bind(statement, row));
      return switch (outcome) {
        case LOCATED, KEYED -> located(prepared, there, outcome == Outcome.KEYED, binder);
        case INSERTED -> {
          long written = prepared.changes();
          yield new Counts(written, written);
        }
        case CHANGED -> new Counts(prepared.changes(), 0);
      };
    } finally {
      prepared.reset();
    }
  }

  private static Counts located(
      Link.Prepared prepared, boolean first, boolean keyed, Binder binder) {
    long affected = 0;
    long inserted = 0;
    for (boolean there = first; there; there = prepared.next()) {
      byte[] key = keyed ? prepared.bytes(0) : null;
      if (key == null) {
        binder.locator(prepared.whole(0));
      } else {
        binder.locator(Binder.text(key));
      }
      affected++;
      inserted += prepared.whole(1);
    }
    return new Counts(affected, inserted);
  }

  private KeptRows answer(Statement statement, Shape shape, Binder binder) {
    Link.Prepared prepared = statements.get(statement.sql());
    KeptRows kept = new KeptRows(shape);
    try {
      SqliteRow row = new SqliteRow(prepared, 0, shape);
      for (boolean there = prepared.start(binder.bind(statement)); there; there = prepared.next()) {
        kept.keep(row.moved());
      }
    } finally {
      prepared.reset();
    }
    return kept;
  }

  @Override
  public void close() {
    statements.clear();
    link.close();
  }
}
