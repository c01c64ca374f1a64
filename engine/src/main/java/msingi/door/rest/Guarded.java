package msingi.door.rest;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.time.ZoneId;
import java.util.List;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.request.Engine;
import msingi.request.Isolation;
import msingi.request.Request;
import msingi.result.Done;
import msingi.result.RowSink;

/**
 * Writes only if the preconditions hold of what a GET of the same address would answer, read in the
 * same transaction: no other write comes in between (RFC 9110, section 13.1.1).
 */
final class Guarded {
  /**
   * How often a write is tried when others change its rows under it. Many times: to give up tells
   * that there were changes, and the caller may not be one to know.
   */
  private static final int ATTEMPTS = 25;

  private final Call call;
  private final Parameters parameters;
  private final Preconditions preconditions;
  private final ZoneId zone;

  /**
   * @param zone in which a GET would write moments
   */
  Guarded(Call call, Parameters parameters, Preconditions preconditions, ZoneId zone) {
    this.call = call;
    this.parameters = parameters;
    this.preconditions = preconditions;
    this.zone = zone;
  }

  /** Checks and writes. */
  Future<Done> write(Request.Write write, RowSink sink) {
    if (unread()) {
      return check(call.session()).compose(_ -> call.session().run(write, sink));
    }
    return attempt(question(), write, sink, ATTEMPTS);
  }

  /** Asks the preconditions alone. */
  Future<Void> check(Engine.Session session) {
    if (unread()) {
      preconditions.require(false, List.of());
      return Future.succeededFuture();
    }
    return check(session, question());
  }

  /** Whether the caller may read nothing here: then there is nothing, whatever there is. */
  private boolean unread() {
    return !call.visible().operations().read();
  }

  /** All is decoded before the transaction begins, which keeps others waiting. */
  private Future<Done> attempt(Question question, Request.Write write, RowSink sink, int left) {
    return call.session()
        .begin(Isolation.SNAPSHOT)
        .compose(together ->
            Future.succeededFuture()
                .compose(_ -> check(together, question))
                .compose(_ -> together.run(write, sink))
                .transform(outcome -> end(together, outcome, write.expectation().rollback())))
        .recover(cause ->
            left > 1 && raced(cause)
                ? attempt(question, write, sink, left - 1)
                : Future.failedFuture(cause));
  }

  private static Future<Done> end(
      Engine.Together together, AsyncResult<Done> outcome, boolean undone) {
    if (outcome.failed()) {
      return together.rollback().transform(_ -> Future.failedFuture(outcome.cause()));
    }
    return (undone ? together.rollback() : together.commit()).map(outcome.result());
  }

  /**
   * Whether others changed the rows. What they changed may be invisible to the caller, so it is no
   * answer by itself: the preconditions are asked again.
   */
  private static boolean raced(Throwable cause) {
    return cause instanceof Failure failure && failure.problem().code() == ErrorCode.SERIALIZATION;
  }

  /**
   * What a GET of the address asks, of one row more.
   *
   * @param most rows that a GET answers, or 1 where only their presence matters
   * @param whole whether every row that is written must be in the answer
   */
  private record Question(Request.Read read, long most, boolean whole) {}

  private Question question() {
    boolean whole = preconditions.match() instanceof Tags.Listed;
    long most = whole ? call.session().surface().app().settings().rows() : 1;
    Decoding decoding = new Decoding(call.session().surface(), call.names());
    Node root = decoding.tree(call.visible(), parameters);
    if (whole && !root.window.equals(Parameters.Window.ALL)) {
      throw partial("limit and offset leave rows out");
    }
    root.window = Parameters.Window.ALL;
    Request.Query query = decoding.query(root, most + 1, true);
    if (whole && query.items().stream().anyMatch(Guarded::fewer)) {
      throw partial("sums and inner relations leave rows out");
    }
    Request.Count count = preconditions.counted() ? Request.Count.EXACT : Request.Count.NONE;
    return new Question(new Request.Read(query, count, decoding.values()), most, whole);
  }

  private Future<Void> check(Engine.Session session, Question question) {
    Representation shown = new Representation(preconditions.media(), zone, question.most());
    return session
        .run(question.read(), shown)
        .map(done -> {
          if (question.whole() && shown.count() > question.most()) {
            throw partial("the write is of more rows than an answer has");
          }
          long total = Ranges.total(0, shown.count(), done.total());
          preconditions.require(shown.count() > 0, shown.tags(total));
          return null;
        });
  }

  /** Whether because of it there are rows that are not answered one by one. */
  private static boolean fewer(Request.Item item) {
    return switch (item) {
      case Request.Item.Field _ -> false;
      case Request.Item.Aggregate _ -> true;
      case Request.Item.Embed it -> it.inner();
      case Request.Item.Join it -> it.inner();
      case Request.Item.Spread it ->
          it.inner() || it.query().items().stream().anyMatch(Guarded::fewer);
    };
  }

  private static Failure partial(String why) {
    return Problem.of(ErrorCode.BAD_REQUEST, "If-Match is about every row that is written")
        .withDetails("Here " + why + ".")
        .withHint("Name one row by its key.")
        .failure();
  }
}
