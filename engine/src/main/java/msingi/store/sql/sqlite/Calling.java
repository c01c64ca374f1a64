package msingi.store.sql.sqlite;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.plan.CallPlan;
import msingi.result.Done;
import msingi.result.Shape;
import msingi.store.Values;
import msingi.store.sql.CallScript;
import msingi.store.sql.CallScript.Step;
import msingi.store.sql.ReadScript;
import msingi.store.sql.Refusals;
import msingi.store.sql.Statement;

/** Runs the steps of a call on a connection; what it answers is kept until it is judged. */
final class Calling {
  private final Session session;
  private final Binder binder;

  private Calling(Session session, Values values) {
    this.session = session;
    this.binder = new Binder(values);
  }

  /**
   * All steps, in the transaction that is open.
   *
   * @throws Link.Refused when SQLite refuses
   * @throws msingi.error.Failure READ_ONLY, NOT_SINGULAR, MAX_AFFECTED
   */
  static Session.Written run(Session session, CallScript script, CallPlan plan, Values values) {
    if (plan.readOnly() && script.writes()) {
      throw Problem.of(ErrorCode.READ_ONLY).failure();
    }
    Calling calling = new Calling(session, values);
    Session.Written written =
        new Session.Written(new Done(0, Done.UNKNOWN, 0, 0), new KeptRows(new Shape(List.of())));
    try {
      for (Step step : script.steps()) {
        switch (step) {
          case Step.Run(Statement statement) -> calling.run(statement);
          case Step.Keep keep -> calling.keep(keep);
          case Step.Answer(ReadScript read) -> written = calling.answer(read);
        }
      }
    } catch (Link.Refused refused) {
      throw Errors.ofBody(refused);
    }
    Refusals.judge(plan.expectation(), written.done().rows());
    return written;
  }

  /**
   * Compiles all steps and runs none.
   *
   * @throws msingi.error.Failure DEFINITION, with SQLite's words
   */
  static void check(Session session, CallScript script) {
    for (Step step : script.steps()) {
      try (Link.Prepared prepared = session.link().prepare(step.statement().sql())) {
        if (step instanceof Step.Keep keep) {
          List<String> missing = new ArrayList<>(keep.names());
          missing.removeAll(names(prepared));
          if (!missing.isEmpty()) {
            throw wrong("the last statement does not answer " + String.join(", ", missing));
          }
        }
      } catch (Link.Refused refused) {
        throw wrong(refused.text());
      }
    }
  }

  private static Failure wrong(String words) {
    return Problem.of(ErrorCode.DEFINITION).withDetails(words).failure();
  }

  private static List<String> names(Link.Prepared prepared) {
    return IntStream.range(0, prepared.columns()).mapToObj(prepared::name).toList();
  }

  private void run(Statement statement) {
    Link.Prepared prepared = session.statement(statement.sql());
    try {
      boolean there = prepared.start(binder.bind(statement));
      while (there) {
        there = prepared.next();
      }
    } finally {
      prepared.reset();
    }
  }

  private void keep(Step.Keep keep) {
    Link.Prepared prepared = session.statement(keep.statement().sql());
    StringBuilder rows = new StringBuilder("[");
    try {
      boolean there = prepared.start(binder.bind(keep.statement()));
      int[] places = places(prepared, keep.names());
      while (there) {
        if (rows.length() == 1 || !keep.single()) {
          rows.append(rows.length() > 1 ? "," : "");
          row(rows, prepared, places);
        }
        there = prepared.next();
      }
    } finally {
      prepared.reset();
    }
    binder.kept(rows.append(']').toString());
  }

  /** Where the statement answers each column; the first one where none is named. */
  private static int[] places(Link.Prepared prepared, List<String> names) {
    List<String> answered = names(prepared);
    int[] places =
        names.isEmpty() ? new int[1] : names.stream().mapToInt(answered::indexOf).toArray();
    if (IntStream.of(places).anyMatch(it -> it < 0)) {
      throw Problem.of(ErrorCode.STORE_CHANGED).failure();
    }
    return places;
  }

  private static void row(StringBuilder out, Link.Prepared prepared, int[] places) {
    String before = "[";
    for (int place : places) {
      out.append(before);
      before = ",";
      switch (prepared.kind(place)) {
        case WHOLE -> out.append(prepared.whole(place));
        case REAL -> out.append(real(prepared.real(place)));
        case TEXT -> Binder.quoted(out, Binder.text(bytes(prepared, place)));
        case BYTES -> Binder.quoted(out, HexFormat.of().formatHex(bytes(prepared, place)));
        case NULL -> out.append("null");
      }
    }
    out.append(']');
  }

  /** SQLite has no bytes at all for those of length zero. */
  private static byte[] bytes(Link.Prepared prepared, int place) {
    byte[] bytes = prepared.bytes(place);
    return bytes == null ? new byte[0] : bytes;
  }

  /** A number that is read as infinite where there is no finite one. */
  private static String real(double number) {
    return Double.isInfinite(number) ? (number > 0 ? "9e999" : "-9e999") : Double.toString(number);
  }

  private Session.Written answer(ReadScript read) {
    Statement statement = read.statement();
    Link.Prepared prepared = session.statement(statement.sql());
    KeptRows kept = new KeptRows(read.shape());
    int first = read.counted() ? 2 : 0;
    long total = Done.UNKNOWN;
    try {
      SqliteRow row = new SqliteRow(prepared, first, read.shape());
      for (boolean there = prepared.start(binder.bind(statement)); there; there = prepared.next()) {
        if (read.counted()) {
          total = prepared.whole(0);
        }
        if (!read.counted() || prepared.whole(1) == 1) {
          kept.keep(row.moved());
        }
      }
    } finally {
      prepared.reset();
    }
    return new Session.Written(new Done(kept.size(), total, 0, 0), kept);
  }
}
