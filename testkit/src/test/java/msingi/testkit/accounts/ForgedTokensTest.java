package msingi.testkit.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import msingi.testkit.Http;
import msingi.testkit.Place;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Tokens that must open nothing, at the doors: row 18 of the advisories. */
final class ForgedTokensTest {
  static final List<String> STORES = Place.STORES;

  private static final int LEAST_FORGED = 90;
  private static final String DEFINITION =
      """
      msingi: 1
      name: forged
      auth: { autoconfirm: true }
      roles: [doctor]
      collections:
        users:
          fields: { name: text? }
          access: { read: id == auth.uid || 'doctor' in auth.roles }
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @FieldSource("STORES")
  void noForgedTokenOpensAnything(String store) throws Exception {
    AtomicInteger lured = new AtomicInteger();
    Vertx vertx = Vertx.vertx();
    HttpServer trap =
        vertx
            .createHttpServer()
            .requestHandler(request -> {
              lured.incrementAndGet();
              request.response().end("{\"keys\":[]}");
            })
            .listen(0, "127.0.0.1")
            .await();
    String lure = "http://127.0.0.1:" + trap.actualPort() + "/jwks.json";
    Path keys = folder.resolve("test.keys");
    try (Running running =
            Running.at(Place.address(store), DEFINITION, Map.of("keys", keys.toString()));
        HttpClient http = Http.client()) {
      Visitors.Answer session =
          new Visitors(running).signUp("ada@example.org", "a battery of correct horses");
      String id = session.body().getJsonObject("user").getString("id");
      assertThat(ask(http, running, "/rest/v1/users?select=id", session.access()).body())
          .contains(id);
      Map<String, String> forged = new HashMap<>(new Forger(session.access(), keys, lure).all());
      assertThat(forged).hasSizeGreaterThan(LEAST_FORGED);
      for (Map.Entry<String, String> each : forged.entrySet()) {
        for (String path : List.of("/rest/v1/users?select=id", "/auth/v1/user")) {
          HttpResponse<String> answer = ask(http, running, path, each.getValue());
          assertThat(answer.statusCode()).as(each.getKey() + answer.body()).isIn(401, 403);
          assertThat(answer.body()).as(each.getKey()).doesNotContain(id, "ada@example.org");
        }
      }
      assertThat(lured).as("nobody follows an address of a token").hasValue(0);
    } finally {
      vertx.close().await();
    }
  }

  private static HttpResponse<String> ask(
      HttpClient http, Running running, String path, String token) throws Exception {
    URI uri = running.uri().resolve(path);
    return http.send(
        HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
