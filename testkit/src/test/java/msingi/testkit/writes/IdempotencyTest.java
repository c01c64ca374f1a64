package msingi.testkit.writes;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One key, one effect, one answer. */
class IdempotencyTest {
  private static final String DEFINITION =
      """
      msingi: 1
      name: payments
      collections:
        payments:
          fields: { code: text unique, amount: int, owner: uuid?, notes: text? }
          check: [amount > 0]
          access: { read: true, create: owner == null || owner == auth.uid, update: true,
                    delete: true }
      """;

  private static final String ANN = "00000000-0000-4000-8000-00000000000a";
  private static final String BEN = "00000000-0000-4000-8000-00000000000b";
  private static final String PAYMENTS = "/rest/v1/payments";

  static List<String> stores() {
    return Place.STORES;
  }

  private static String payment(String code, int amount) {
    return "{\"code\":\"" + code + "\",\"amount\":" + amount + "}";
  }

  private static Map<String, String> key(String key) {
    return Map.of("Idempotency-Key", key, "Prefer", "return=representation");
  }

  private static boolean replayed(HttpResponse<String> answer) {
    return answer.headers().firstValue("Idempotency-Replayed").isPresent();
  }

  @ParameterizedTest
  @MethodSource("stores")
  void theFirstAnswerIsGivenAgain(String store) {
    try (Running running = Running.start(store, DEFINITION);
        Client client = new Client(running)) {
      HttpResponse<String> first = client.send("POST", PAYMENTS, payment("a", 1), key("k1"), "");
      assertThat(first.statusCode()).isEqualTo(201);
      assertThat(replayed(first)).isFalse();
      HttpResponse<String> again = client.send("POST", PAYMENTS, payment("a", 1), key("k1"), "");
      assertThat(again.statusCode()).isEqualTo(201);
      assertThat(again.body()).isEqualTo(first.body()).contains("\"a\"");
      assertThat(again.headers().map().get("preference-applied"))
          .isEqualTo(first.headers().map().get("preference-applied"))
          .isNotNull();
      assertThat(replayed(again)).isTrue();
      assertThat(client.count()).isEqualTo(1);

      HttpResponse<String> other = client.send("POST", PAYMENTS, payment("b", 1), key("k1"), "");
      assertThat(other.statusCode()).isEqualTo(422);
      assertThat(other.body()).contains("MSI422").doesNotContain("\"a\"");
      assertThat(client.count()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("stores")
  void aKeyBelongsToACallerAndARoute(String store) {
    try (Running running = Running.start(store, DEFINITION);
        Client client = new Client(running)) {
      String ann = running.token(ANN, List.of());
      String ben = running.token(BEN, List.of());
      assertThat(client.send("POST", PAYMENTS, payment("a", 1), key("k"), ann).statusCode())
          .isEqualTo(201);
      // To another caller the key says nothing: the request is done, and told of the conflict.
      HttpResponse<String> theirs = client.send("POST", PAYMENTS, payment("a", 1), key("k"), ben);
      assertThat(theirs.statusCode()).isEqualTo(409);
      assertThat(theirs.body()).contains("23505");
      assertThat(client.send("POST", PAYMENTS, payment("b", 1), key("k"), ben).statusCode())
          .isEqualTo(201);
      assertThat(
              client
                  .send("POST", PAYMENTS + "?select=code", payment("c", 1), key("k"), ann)
                  .statusCode())
          .isEqualTo(201);
      // A token is renewed, the person stays.
      HttpResponse<String> renewed =
          client.send("POST", PAYMENTS, payment("a", 1), key("k"), running.token(ANN, List.of()));
      assertThat(replayed(renewed)).isTrue();
      assertThat(client.count()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @MethodSource("stores")
  void everyWriteHasItsKey(String store) {
    try (Running running = Running.start(store, DEFINITION);
        Client client = new Client(running)) {
      client.send("POST", PAYMENTS, payment("a", 1), Map.of(), "");
      for (int round = 0; round < 2; round++) {
        HttpResponse<String> changed =
            client.send(
                "PATCH", PAYMENTS + "?code=eq.a&amount=eq.1", "{\"amount\":2}", key("p"), "");
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.body()).contains("\"amount\":2");
        assertThat(replayed(changed)).isEqualTo(round == 1);
      }
      for (int round = 0; round < 2; round++) {
        HttpResponse<String> gone =
            client.send("DELETE", PAYMENTS + "?code=eq.a", "", key("d"), "");
        assertThat(gone.statusCode()).isEqualTo(200);
        assertThat(gone.body()).contains("\"a\"");
        assertThat(replayed(gone)).isEqualTo(round == 1);
      }
      String id = "00000000-0000-4000-8000-0000000000ff";
      for (int round = 0; round < 2; round++) {
        String row = "{\"id\":\"" + id + "\",\"code\":\"z\",\"amount\":3}";
        HttpResponse<String> put = client.send("PUT", PAYMENTS + "?id=eq." + id, row, key("u"), "");
        assertThat(put.statusCode()).isEqualTo(201);
        assertThat(replayed(put)).isEqualTo(round == 1);
      }
      assertThat(client.count()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("stores")
  void whatWasRefusedChangedNothingAndMayBeSentAgain(String store) {
    try (Running running = Running.start(store, DEFINITION);
        Client client = new Client(running)) {
      client.send("POST", PAYMENTS, payment("a", 1), Map.of(), "");
      assertThat(client.send("POST", PAYMENTS, payment("a", 5), key("k"), "").statusCode())
          .isEqualTo(409);
      assertThat(client.send("POST", PAYMENTS, payment("x", -5), key("k"), "").statusCode())
          .isEqualTo(400);
      client.send("DELETE", PAYMENTS + "?code=eq.a", "", Map.of(), "");
      HttpResponse<String> later = client.send("POST", PAYMENTS, payment("a", 5), key("k"), "");
      assertThat(later.statusCode()).isEqualTo(201);
      assertThat(replayed(later)).isFalse();
      assertThat(client.count()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("stores")
  void keysAreLimitedAndSoAreAnswers(String store) {
    try (Running running = Running.start(store, DEFINITION);
        Client client = new Client(running)) {
      for (String wrong : List.of("x".repeat(256), "a b", "\"a b\"")) {
        HttpResponse<String> answer =
            client.send("POST", PAYMENTS, payment("a", 1), key(wrong), "");
        assertThat(answer.statusCode()).as(wrong).isEqualTo(400);
        assertThat(answer.body()).contains("MSI105");
      }
      String notes = "n".repeat(1_100_000);
      String large = "{\"code\":\"l\",\"amount\":1,\"notes\":\"" + notes + "\"}";
      HttpResponse<String> refused = client.send("POST", PAYMENTS, large, key("l"), "");
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(refused.body()).contains("MSI106", "nothing was changed");
      assertThat(client.count()).isZero();
      HttpResponse<String> less =
          client.send("POST", PAYMENTS, large, Map.of("Idempotency-Key", "l"), "");
      assertThat(less.statusCode()).isEqualTo(201);
      assertThat(client.count()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("stores")
  void fiftyAtOnceHaveOneEffect(String store) throws Exception {
    try (Running running = Running.start(store, DEFINITION);
        Client client = new Client(running)) {
      atOnce(List.of(client));
      assertThat(client.count()).isEqualTo(1);
    }
  }

  @Test
  void twoServersOverOneDatabaseHaveOneEffect() throws Exception {
    String address = Place.address("postgres 18");
    try (Running one = Running.at(address, DEFINITION, Map.of());
        Running two = Running.at(address, DEFINITION, Map.of());
        Client first = new Client(one);
        Client second = new Client(two)) {
      atOnce(List.of(first, second));
      assertThat(first.count()).isEqualTo(1);
    }
  }

  /** The same request fifty times at once: one effect, equal answers or 409. */
  private static void atOnce(List<Client> clients) throws Exception {
    List<Callable<HttpResponse<String>>> senders = new ArrayList<>();
    for (int number = 0; number < 50; number++) {
      Client client = clients.get(number % clients.size());
      // A conflict of codes would be 23505: only the key may keep it to one row.
      senders.add(
          () -> client.send("POST", PAYMENTS, "[" + payment("once", 1) + "]", key("k"), ""));
    }
    Set<String> bodies = new HashSet<>();
    int first = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<HttpResponse<String>> each : threads.invokeAll(senders)) {
        HttpResponse<String> answer = each.get();
        if (answer.statusCode() == 409) {
          assertThat(answer.body()).contains("MSI409");
        } else {
          assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
          bodies.add(answer.body());
          first += replayed(answer) ? 0 : 1;
        }
      }
    }
    assertThat(bodies).hasSize(1);
    assertThat(first).isEqualTo(1);
  }
}
