package msingi.testkit.advisories;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import msingi.testkit.Http;
import msingi.testkit.Place;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Row 40 of the advisories: two people fail in every way at the same time, each with words of their
 * own in the request. No answer, and no header of one, ever holds a word of the other; each is the
 * one that is given when nobody else asks.
 */
class ErrorsOfTwoTest {
  static final List<String> STORES = Place.STORES;

  private static final int ROUNDS = 40;
  private static final int EACH = 4;
  private static final String DEFINITION =
      """
      msingi: 1
      name: two
      limits: { body: 2KiB }
      auth: { autoconfirm: true }
      collections:
        notes:
          fields: { id: long, owner: uuid, text: "text(3..40)" }
          access: { read: owner == auth.uid, create: owner == auth.uid, update: owner == auth.uid }
      functions:
        half: { arguments: { n: int }, returns: int, access: true, sql: "select :n / 2" }
      """;

  /**
   * A request that fails; {@code @} stands for the word of who sends it.
   *
   * @param headers names and values by turns
   */
  private record Wrong(String method, String path, String body, String... headers) {}

  private static final List<Wrong> WRONGS =
      List.of(
          new Wrong("GET", "/rest/v1/@", ""),
          new Wrong("GET", "/rest/v1/notes?@=eq.1", ""),
          new Wrong("GET", "/rest/v1/notes?id=eq.@", ""),
          new Wrong("GET", "/rest/v1/notes?id=@.1", ""),
          new Wrong("GET", "/rest/v1/notes?select=@", ""),
          new Wrong("GET", "/rest/v1/notes?select=id,@(id)", ""),
          new Wrong("GET", "/rest/v1/notes?order=@.asc", ""),
          new Wrong("GET", "/rest/v1/notes?limit=@", ""),
          new Wrong("GET", "/rest/v1/notes?or=(@", ""),
          new Wrong("GET", "/rest/v1/rpc/@", ""),
          new Wrong("GET", "/rest/v1/rpc/half?@=1", ""),
          new Wrong("GET", "/rest/v1/rpc/half?n=@", ""),
          new Wrong("POST", "/rest/v1/notes", "{\"@\":1}"),
          new Wrong("POST", "/rest/v1/notes", "{\"id\":\"@\"}"),
          new Wrong("POST", "/rest/v1/notes", "{\"id\":1,\"@"),
          new Wrong("POST", "/rest/v1/notes?columns=@", "{\"id\":1}"),
          new Wrong(
              "POST",
              "/rest/v1/notes",
              "{\"id\":7,\"owner\":\"0190a000-0000-7000-8000-000000000009\",\"text\":\"@\"}"),
          new Wrong("POST", "/rest/v1/notes", "{\"text\":\"@" + "x".repeat(100) + "\"}"),
          new Wrong("POST", "/rest/v1/notes", "{\"text\":\"@" + "x".repeat(3_000) + "\"}"),
          new Wrong("PATCH", "/rest/v1/notes?id=eq.1", "{\"@\":1}"),
          new Wrong("PUT", "/rest/v1/notes?id=eq.1", "{\"id\":2,\"text\":\"@\"}"),
          new Wrong("BREW", "/rest/v1/notes?@", ""),
          new Wrong("GET", "/rest/v1/notes", "", "Accept", "application/@"),
          new Wrong("GET", "/rest/v1/notes", "", "Accept-Profile", "@"),
          new Wrong("GET", "/rest/v1/notes", "", "Prefer", "handling=strict, @=1"),
          new Wrong("GET", "/nothing/@", ""),
          new Wrong("GET", "/openapi.json/@", ""),
          new Wrong("POST", "/auth/v1/token?grant_type=@", "{}"),
          new Wrong(
              "POST",
              "/auth/v1/token?grant_type=password",
              "{\"email\":\"@@example.org\",\"password\":\"@\"}"),
          new Wrong("POST", "/auth/v1/token?grant_type=refresh_token", "{\"refresh_token\":\"@\"}"),
          new Wrong("POST", "/auth/v1/signup", "{\"email\":\"@\",\"password\":\"@@@@@@@@\"}"),
          new Wrong("POST", "/auth/v1/verify", "{\"type\":\"@\",\"token_hash\":\"@\"}"),
          new Wrong("GET", "/auth/v1/verify?type=signup&token=@&redirect_to=https://@.example", ""),
          new Wrong("GET", "/auth/v1/@", ""),
          new Wrong("POST", "/auth/v1/logout?scope=@", ""),
          new Wrong("GET", "/auth/v1/user", "", "Authorization", "Bearer @.@.@"));

  /** Who asks, and the word that is theirs alone. */
  private record Person(String word, String bearer) {}

  @ParameterizedTest
  @FieldSource("STORES")
  void nobodyReadsTheWordsOfAnother(String store) throws Exception {
    Map<String, String> settings = Map.of("rate-limits", "false", "password-cost", "19,2");
    try (Running running = Running.start(store, DEFINITION, settings);
        HttpClient http = Http.client();
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      Person one =
          new Person("canarione", running.token("0190a000-0000-7000-8000-000000000001", List.of()));
      Person two =
          new Person("canaritwo", running.token("0190a000-0000-7000-8000-000000000002", List.of()));
      List<String> alone = new ArrayList<>();
      for (Wrong each : WRONGS) {
        alone.add(answer(http, running, each, one));
      }
      assertThat(alone.stream().filter(it -> it.contains(one.word())))
          .as("words come back at all")
          .hasSizeGreaterThan(8);
      List<Future<Void>> asking = new ArrayList<>();
      for (int client = 0; client < EACH; client++) {
        asking.add(clients.submit(() -> fail(http, running, alone, one, two, one.word())));
        asking.add(clients.submit(() -> fail(http, running, alone, two, one, one.word())));
      }
      for (Future<Void> each : asking) {
        each.get();
      }
    }
  }

  private static Void fail(
      HttpClient http, Running running, List<String> alone, Person who, Person other, String first)
      throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      for (int index = 0; index < WRONGS.size(); index++) {
        String answer = answer(http, running, WRONGS.get(index), who);
        assertThat(answer).doesNotContain(other.word());
        assertThat(answer.replace(who.word(), first)).isEqualTo(alone.get(index));
      }
    }
    return null;
  }

  /** Status, headers and body, without what differs each time. */
  private static String answer(HttpClient http, Running running, Wrong wrong, Person who)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(running.uri().resolve(wrong.path().replace("@", who.word())))
            .header("Content-Type", "application/json")
            .method(
                wrong.method(),
                wrong.body().isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body(wrong, who)));
    request.setHeader("Authorization", "Bearer " + who.bearer());
    for (int index = 0; index < wrong.headers().length; index += 2) {
      request.setHeader(
          wrong.headers()[index], wrong.headers()[index + 1].replace("@", who.word()));
    }
    HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(wrong + answer.body()).isBetween(300, 499);
    TreeSet<String> headers = new TreeSet<>();
    answer
        .headers()
        .map()
        .forEach((name, values) -> {
          if (!name.equals("x-request-id")
              && !name.equals("server-timing")
              && !name.equals("date")) {
            headers.add(name + values);
          }
        });
    return answer.statusCode() + " " + headers + " " + answer.body();
  }

  private static String body(Wrong wrong, Person who) {
    return wrong.body().replace("@@example", who.word() + "@example").replace("@", who.word());
  }
}
