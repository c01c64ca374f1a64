package msingi.testkit.writes;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import msingi.testkit.Place;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Inserts that follow one another in a batch, which a store may send together: each has the outcome
 * that it would have if it were sent by itself.
 */
class ManyInsertsTest {
  private static final String DEFINITION =
      """
      msingi: 1
      name: fair
      collections:
        events:
          fields: { name: text, tickets: "[tickets.event]" }
          access: { read: true, create: true }
        tickets:
          fields: { event: events, holder: text, seen: bool = true }
          access:
            read: seen
            create: "!event.tickets.exists(t, t.holder == holder)"
        notes:
          fields: { number: int unique, text: text(1..20), seen: bool = true, at: timestamp? }
          check: [number != 13]
          access: { read: seen, create: number < 1000 }
        parts:
          fields: { id: long, whole: parts?, name: text }
          key: [id]
          access: { read: true, create: true }
      """;

  private static final String SHOWN = "{\"Prefer\":\"return=representation\"}";

  static List<String> stores() {
    return Place.STORES;
  }

  private static HttpResponse<String> batch(Client client, int count, IntFunction<String> body) {
    return batch(client, "/notes", count, body);
  }

  private static HttpResponse<String> batch(
      Client client, String path, int count, IntFunction<String> body) {
    String batch =
        IntStream.range(0, count)
            .mapToObj(it ->
                "{\"method\":\"POST\",\"path\":\"%s\",\"headers\":%s,\"body\":%s}"
                    .formatted(path, it % 7 == 3 ? "{}" : SHOWN, body.apply(it)))
            .collect(Collectors.joining(",", "[", "]"));
    return client.send("POST", "/rest/v1/", batch, Map.of(), "");
  }

  private static String note(int number) {
    return "{\"number\":" + number + ",\"text\":\"n" + number + "\"}";
  }

  @ParameterizedTest
  @MethodSource("stores")
  void eachIsAnsweredWithItsOwnRows(String store) {
    try (Running running = Running.start(store, DEFINITION);
        Client client = new Client(running)) {
      for (int round = 0; round < 5; round++) {
        int first = round * 150;
        HttpResponse<String> answer =
            batch(
                client,
                100,
                it ->
                    it % 10 == 5
                        ? "["
                            + note(first + 100 + it / 10 * 2)
                            + ","
                            + note(first + 101 + it / 10 * 2)
                            + "]"
                        : note(first + it == 13 ? 999 : first + it));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonArray parts = new JsonArray(answer.body());
        for (int place = 0; place < 100; place++) {
          JsonObject part = parts.getJsonObject(place);
          assertThat(part.getInteger("status")).isEqualTo(201);
          assertThat(part.getInteger("count")).isEqualTo(place % 10 == 5 ? 2 : 1);
          if (place % 7 == 3) {
            assertThat(part.getValue("body")).isNull();
            continue;
          }
          JsonArray rows = part.getJsonArray("body");
          int number = first + place == 13 ? 999 : first + place;
          int wanted = place % 10 == 5 ? first + 100 + place / 10 * 2 : number;
          assertThat(rows.getJsonObject(0).getInteger("number")).isEqualTo(wanted);
          assertThat(rows.size()).isEqualTo(place % 10 == 5 ? 2 : 1);
          // The validator of a row is that of the row alone.
          assertThat(part.getJsonObject("headers").containsKey("etag")).isEqualTo(rows.size() == 1);
        }
      }
      assertThat(new JsonArray(client.get("/rest/v1/notes?select=number"))).hasSize(550);
    }
  }

