package msingi.testkit.writes;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import msingi.base.Deadline;
import msingi.base.Randomness;
import msingi.base.Time;
import msingi.door.rest.RestDoor;
import msingi.door.rest.RestSettings;
import msingi.http.HttpSettings;
import msingi.http.Listener;
import msingi.observe.Observer;
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
import msingi.testkit.Http;
import msingi.testkit.Place;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two senders of one batch under one key, where the moment that the second one sees is older than
 * the answer to the first. On SQLite there is no such moment: the writer is the lock.
 */
class LateMomentTest {
  private static final String DEFINITION =
      """
      msingi: 1
      name: till
      collections:
        payments:
          fields: { number: long, amount: int }
          key: [number]
          access: { read: true, create: true }
        notes:
          fields: { text: text }
          access: { read: true, create: true }
      """;

  /** What happens between a moment and whatever is asked of it; nothing the next time. */
  private static final class Meanwhile implements Engine {
    private final Engine engine;
    private final AtomicInteger left = new AtomicInteger();
    private volatile Runnable other = () -> {};

    Meanwhile(Engine engine) {
      this.engine = engine;
    }

    @Override
    public Future<Session> admit(Credentials credentials, Deadline deadline) {
      return engine.admit(credentials, deadline).map(session -> new Late(session, this));
    }

    private Engine.Together late(Engine.Together begun, Isolation isolation) {
      if (isolation == Isolation.SNAPSHOT && left.getAndDecrement() > 0) {
        begun.recall(new Once("another", "POST /", "")).await();
        other.run();
      }
      return begun;
    }
  }

  private record Late(Engine.Session session, Meanwhile meanwhile) implements Engine.Session {
    @Override
    public Caller caller() {
      return session.caller();
    }

    @Override
    public Surface surface() {
      return session.surface();
    }

    @Override
    public Future<Done> run(Request request, RowSink sink) {
      return session.run(request, sink);
    }

    @Override
    public Future<Done> stream(Request.Read read, RowSink sink, Demand demand) {
      return session.stream(read, sink, demand);
    }

    @Override
    public Future<Engine.Together> begin(Isolation isolation) {
      return Future.succeededFuture(meanwhile.late(session.begin(isolation).await(), isolation));
    }

    @Override
    public Future<String> explain(Request request) {
      return session.explain(request);
    }

    @Override
    public Future<String> plan(Request request, Explanation explanation) {
      return session.plan(request, explanation);
    }
  }

  private static HttpResponse<String> send(URI address, String batch) {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/rest/v1/"))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", "k")
            .POST(HttpRequest.BodyPublishers.ofString(batch))
            .build();
    try {
      return Http.client().send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException broken) {
      throw new IllegalStateException(broken);
    }
  }

  /** Its rows have keys of their own, or get new ones. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"method\":\"POST\",\"path\":\"/payments\",\"body\":{\"number\":1,\"amount\":1}}",
        "{\"method\":\"POST\",\"path\":\"/notes\",\"body\":{\"text\":\"paid\"}}"
      })
  void whoBeganBeforeTheFirstAnswerGetsItAllTheSame(String operation) throws Exception {
    Vertx vertx = Vertx.vertx();
    try (Place place = Place.fresh("postgres 18", DEFINITION)) {
      Meanwhile engine = new Meanwhile(place.pipeline());
      Listener listener =
          new Listener(
              vertx,
              new HttpSettings("127.0.0.1", 0, 1, List.of(), 16),
              () -> new HttpSettings.Limits(10_000, 1 << 20),
              List.of(
                  new RestDoor(
                      engine,
                      Observer.NONE,
                      new RestSettings(true, true, false),
                      (_, _, _) -> Future.succeededFuture())),
              Observer.NONE,
              Time.SYSTEM,
              Randomness.secure());
      URI address = URI.create("http://127.0.0.1:" + listener.start().await());
      String batch = "[" + operation + "]";
      List<HttpResponse<String>> first = new ArrayList<>();
      engine.other = () -> first.add(send(address, batch));
      engine.left.set(1);
      HttpResponse<String> late = send(address, batch);
      assertThat(first.getFirst().statusCode()).as(first.getFirst().body()).isEqualTo(200);
      assertThat(late.statusCode()).as(late.body()).isEqualTo(200);
      assertThat(late.body()).isEqualTo(first.getFirst().body());
      assertThat(late.headers().firstValue("Idempotency-Replayed")).contains("true");
      String table = operation.contains("payments") ? "payments" : "notes";
      assertThat(rows(address, table)).isEqualTo(1);
    } finally {
      vertx.close().await();
    }
  }

  private static int rows(URI address, String table) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(address.resolve("/rest/v1/" + table)).build();
    HttpResponse<String> all = Http.client().send(request, HttpResponse.BodyHandlers.ofString());
    return new JsonArray(all.body()).size();
  }
}
