package msingi.testkit.writes;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import msingi.testkit.Place;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Batches and functions whose senders repeat themselves, all at once, or go away. */
class BatchTroubleTest {
  private static final String DEFINITION =
      """
      msingi: 1
      name: till
      collections:
        payments:
          fields: { number: long, amount: int }
          key: [number]
          access: { read: true, create: amount > 0, update: true, delete: true }
      functions:
        pay:
          access: true
          arguments: { number: long, amount: int }
          returns: [payments]
          sql: INSERT INTO payments (number, amount) VALUES (:number, :amount) RETURNING *
        slow:
          access: true
          volatility: stable
          returns: long
          sql: >-
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 700000)
            SELECT count(*) FROM n
      """;

  private static final String ROOT = "/rest/v1/";

  static List<String> stores() {
    return Place.STORES;
  }

  private static String payment(int number) {
    return "{\"method\":\"POST\",\"path\":\"/payments\",\"body\":{\"number\":%d,\"amount\":1}}"
        .formatted(number);
  }

  private static String call(int number, int amount) {
    return "{\"method\":\"POST\",\"path\":\"/rpc/pay\",\"body\":{\"number\":%d,\"amount\":%d}}"
        .formatted(number, amount);
  }

  private static final String SLOW = "{\"method\":\"GET\",\"path\":\"/rpc/slow\"}";

  private static HttpResponse<String> send(Client client, String batch, Map<String, String> with) {
    return client.send("POST", ROOT, batch, with, "");
  }

  @ParameterizedTest
  @MethodSource("stores")
  void fiftyWithOneKeyHaveOneEffect(String store) throws Exception {
    try (Running running = Running.start(store, DEFINITION);
        Client client = new Client(running)) {
      // Without the key the second would be refused for its numbers: 23505.
      String batch = "[" + payment(1) + "," + call(2, 5) + "," + payment(3) + "]";
      List<Callable<HttpResponse<String>>> senders = new ArrayList<>();
      for (int number = 0; number < 50; number++) {
        senders.add(() -> send(client, batch, Map.of("Idempotency-Key", "k")));
      }
      Set<String> bodies = new HashSet<>();
      int first = 0;
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (Future<HttpResponse<String>> each : threads.invokeAll(senders)) {
          HttpResponse<String> answer = each.get();
          if (answer.statusCode() == 409) {
            assertThat(answer.body()).contains("MSI409");
            continue;
          }
          assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
          bodies.add(answer.body());
          first += answer.headers().firstValue("Idempotency-Replayed").isPresent() ? 0 : 1;
        }
      }
      assertThat(bodies).hasSize(1);
      assertThat(first).isEqualTo(1);
      assertThat(client.get("/rest/v1/payments?select=number&order=number"))
          .isEqualTo("[{\"number\":1},{\"number\":2},{\"number\":3}]");
    }
  }

  @ParameterizedTest
  @MethodSource("stores")
  void aFunctionUnderAKeyIsCalledOnce(String store) {
    try (Running running = Running.start(store, DEFINITION);
        Client client = new Client(running)) {
      List<HttpResponse<String>> answers = new ArrayList<>();
      for (int round = 0; round < 3; round++) {
        answers.add(
            client.send(
                "POST",
                "/rest/v1/rpc/pay",
                "{\"number\":7,\"amount\":3}",
                Map.of("Idempotency-Key", "f"),
                ""));
      }
      assertThat(answers.getFirst().body()).isEqualTo("[{\"number\":7,\"amount\":3}]");
      for (HttpResponse<String> answer : answers) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(answers.getFirst().body());
        assertThat(answer.headers().firstValue("Idempotency-Replayed").isPresent())
            .isEqualTo(!answer.equals(answers.getFirst()));
      }
      HttpResponse<String> other =
          client.send(
              "POST",
              "/rest/v1/rpc/pay",
              "{\"number\":8,\"amount\":3}",
              Map.of("Idempotency-Key", "f"),
              "");
      assertThat(other.statusCode()).isEqualTo(422);
      assertThat(client.count()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("stores")
  void functionsAreOperationsLikeOthers(String store) {
    try (Running running = Running.start(store, DEFINITION);
        Client client = new Client(running)) {
      String both =
          "["
              + call(1, 5)
              + ",{\"method\":\"PATCH\",\"path\":\"/payments\",\"body\":{\"amount\":6},"
              + "\"filters\":{\"number\":{\"eq\":{\"$ref\":\"/0/body/0/number\"}}},"
              + "\"expect\":{\"count\":1}},"
              + "{\"method\":\"GET\",\"path\":\"/payments?select=amount\"}]";
      HttpResponse<String> answer = send(client, both, Map.of());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      JsonArray parts = new JsonArray(answer.body());
      assertThat(parts.getJsonObject(0).getInteger("count")).isEqualTo(1);
      assertThat(parts.getJsonObject(2).getValue("body").toString()).isEqualTo("[{\"amount\":6}]");
      HttpResponse<String> undone =
          send(client, "[" + call(2, 5) + "," + payment(3) + "," + call(1, 9) + "]", Map.of());
      assertThat(undone.statusCode()).as(undone.body()).isEqualTo(409);
      assertThat(new JsonObject(undone.body()).getInteger("operation")).isEqualTo(2);
      assertThat(client.count()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("stores")
  void whoGoesAwayInTheMiddleHasChangedNothing(String store) throws Exception {
    try (Running running = Running.start(store, DEFINITION);
        Client client = new Client(running)) {
      String stays = "[" + payment(1) + "," + SLOW + "," + payment(2) + "]";
      HttpResponse<String> answer = send(client, stays, Map.of());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(client.count()).isEqualTo(2);
      for (String key : List.of("", "Idempotency-Key: gone\r\n")) {
        byte[] goes =
            ("[" + payment(3) + "," + SLOW + "," + payment(4) + "]")
                .getBytes(StandardCharsets.UTF_8);
        try (Socket socket = new Socket(running.uri().getHost(), running.uri().getPort())) {
          String head =
              "POST /rest/v1/ HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                  + key
                  + "Content-Length: "
                  + goes.length
                  + "\r\n\r\n";
          socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
          socket.getOutputStream().write(goes);
          socket.getOutputStream().flush();
          Thread.sleep(40);
          // At once, without the wait for what is still to be sent.
          socket.setSoLinger(true, 0);
        }
        Thread.sleep(2_500);
        assertThat(client.count()).as(key).isEqualTo(2);
      }
      // What was undone under a key may be sent again.
      String again = "[" + payment(3) + "," + SLOW + "," + payment(4) + "]";
      HttpResponse<String> late = send(client, again, Map.of("Idempotency-Key", "gone"));
      assertThat(late.statusCode()).as(late.body()).isEqualTo(200);
      assertThat(late.headers().firstValue("Idempotency-Replayed")).isEmpty();
      assertThat(client.count()).isEqualTo(4);
    }
  }
}
