package msingi.door.rest;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.http.Exchange;
import msingi.http.InnerExchange;
import msingi.request.Engine;
import msingi.request.Isolation;
import msingi.wire.Json;
import msingi.wire.Output;

/**
 * Several operations in one request and one transaction: each is a request of its own to this door,
 * under the same rules. Where one fails all are undone. What does not depend on an earlier answer
 * is not kept waiting for it.
 */
final class Batch {
  private static final int MOST_OPERATIONS = 500;
  private static final int MOST_UNSETTLED = 64;
  private static final long MOST_BYTES = 16L * 1024 * 1024;

  private final Exchange exchange;
  private final Engine.Session session;
  private final RestSettings settings;
  private final BiFunction<Exchange, Engine.Session, Future<?>> serve;
  private final List<Part> parts = new ArrayList<>();
  private int settled;
  private long bytes;

  /**
   * @param session a transaction that is open already, or one that begins its own
   * @param serve answers an operation
   */
  Batch(
      Exchange exchange,
      Engine.Session session,
      RestSettings settings,
      BiFunction<Exchange, Engine.Session, Future<?>> serve) {
    this.exchange = exchange;
    this.session = session;
    this.settings = settings;
    this.serve = serve;
  }

  /** An operation that was begun, or passed over: then its exchange has no answer. */
  private record Part(
      Operation operation, InnerExchange inner, Counting counting, Future<?> done, boolean ran) {}

  /** Runs all and answers. */
  Future<?> run() {
    exchange.route("/rest/v1/");
    return exchange
        .body()
        .compose(body -> {
          exchange.stage("parse");
          return exchange.direct(() -> {
            together(operations(body));
            return true;
          });
        })
        .map(_ -> {
          exchange.stage("transaction");
          answer();
          return true;
        });
  }

  private static List<Operation> operations(byte[] body) {
    if (!(Json.read(body) instanceof Json.Many(List<Json> items))) {
      throw Operation.wrong("operations are an array");
    }
    if (items.isEmpty() || items.size() > MOST_OPERATIONS) {
      throw Operation.wrong("there are 1 to " + MOST_OPERATIONS + " operations");
    }
    List<Operation> operations = new ArrayList<>(items.size());
    for (int place = 0; place < items.size(); place++) {
      try {
        operations.add(Operation.read(items.get(place), place));
        References.sources(operations.getLast(), place);
      } catch (Failure failure) {
        throw new OperationFailed(place, failure);
      }
    }
    return operations;
  }

  private void together(List<Operation> operations) {
    boolean undone = undone();
    if (session instanceof Engine.Together open) {
      if (undone) {
        throw Operation.wrong("tx=rollback and Idempotency-Key do not go together");
      }
      all(operations, open);
      return;
    }
    Engine.Together together = session.begin(isolation(operations)).await();
    boolean kept = false;
    try {
      all(operations, together);
      if (!undone) {
        together.commit().await();
        kept = true;
      }
    } finally {
      if (!kept) {
        together.rollback().otherwiseEmpty().await();
      }
    }
  }

  /** Preconditions are asked of one moment. */
  private static Isolation isolation(List<Operation> operations) {
    boolean conditional =
        operations.stream()
            .map(Operation::headers)
            .anyMatch(it -> it.containsKey("if-match") || it.containsKey("if-none-match"));
    return conditional ? Isolation.SNAPSHOT : Isolation.COMMITTED;
  }

  private boolean undone() {
    String tx = Preferences.parse(exchange.headers("prefer")).tx();
    return settings.overridable() && tx.equals("rollback");
  }

  private void all(List<Operation> operations, Engine.Together together) {
    for (int place = 0; place < operations.size(); place++) {
      if (exchange.gone()) {
        throw Problem.of(ErrorCode.CANCELED, "The client has gone").failure();
      }
      Operation operation = operations.get(place);
      int needed = operation.when().operation();
      for (int source : References.sources(operation, place)) {
        needed = Math.max(needed, source);
      }
      settle(Math.max(needed + 1, place - MOST_UNSETTLED));
      parts.add(begun(operation, together, place));
    }
    settle(parts.size());
    if (exchange.gone()) {
      throw Problem.of(ErrorCode.CANCELED, "The client has gone").failure();
    }
  }

