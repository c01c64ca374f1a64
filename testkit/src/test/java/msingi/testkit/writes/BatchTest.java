package msingi.testkit.writes;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import msingi.testkit.Place;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Several operations in one request: all or none, each under the rules that hold for it alone. */
class BatchTest {
  private static final String DEFINITION =
      """
      msingi: 1
      name: shop
      collections:
        orders:
          fields: { number: int unique, owner: uuid?, state: text = open, secret: text?, more: json? }
          access:
            read: owner == null || owner == auth.uid
            create: owner == null || owner == auth.uid
            update: owner == null || owner == auth.uid
            delete: owner == null || owner == auth.uid
            fields: { secret: { read: "'boss' in auth.roles", write: "'boss' in auth.roles" } }
        lines:
          fields: { order: orders, item: text(1..40), amount: "decimal(12,2)" }
          check: [amount > 0]
          access: { read: true, create: true, update: true, delete: true }
      """
          .replace("name: shop\n", "name: shop\nroles: [boss]\n");

  private static final String ROOT = "/rest/v1/";
  private static final String ANN = "00000000-0000-4000-8000-00000000000a";
  private static final String BEN = "00000000-0000-4000-8000-00000000000b";
  private static final String SHOWN = "{\"Prefer\":\"return=representation\"}";

  static List<String> stores() {
    return Place.STORES;
  }

  private static HttpResponse<String> send(Client client, String body) {
    return client.send("POST", ROOT, body, Map.of(), "");
  }

  private static String order(int number) {
    return """
    {"method":"POST","path":"/orders","headers":%s,"body":{"number":%d}}
    """
        .formatted(SHOWN, number);
  }

