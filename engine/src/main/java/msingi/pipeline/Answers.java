package msingi.pipeline;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import msingi.base.Deadline;
import msingi.base.Time;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.expression.Bindings;
import msingi.expression.Value;
import msingi.request.Answered;
import msingi.request.Caller;
import msingi.request.Once;
import msingi.result.Row;
import msingi.result.RowSink;
import msingi.result.Shape;
import msingi.store.Store;
import msingi.store.Transaction;
import msingi.store.Values;

/**
 * First answers, kept for a day beside what they took effect with. A key is found by a hash of the
 * caller, the route and itself, so that the table tells nothing of either.
 */
public final class Answers {
  /** How long an answer is kept. */
  static final long KEPT_MICROS = TimeUnit.HOURS.toMicros(24);

  /** The most bytes of an answer that is kept. */
  static final int MOST_BYTES = 1024 * 1024;

  /** Claims that differ from one token of a session to the next (RFC 7519, section 4.1). */
  private static final Set<String> PASSING = Set.of("exp", "iat", "nbf", "jti");

  private static final long SWEEP_MILLIS = 5_000;
  private static final int SWEPT_AT_ONCE = 500;

  private final Transaction transaction;
  private final Caller caller;
  private final Time time;
  private final Deadline deadline;

  Answers(Transaction transaction, Caller caller, Time time, Deadline deadline) {
    this.transaction = transaction;
    this.caller = caller;
    this.time = time;
    this.deadline = deadline;
  }

  /**
   * Takes the key for this transaction and looks for its answer.
   *
   * @return fails with ONCE_RUNNING or ONCE_PAYLOAD
   */
  Future<Optional<Answered>> recall(Once once) {
    String id = id(once);
    List<Kept> found = new ArrayList<>(1);
    Future<Boolean> claimed = transaction.claim(id);
    Future<?> read =
        transaction.read(
            AnswerPlans.FIND,
            values(List.of(new Value.Text(id), new Value.Whole(1), new Value.Whole(0)), List.of()),
            sink(found));
    return Future.join(claimed, read)
        .compose(_ -> {
          if (!claimed.result()) {
            throw Problem.of(ErrorCode.ONCE_RUNNING).failure();
          }
          return found.isEmpty()
              ? Future.succeededFuture(Optional.empty())
              : judged(id, once, found.getFirst());
        });
  }

  private Future<Optional<Answered>> judged(String id, Once once, Kept kept) {
    if (kept.createdMicros() < time.micros() - KEPT_MICROS) {
      return transaction
          .write(AnswerPlans.FORGET, values(List.of(new Value.Text(id)), List.of()), RowSink.NONE)
          .map(_ -> Optional.empty());
    }
    if (!kept.payload().equals(once.payload())) {
      throw Problem.of(ErrorCode.ONCE_PAYLOAD).failure();
    }
    return Future.succeededFuture(Optional.of(kept.answered()));
  }

  /**
   * Keeps an answer.
   *
   * @return fails with ONCE_TOO_LARGE
   */
  Future<Void> remember(Once once, Answered answered) {
    String headers = text(answered.headers());
    if (answered.body().length + headers.length() > MOST_BYTES) {
      throw Problem.of(ErrorCode.ONCE_TOO_LARGE).failure();
    }
    List<Value> row =
        List.of(
            new Value.Text(id(once)),
            new Value.Text(once.payload()),
            new Value.Whole(answered.status()),
            new Value.Text(headers),
            new Value.Bytes(answered.body()),
            new Value.Timestamp(time.micros()));
    return transaction
        .write(AnswerPlans.KEEP, values(List.of(), List.of(row)), RowSink.NONE)
        .<Void>mapEmpty()
        .recover(cause -> Future.failedFuture(raced(cause)));
  }

  /** A transaction of one moment does not see that another has answered since. */
  private static Throwable raced(Throwable cause) {
    return cause instanceof Failure failure && failure.problem().code() == ErrorCode.UNIQUE
        ? Problem.of(ErrorCode.ONCE_RUNNING).failure()
        : cause;
  }

  private record Kept(String payload, Answered answered, long createdMicros) {}

  private static RowSink sink(List<Kept> found) {
    return new RowSink() {
      @Override
      public void begin(Shape shape) {}

      @Override
      public void row(Row row) {
        byte[] body = row.isNull(4) ? new byte[0] : row.bytes(4);
        Answered answered = new Answered((int) row.whole(2), headers(row.text(3)), body);
        found.add(new Kept(row.text(1), answered, row.whole(5)));
      }
    };
  }

  private static String text(Map<String, List<String>> headers) {
    JsonObject object = new JsonObject();
    new TreeMap<>(headers).forEach((name, values) -> object.put(name, new JsonArray(values)));
    return object.encode();
  }

  private static Map<String, List<String>> headers(String text) {
    Map<String, List<String>> headers = new TreeMap<>();
    JsonObject object = new JsonObject(text);
    for (String name : object.fieldNames()) {
      headers.put(name, object.getJsonArray(name).stream().map(String::valueOf).toList());
    }
    return headers;
  }

  /** Who has a uid is known by it; others by all that their token claims; strangers are one. */
  private String id(Once once) {
    Map<String, Value> claims = new TreeMap<>(caller.claims());
    claims.keySet().removeAll(PASSING);
    boolean known = !(caller.uid() instanceof Value.Null);
    Value issuer = claims.getOrDefault("iss", Value.Null.NULL);
    String rest = known ? issuer.toString() : caller.roles() + " " + claims;
    return hash(
        List.of(caller.role().text(), caller.uid().toString(), rest, once.route(), once.key()));
  }

  /** SHA-256 over texts, each with its length. */
  private static String hash(List<String> texts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String text : texts) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
      }
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private Values values(List<Value> parameters, List<List<Value>> rows) {
    return new Values(new Bindings(parameters, Caller.SERVICE, time.micros()), rows, deadline);
  }

  /**
   * Removes a bounded number of answers that are older than a day.
   *
   * @return whether there may be more
   */
  public static Future<Boolean> sweep(Store store, Time time) {
    Value before = new Value.Timestamp(time.micros() - KEPT_MICROS);
    Deadline deadline = Deadline.after(SWEEP_MILLIS, time);
    Bindings oldest =
        new Bindings(
            List.of(before, new Value.Whole(1), new Value.Whole(SWEPT_AT_ONCE - 1)),
            Caller.SERVICE,
            time.micros());
    List<Value> last = new ArrayList<>(1);
    RowSink sink =
        new RowSink() {
          @Override
          public void begin(Shape shape) {}

          @Override
          public void row(Row row) {
            last.add(new Value.Timestamp(row.whole(0)));
          }
        };
    return store
        .read(AnswerPlans.OLDEST, new Values(oldest, List.of(), deadline), sink)
        .compose(_ -> {
          List<Value> until = List.of(last.isEmpty() ? before : last.getFirst());
          Bindings bindings = new Bindings(until, Caller.SERVICE, time.micros());
          return store.write(
              AnswerPlans.SWEEP, new Values(bindings, List.of(), deadline), RowSink.NONE);
        })
        .map(_ -> !last.isEmpty());
  }
}