  @ParameterizedTest
  @MethodSource("stores")
  void theFirstThatFailsIsNamed(String store) {
    try (Running running = Running.start(store, DEFINITION);
        Client client = new Client(running)) {
      record Wrong(String body, int status, String code) {}
      List<Wrong> all =
          List.of(
              new Wrong(note(3), 409, "23505"),
              new Wrong("{\"number\":13,\"text\":\"x\"}", 400, "23514"),
              new Wrong("{\"number\":2000,\"text\":\"x\"}", 401, "42501"),
              new Wrong("{\"number\":777,\"text\":null}", 400, "23502"),
              new Wrong("{\"number\":700}", 400, "23502"));
      for (Wrong wrong : all) {
        for (int place : new int[] {5, 44, 79}) {
          // A later one is as wrong: the first counts.
          HttpResponse<String> answer =
              batch(
                  client,
                  80,
                  it -> it == place || it == 79 ? wrong.body() : note(it == 13 ? 999 : it));
          JsonObject error = new JsonObject(answer.body());
          assertThat(answer.statusCode()).as(wrong + answer.body()).isEqualTo(wrong.status());
          assertThat(error.getString("code")).isEqualTo(wrong.code());
          assertThat(error.getInteger("operation")).as(answer.body()).isEqualTo(place);
        }
      }
      assertThat(client.get("/rest/v1/notes?select=number")).isEqualTo("[]");
    }
  }

  /** What a caller may not read again is not answered; its neighbours are, each in its place. */
  @ParameterizedTest
  @MethodSource("stores")
  void rowsThatMayNotBeReadLeaveTheOthersInPlace(String store) {
    try (Running running = Running.start(store, DEFINITION);
        Client client = new Client(running)) {
      HttpResponse<String> answer =
          batch(
              client,
              60,
              it ->
                  "{\"number\":%d,\"text\":\"t\",\"seen\":%b}"
                      .formatted(it == 13 ? 999 : it, it % 5 != 2));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      JsonArray parts = new JsonArray(answer.body());
      for (int place = 0; place < 60; place++) {
        if (place % 7 == 3) {
          continue;
        }
        JsonArray rows = parts.getJsonObject(place).getJsonArray("body");
        assertThat(parts.getJsonObject(place).getInteger("count")).isEqualTo(1);
        assertThat(rows.size()).isEqualTo(place % 5 == 2 ? 0 : 1);
        if (rows.size() == 1) {
          assertThat(rows.getJsonObject(0).getInteger("number"))
              .isEqualTo(place == 13 ? 999 : place);
        }
      }
    }
  }

  /** The rule counts what the operations before have written. */
  @ParameterizedTest
  @MethodSource("stores")
  void aRuleSeesWhatThoseBeforeWrote(String store) {
    try (Running running = Running.start(store, DEFINITION);
        Client client = new Client(running)) {
      String event =
          new JsonArray(
                  client
                      .send(
                          "POST",
                          "/rest/v1/events",
                          "{\"name\":\"e\"}",
                          Map.of("Prefer", "return=representation"),
                          "")
                      .body())
              .getJsonObject(0)
              .getString("id");
      IntFunction<String> ticket =
          it -> "{\"event_id\":\"%s\",\"holder\":\"h%d\"}".formatted(event, it % 50);
      assertThat(batch(client, "/tickets", 50, ticket).statusCode()).isEqualTo(200);
      IntFunction<String> again =
          it -> "{\"event_id\":\"%s\",\"holder\":\"g%d\"}".formatted(event, it == 41 ? 40 : it);
      HttpResponse<String> refused = batch(client, "/tickets", 50, again);
      assertThat(refused.statusCode()).as(refused.body()).isEqualTo(401);
      assertThat(new JsonObject(refused.body()).getInteger("operation")).isEqualTo(41);
    }
  }

  /** A reference to a row that only a later operation writes leads nowhere. */
  @ParameterizedTest
  @MethodSource("stores")
  void noneRefersToALaterOne(String store) {
    try (Running running = Running.start(store, DEFINITION);
        Client client = new Client(running)) {
      IntFunction<String> chain =
          it ->
              "{\"id\":%d,\"name\":\"p\",\"whole_id\":%s}".formatted(it, it == 0 ? "null" : it - 1);
      assertThat(batch(client, "/parts", 40, chain).statusCode()).isEqualTo(200);
      IntFunction<String> ahead =
          it ->
              "{\"id\":%d,\"name\":\"p\",\"whole_id\":%s}"
                  .formatted(100 + it, it == 20 ? 121 : "null");
      HttpResponse<String> refused = batch(client, "/parts", 40, ahead);
      assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
      assertThat(new JsonObject(refused.body()).getInteger("operation")).isEqualTo(20);
    }
  }
}