  private static JsonObject refused(HttpResponse<String> answer, int status, int operation) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    JsonObject error = new JsonObject(answer.body());
    assertThat(error.getInteger("operation")).as(answer.body()).isEqualTo(operation);
    return error;
  }

  @ParameterizedTest
  @MethodSource("stores")
  void laterOperationsUseWhatEarlierOnesAnswered(String store) {
    try (Running running = Running.start(store, DEFINITION);
        Client client = new Client(running)) {
      String batch =
          """
          [ {"method":"POST","path":"/orders?select=id,number","headers":%s,"body":{"number":7}},
            {"method":"POST","path":"/lines","body":[
               {"order_id":{"$ref":"/0/body/0/id"},"item":"tea","amount":12345678.05},
               {"order_id":{"$ref":"/0/body/0/id"},"item":"milk","amount":2}]},
            {"method":"PATCH","path":"/orders","filters":{"id":{"eq":{"$ref":"/0/body/0/id"}}},
             "body":{"state":"paid"},"expect":{"count":1}},
            {"method":"GET","path":"/orders?select=number,state,lines(item,amount)&lines.order=item",
             "filters":{"number":{"gte":{"$ref":"/0/body/0/number"}}}} ]
          """
              .formatted(SHOWN);
      HttpResponse<String> answer = send(client, batch);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      JsonArray parts = new JsonArray(answer.body());
      assertThat(parts.stream().map(it -> ((JsonObject) it).getInteger("status")))
          .containsExactly(201, 201, 204, 200);
      assertThat(parts.stream().map(it -> ((JsonObject) it).getInteger("count")))
          .containsExactly(1, 2, 1, 1);
      JsonObject read = parts.getJsonObject(3).getJsonArray("body").getJsonObject(0);
      assertThat(read.getString("state")).isEqualTo("paid");
      assertThat(read.getJsonArray("lines")).hasSize(2);
      assertThat(client.get("/rest/v1/lines?select=amount&order=amount")).contains("12345678.05");
    }
  }

  @ParameterizedTest
  @MethodSource("stores")
  void oneThatFailsUndoesAllAndIsNamed(String store) {
    try (Running running = Running.start(store, DEFINITION);
        Client client = new Client(running)) {
      String line =
          "{\"method\":\"POST\",\"path\":\"/lines\",\"body\":{\"item\":\"x\",\"amount\":-1}}";
      JsonObject check = refused(send(client, "[" + order(1) + "," + line + "]"), 400, 1);
      assertThat(check.getString("code")).isIn("23514", "23502");
      JsonObject unique =
          refused(send(client, "[" + order(1) + "," + order(2) + "," + order(1) + "]"), 409, 2);
      assertThat(unique.getString("code")).isEqualTo("23505");
      JsonObject unknown =
          refused(
              send(client, "[" + order(1) + ",{\"method\":\"GET\",\"path\":\"/nowhere\"}]"),
              404,
              1);
      assertThat(unknown.getString("code")).isEqualTo("PGRST205");
      JsonObject expected =
          refused(
              send(
                  client,
                  "["
                      + order(1)
                      + ",{\"method\":\"DELETE\",\"path\":\"/orders?number=eq.5\","
                      + "\"expect\":{\"count\":{\"least\":1}}}]"),
              409,
              1);
      assertThat(expected.getString("code")).isEqualTo("MSI108");
      assertThat(client.get("/rest/v1/orders?select=number")).isEqualTo("[]");
    }
  }

  @ParameterizedTest
  @MethodSource("stores")
  void anOperationRunsOnlyIfAnEarlierOneHadItsRows(String store) {
    try (Running running = Running.start(store, DEFINITION);
        Client client = new Client(running)) {
      String upsert =
          """
          [ {"method":"PATCH","path":"/orders?number=eq.3","body":{"state":"seen"}},
            {"method":"POST","path":"/orders","body":{"number":3},
             "when":{"operation":0,"count":0}},
            {"method":"GET","path":"/orders?select=state&number=eq.3"} ]
          """;
      JsonArray first = new JsonArray(send(client, upsert).body());
      assertThat(first.getJsonObject(1).getInteger("status")).isEqualTo(201);
      assertThat(first.getJsonObject(2).getValue("body").toString()).contains("open");
      JsonArray second = new JsonArray(send(client, upsert).body());
      assertThat(second.getJsonObject(1).getBoolean("skipped")).isTrue();
      assertThat(second.getJsonObject(2).getValue("body").toString()).contains("seen");
      String chained =
          """
          [ {"method":"GET","path":"/orders?number=eq.99"},
            {"method":"POST","path":"/orders","headers":%s,"body":{"number":4},
             "when":{"operation":0,"count":{"least":1}}},
            {"method":"POST","path":"/orders","body":{"number":{"$ref":"/1/body/0/number"}}} ]
          """
              .formatted(SHOWN);
      assertThat(refused(send(client, chained), 400, 2).getString("code")).isEqualTo("MSI107");
    }
  }

  /** Each case is asked alone and in a batch: the same status, the same words. */
  @ParameterizedTest
  @MethodSource("stores")
  void rulesHoldAsTheyDoAlone(String store) {
    try (Running running = Running.start(store, DEFINITION);
        Client client = new Client(running)) {
      String ann = running.token(ANN, List.of());
      String boss = running.token(BEN, List.of("boss"));
      client.send("POST", "/rest/v1/orders", owned(1, ANN), Map.of(), ann);
      client.send("POST", "/rest/v1/orders", owned(2, BEN), Map.of(), boss);
      record Asked(String method, String path, String body) {}
      List<Asked> cases =
          List.of(
              new Asked("GET", "/orders?select=number&order=number", ""),
              new Asked("GET", "/orders?select=secret", ""),
              new Asked("GET", "/orders?secret=eq.x", ""),
              new Asked("GET", "/orders?select=number,lines(*)", ""),
              new Asked("GET", "/nothing", ""),
              new Asked("POST", "/orders", owned(3, BEN)),
              new Asked("POST", "/orders", "{\"number\":5,\"secret\":\"x\"}"),
              new Asked("POST", "/orders", "{\"number\":1}"),
              new Asked("PATCH", "/orders?number=eq.2", "{\"state\":\"mine\"}"),
              new Asked("PATCH", "/orders?number=eq.1", "{\"owner\":\"" + BEN + "\"}"),
              new Asked("DELETE", "/orders?number=eq.2", ""),
              new Asked("POST", "/orders?select=", "{"),
              new Asked("GET", "/orders?limit=x", ""),
              new Asked("POST", "/rpc/nothing", "{}"));
      for (String token : List.of("", ann, boss)) {
        for (Asked it : cases) {
          HttpResponse<String> alone =
              client.send(
                  it.method(),
                  "/rest/v1" + it.path(),
                  it.body(),
                  Map.of("Prefer", "return=representation, tx=rollback"),
                  token);
          if (alone.statusCode() < 300 && !it.method().equals("GET")) {
            continue;
          }
          JsonObject operation =
              new JsonObject()
                  .put("method", it.method())
                  .put("path", it.path())
                  .put("headers", new JsonObject(SHOWN));
          if (it.body().startsWith("{\"") || it.body().equals("{}")) {
            operation.put("body", new JsonObject(it.body()));
          } else if (!it.body().isEmpty()) {
            operation.put("body", it.body());
          }
          HttpResponse<String> inside =
              client.send("POST", ROOT, "[" + operation.encode() + "]", Map.of(), token);
          if (alone.statusCode() < 300) {
            assertThat(new JsonArray(inside.body()).getJsonObject(0).getValue("body"))
                .as(it + " as " + token)
                .isEqualTo(new JsonArray(alone.body()));
          } else {
            JsonObject error = new JsonObject(inside.body());
            assertThat(inside.statusCode())
                .as(it + " " + inside.body())
                .isEqualTo(alone.statusCode());
            error.remove("operation");
            assertThat(error).as(it.toString()).isEqualTo(new JsonObject(alone.body()));
          }
        }
      }
    }
  }

  private static String owned(int number, String owner) {
    return "{\"number\":" + number + ",\"owner\":\"" + owner + "\"}";
  }

  @ParameterizedTest
  @MethodSource("stores")
  void hostileBatchesAreRefusedAndLeaveNothing(String store) {
    try (Running running = Running.start(store, DEFINITION);
        Client client = new Client(running)) {
      String deep = "[".repeat(60) + "]".repeat(60);
      List<String> hostile =
          List.of(
              "",
              "{}",
              "[]",
              "[1]",
              "[" + order(1) + ",",
              "[" + order(1) + ",{\"method\":\"POST\",\"path\":\"/\",\"body\":[]}]",
              "[" + order(1) + ",{\"method\":\"OPTIONS\",\"path\":\"/orders\"}]",
              "[" + order(1) + ",{\"method\":\"GET\",\"path\":\"/orders/../lines\"}]",
              "[" + order(1) + ",{\"method\":\"GET\",\"path\":\"/orders\",\"oops\":1}]",
              "[" + order(1) + "," + with("\"headers\":{\"Authorization\":\"Bearer x\"}") + "]",
              "[" + order(1) + "," + with("\"headers\":{\"Prefer\":\"tx=rollback\"}") + "]",
              "[" + order(1) + "," + body("{\"number\":{\"$ref\":\"/0/body/0/secret\"}}") + "]",
              "[" + order(1) + "," + body("{\"number\":{\"$ref\":\"/1/body/0/number\"}}") + "]",
              "[" + order(1) + "," + body("{\"number\":{\"$ref\":\"/9/body/0/number\"}}") + "]",
              "[" + order(1) + "," + body("{\"number\":{\"$ref\":\"#/definitions/x\"}}") + "]",
              "[" + order(1) + "," + body("{\"$ref\":\"/0/body/0\"}") + "]",
              "[" + order(1) + "," + body("{\"number\":{\"$ref\":\"/0/body/-1/number\"}}") + "]",
              "[" + order(1) + "," + with("\"filters\":{\"select\":{\"eq\":\"id\"}}") + "]",
              "[" + order(1) + "," + with("\"filters\":{\"or\":{\"eq\":\"(a.eq.1)\"}}") + "]",
              "[" + order(1) + "," + with("\"filters\":{\"secret\":{\"eq\":\"x\"}}") + "]",
              "[" + order(1) + "," + with("\"filters\":{\"number&select\":{\"eq\":1}}") + "]",
              "[" + order(1) + "," + with("\"filters\":{\"number\":{\"is\":\"null\"}}") + "]",
              "[" + order(1) + "," + with("\"filters\":{\"number\":{\"eq\":null}}") + "]",
              "[" + order(1) + "," + with("\"when\":{\"operation\":1,\"count\":1}") + "]",
              "[" + order(1) + "," + with("\"when\":{\"operation\":-1,\"count\":1}") + "]",
              "[" + order(1) + "," + body("{\"number\":2,\"more\":" + deep + "}") + "]",
              IntStream.range(0, 10_000)
                  .mapToObj(BatchTest::order)
                  .collect(Collectors.joining(",", "[", "]")));
      for (String batch : hostile) {
        HttpResponse<String> answer = send(client, batch);
        String shown = batch.length() > 300 ? batch.substring(0, 300) : batch;
        assertThat(answer.statusCode()).as(shown + "\n" + answer.body()).isBetween(400, 499);
      }
      assertThat(client.get("/rest/v1/orders?select=number")).isEqualTo("[]");
      // A value is a value, whatever it looks like.
      String odd = "[" + order(1) + "," + body("{\"number\":2,\"state\":\"a,b)&select=*\"}") + ",";
      HttpResponse<String> plain =
          send(
              client,
              odd
                  + "{\"method\":\"GET\",\"path\":\"/orders?select=state\",\"filters\":{\"state\":"
                  + "{\"eq\":{\"$ref\":\"/1/body/0/state\"}}}}]");
      assertThat(new JsonArray(plain.body()).getJsonObject(2).getValue("body").toString())
          .isEqualTo("[{\"state\":\"a,b)&select=*\"}]");
      String escaped = body("{\"number\":3,\"more\":{\"$$ref\":\"#/x\"}}");
      assertThat(send(client, "[" + escaped + "]").body().replace(" ", ""))
          .contains("{\"$ref\":\"#/x\"}");
    }
  }

  private static String with(String member) {
    return "{\"method\":\"GET\",\"path\":\"/orders\"," + member + "}";
  }

  private static String body(String body) {
    return "{\"method\":\"POST\",\"path\":\"/orders\",\"headers\":"
        + SHOWN
        + ",\"body\":"
        + body
        + "}";
  }

  @ParameterizedTest
  @MethodSource("stores")
  void worksWithAKeyAndManyAtOnce(String store) throws Exception {
    try (Running running = Running.start(store, DEFINITION);
        Client client = new Client(running)) {
      List<Callable<HttpResponse<String>>> senders = new ArrayList<>();
      for (int sender = 0; sender < 24; sender++) {
        int pair = sender / 2;
        String batch = "[" + order(2 * pair) + "," + order(2 * pair + 1) + "]";
        senders.add(
            () -> client.send("POST", ROOT, batch, Map.of("Idempotency-Key", "b" + pair), ""));
      }
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (Future<HttpResponse<String>> each : threads.invokeAll(senders)) {
          assertThat(each.get().statusCode()).as(each.get().body()).isIn(200, 409);
          if (each.get().statusCode() == 409) {
            assertThat(each.get().body()).contains("MSI409");
          }
        }
      }
      HttpResponse<String> again =
          client.send(
              "POST",
              ROOT,
              "[" + order(0) + "," + order(1) + "]",
              Map.of("Idempotency-Key", "b0"),
              "");
      assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
      assertThat(new JsonArray(client.get("/rest/v1/orders?select=number"))).hasSize(24);
    }
  }

  @ParameterizedTest
  @MethodSource("stores")
  void preconditionsHoldInsideAndUnderAKey(String store) {
    try (Running running = Running.start(store, DEFINITION);
        Client client = new Client(running)) {
      send(client, "[" + order(1) + "]");
      String tag =
          client
              .send("GET", "/rest/v1/orders?number=eq.1", "", Map.of(), "")
              .headers()
              .firstValue("ETag")
              .orElseThrow();
      Map<String, String> keyed = Map.of("If-Match", tag, "Idempotency-Key", "k");
      for (int round = 0; round < 2; round++) {
        HttpResponse<String> changed =
            client.send("PATCH", "/rest/v1/orders?number=eq.1", "{\"state\":\"paid\"}", keyed, "");
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(204);
      }
      JsonObject late =
          new JsonObject()
              .put("method", "PATCH")
              .put("path", "/orders?number=eq.1")
              .put("headers", new JsonObject().put("If-Match", tag))
              .put("body", new JsonObject().put("state", "lost"));
      HttpResponse<String> answer = send(client, "[" + order(2) + "," + late.encode() + "]");
      refused(answer, 412, 1);
      assertThat(client.get("/rest/v1/orders?select=number,state"))
          .isEqualTo("[{\"number\":1,\"state\":\"paid\"}]");
    }
  }

  /** Batches of random parts, right and wrong: never the server's fault, never half done. */
  @ParameterizedTest
  @MethodSource("stores")
  void randomBatchesAreAnsweredAndWhole(String store) {
    try (Running running = Running.start(store, DEFINITION);
        Client client = new Client(running)) {
      Random random = new Random(6);
      String[] pieces = {
        order(1),
        order(2),
        body("{\"number\":{\"$ref\":\"/0/body/0/number\"}}"),
        body("[]"),
        body("null"),
        body("\"\""),
        body("{\"number\":\"x\"}"),
        body("{\"more\":{\"a\":[1,2]}}"),
        with("\"filters\":{\"number\":{\"gt\":{\"$ref\":\"/0/count\"}}}"),
        with("\"body\":1"),
        with("\"when\":{\"operation\":0,\"count\":{\"most\":1}}"),
        with("\"expect\":{\"count\":0}"),
        "{\"method\":\"DELETE\",\"path\":\"/orders?number=gt.0\"}",
        "{\"method\":\"PUT\",\"path\":" + "\"/orders?id=eq.1\",\"body\":{}}",
        "{\"path\":\"/lines?select=*,orders(*)\"}",
        "{\"method\":\"GET\",\"path\":\"/lines?select=*,orders(*)\",\"headers\":{\"Accept\":"
            + "\"text/csv\"}}",
        "{\"method\":\"HEAD\",\"path\":\"/orders\"}",
        "7",
        "null"
      };
      for (int round = 0; round < 150; round++) {
        String batch =
            IntStream.range(0, 1 + random.nextInt(5))
                .mapToObj(_ -> pieces[random.nextInt(pieces.length)])
                .collect(Collectors.joining(",", "[", "]"));
        if (random.nextInt(5) == 0) {
          int at = random.nextInt(batch.length());
          batch =
              batch.substring(0, at) + "\"{[,}\\".charAt(random.nextInt(6)) + batch.substring(at);
        }
        String before = client.get("/rest/v1/orders?order=number");
        HttpResponse<String> answer = send(client, batch);
        assertThat(answer.statusCode()).as(batch + "\n" + answer.body()).isLessThan(500);
        if (answer.statusCode() >= 300) {
          assertThat(client.get("/rest/v1/orders?order=number")).as(batch).isEqualTo(before);
        } else {
          assertThat(new JsonArray(answer.body())).isNotEmpty();
        }
      }
    }
  }
}
