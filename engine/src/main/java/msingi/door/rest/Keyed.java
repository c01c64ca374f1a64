package msingi.door.rest;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import msingi.http.Exchange;
import msingi.http.IdempotencyKey;
import msingi.http.InnerExchange;
import msingi.request.Answered;
import msingi.request.Engine;
import msingi.request.Isolation;
import msingi.request.Once;
import msingi.wire.Output;

/**
 * A write under an {@code Idempotency-Key}: its answer is kept in the transaction of its effect,
 * and given again to whoever sends the same. What is refused changed nothing and is not kept.
 */
final class Keyed {
  private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");

  /** The headers that decide, beside the body, what is done and how it is answered. */
  private static final List<String> DECIDING =
      List.of("content-type", "content-profile", "accept", "prefer", "if-match", "if-none-match");

  private final Exchange exchange;
  private final Engine.Session session;
  private final BiFunction<Exchange, Engine.Session, Future<?>> serve;

  /**
   * @param serve answers a request inside a transaction
   */
  Keyed(
      Exchange exchange,
      Engine.Session session,
      BiFunction<Exchange, Engine.Session, Future<?>> serve) {
    this.exchange = exchange;
    this.session = session;
    this.serve = serve;
  }

  /** Whether a request is a write with a key. */
  static boolean asked(Exchange exchange) {
    return WRITES.contains(exchange.method()) && IdempotencyKey.given(exchange);
  }

  /** Answers, now or as before. */
  Future<?> run() {
    String key = IdempotencyKey.of(exchange);
    Future<byte[]> body =
        exchange.method().equals("DELETE") ? Future.succeededFuture(new byte[0]) : exchange.body();
    return body.compose(
            bytes -> {
              exchange.stage("parse");
              Once once = new Once(key, route(), payload(bytes));
              return exchange.direct(() -> answered(once, bytes));
            })
        .map(answered -> {
          exchange.stage("transaction");
          give(answered);
          return answered;
        });
  }

  private String route() {
    String query = exchange.query();
    return exchange.method() + " " + exchange.path() + (query.isEmpty() ? "" : "?" + query);
  }

  private String payload(byte[] body) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String name : DECIDING) {
        String values = name + ":" + String.join(",", exchange.headers(name)) + "\n";
        digest.update(values.getBytes(StandardCharsets.UTF_8));
      }
      digest.update(body);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private record Given(Answered answer, boolean again) {}

  private Given answered(Once once, byte[] body) {
    Isolation isolation = isolation();
    try {
      return answered(once, body, isolation);
    } catch (RuntimeException failure) {
      if (isolation == Isolation.COMMITTED) {
        throw failure;
      }
      // A transaction of one moment does not see what was answered since that moment.
      return since(once).orElseThrow(() -> failure);
    }
  }

  private Optional<Given> since(Once once) {
    Engine.Together together = session.begin(Isolation.COMMITTED).await();
    try {
      return together.recall(once).await().map(it -> new Given(it, true));
    } finally {
      together.rollback().otherwiseEmpty().await();
    }
  }

  private Given answered(Once once, byte[] body, Isolation isolation) {
    Engine.Together together = session.begin(isolation).await();
    boolean kept = false;
    try {
      Optional<Answered> earlier = together.recall(once).await();
      if (earlier.isPresent()) {
        return new Given(earlier.get(), true);
      }
      InnerExchange inner = new InnerExchange(exchange, asked(body));
      serve.apply(inner, together).await();
      Answered answer =
          new Answered(inner.status(), inner.answered(), inner.output().toByteArray());
      together.remember(once, answer).await();
      together.commit().await();
      kept = true;
      return new Given(answer, false);
    } finally {
      if (!kept) {
        together.rollback().otherwiseEmpty().await();
      }
    }
  }

  /** Preconditions are asked of one moment; what a batch asks is not known yet. */
  private Isolation isolation() {
    boolean conditional =
        !exchange.headers("if-match").isEmpty() || !exchange.headers("if-none-match").isEmpty();
    return conditional || exchange.path().length() < 2 ? Isolation.SNAPSHOT : Isolation.COMMITTED;
  }

  private InnerExchange.Asked asked(byte[] body) {
    Map<String, List<String>> headers = new HashMap<>();
    for (String name : exchange.origin().headers().keySet()) {
      headers.put(name, exchange.headers(name));
    }
    return new InnerExchange.Asked(
        exchange.method(), exchange.path(), exchange.query(), headers, body);
  }

  private void give(Given given) {
    if (!exchange.claim()) {
      return;
    }
    Answered answer = given.answer();
    answer.headers().forEach((name, values) -> values.forEach(it -> exchange.add(name, it)));
    if (given.again()) {
      exchange.set("Idempotency-Replayed", "true");
    }
    List<String> type = answer.headers().getOrDefault("content-type", List.of());
    if (type.isEmpty()) {
      exchange.end(answer.status());
    } else {
      exchange.end(
          answer.status(), type.getFirst(), new Output(answer.body().length).put(answer.body()));
    }
  }
}