  private Part begun(Operation operation, Engine.Together together, int place) {
    Counting counting = new Counting(together);
    Operation.Condition when = operation.when();
    boolean runs = when.operation() < 0 || when.count().holds(count(when.operation()));
    InnerExchange inner = new InnerExchange(exchange, NOTHING);
    Future<?> done = Future.succeededFuture();
    if (runs) {
      try {
        inner = new InnerExchange(exchange, asked(operation, together));
        done = serve.apply(inner, counting);
      } catch (Failure | StackOverflowError failure) {
        // Those before it come first: theirs may be the failure that is told.
        settle(place);
        throw new OperationFailed(place, failure);
      }
    }
    return new Part(operation, inner, counting, done, runs);
  }

  private static final InnerExchange.Asked NOTHING =
      new InnerExchange.Asked("GET", "/", "", Map.of(), new byte[0]);

  private long count(int place) {
    Part part = parts.get(place);
    return part.ran() ? part.counting().count() : 0;
  }

  private InnerExchange.Asked asked(Operation operation, Engine.Together together) {
    Map<String, List<String>> headers = new LinkedHashMap<>(operation.headers());
    if (!Preferences.parse(headers.getOrDefault("prefer", List.of())).tx().isEmpty()) {
      throw Operation.wrong("tx is preferred for the whole");
    }
    String type = headers.getOrDefault("content-type", List.of("application/json")).getFirst();
    byte[] body = new byte[0];
    if (operation.body() instanceof Json.Text(String text) && !type.contains("json")) {
      body = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    } else if (!operation.body().equals(Json.Bare.NULL)) {
      body = References.bytes(References.resolved(operation.body(), this::shown));
      headers.putIfAbsent("content-type", List.of(type));
    }
    String query = operation.query();
    if (!operation.filters().isEmpty()) {
      InnerExchange named =
          new InnerExchange(
              exchange,
              new InnerExchange.Asked(
                  operation.method(), operation.path(), "", headers, new byte[0]));
      Call call = Call.find(named, together, operation.path().substring(1), settings);
      query = References.query(operation, call.visible(), this::shown);
    }
    return new InnerExchange.Asked(operation.method(), operation.path(), query, headers, body);
  }

  /** Waits for the operations before a place; the first that failed is thrown. */
  private void settle(int end) {
    for (; settled < Math.min(end, parts.size()); settled++) {
      Part part = parts.get(settled);
      if (!part.ran()) {
        continue;
      }
      try {
        part.done().await();
        bytes += part.inner().output().length();
        judge(part);
      } catch (RuntimeException failure) {
        throw new OperationFailed(settled, failure);
      }
    }
  }

  private void judge(Part part) {
    long count = part.counting().count();
    if (!part.operation().expect().holds(count)) {
      throw Problem.of(ErrorCode.BATCH_EXPECTATION)
          .withDetails("The operation had " + count + " rows.")
          .failure();
    }
    if (bytes > MOST_BYTES) {
      throw Operation.wrong("all answers have " + MOST_BYTES + " bytes at most");
    }
    if (part.inner().status() == 0) {
      throw Operation.wrong("this cannot be asked");
    }
  }

  private Json shown(int place) {
    Part part = parts.get(place);
    if (!part.ran()) {
      throw Problem.of(
              ErrorCode.BATCH_REFERENCE, "A reference leads to an operation that did not run")
          .failure();
    }
    Output output = new Output(256);
    write(output, part);
    return Json.read(output.toByteArray());
  }

  private static void write(Output output, Part part) {
    if (!part.ran()) {
      output.text("{\"skipped\":true}");
      return;
    }
    InnerExchange inner = part.inner();
    output.text("{\"status\":").whole(inner.status()).text(",\"headers\":{");
    boolean first = true;
    for (Map.Entry<String, List<String>> header : inner.answered().entrySet()) {
      output.text(first ? "" : ",").quoted(header.getKey()).put(':');
      output.quoted(String.join(", ", header.getValue()));
      first = false;
    }
    output.text("},\"count\":").whole(part.counting().count()).text(",\"body\":");
    String type = String.join("", inner.answered().getOrDefault("content-type", List.of()));
    Output body = inner.output();
    if (body.length() == 0) {
      output.text("null");
    } else if (type.contains("json") && !type.contains("ndjson")) {
      output.put(body.array(), 0, body.length());
    } else {
      output.quoted(new String(body.toByteArray(), java.nio.charset.StandardCharsets.UTF_8));
    }
    output.put('}');
  }

  private void answer() {
    if (!exchange.claim()) {
      return;
    }
    Output output = new Output((int) Math.min(bytes + 256L * parts.size(), Integer.MAX_VALUE / 2));
    for (int place = 0; place < parts.size(); place++) {
      write(output.put(place == 0 ? '[' : ','), parts.get(place));
    }
    exchange.set("Cache-Control", "no-store");
    exchange.end(200, Media.ARRAY.type(), output.put(']'));
  }
}
