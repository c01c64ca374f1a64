package msingi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Row 21 of the advisories: of many who refresh at once the session advances once, what was used up
 * stays so, and what was ended stays ended; all of it over the death of the process.
 */
class RefreshOverAKillTest {
  private static final int MANY = 50;
  private static final String DEFINITION =
      """
      msingi: 1
      name: refreshed
      store: sqlite:data.db
      auth: { autoconfirm: true, sessions: { reuse: 0s } }
      collections:
        users:
          fields: { name: text? }
          access: { read: id == auth.uid }
      """;

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres"})
  void aSessionAdvancesOnceAndEndsForGood(String store) throws Exception {
    Path folder = Serving.folder(DEFINITION);
    String[] words =
        store.equals("sqlite")
            ? new String[] {"serve"}
            : new String[] {"serve", "--store", EmbeddedPostgres.shared(18).createDatabase().uri()};
    String first;
    Set<String> told = ConcurrentHashMap.newKeySet();
    try (Serving serving = new Serving(folder, words)) {
      first = signUp(serving).getString("refresh_token");
      refreshUntilKilled(serving, first, told);
    }
    String used;
    String last;
    try (Serving serving = new Serving(folder, words)) {
      Set<String> now = refreshedByMany(serving, first);
      assertThat(now).as("one token for all").hasSize(1).containsAll(told);
      String second = now.iterator().next();
      assertThat(counter(second)).isEqualTo(counter(first) + 1);
      JsonObject session = refresh(serving, second);
      last = session.getString("refresh_token");
      used = session.getString("access_token");
      assertThat(rows(serving, used).statusCode()).isEqualTo(200);
      assertThat(refresh(serving, first).getString("error_code"))
          .isEqualTo("refresh_token_already_used");
      serving.process().toHandle().destroyForcibly();
      serving.exit();
    }
    try (Serving serving = new Serving(folder, words)) {
      for (String token : List.of(first, last)) {
        assertThat(refresh(serving, token).getString("error_code"))
            .isEqualTo("refresh_token_not_found");
      }
      assertThat(rows(serving, used).statusCode()).isEqualTo(401);
    }
  }

  private static JsonObject signUp(Serving serving) throws Exception {
    JsonObject wish =
        new JsonObject()
            .put("email", "ada@example.org")
            .put("password", "a battery of correct horses");
    return new JsonObject(serving.send("POST", "/auth/v1/signup", wish.encode()).body());
  }

  private static JsonObject refresh(Serving serving, String token)
      throws IOException, InterruptedException {
    String body = new JsonObject().put("refresh_token", token).encode();
    return new JsonObject(
        serving.send("POST", "/auth/v1/token?grant_type=refresh_token", body).body());
  }

  private static HttpResponse<String> rows(Serving serving, String token)
      throws IOException, InterruptedException {
    return serving.send("GET", "/rest/v1/users", "", "Authorization", "Bearer " + token);
  }

  /** Kills the process as soon as a few were answered; the others never learn what happened. */
  private static void refreshUntilKilled(Serving serving, String token, Set<String> told)
      throws Exception {
    AtomicInteger answers = new AtomicInteger();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int client = 0; client < MANY; client++) {
        clients.submit(() -> {
          told.add(refresh(serving, token).getString("refresh_token"));
          return answers.incrementAndGet();
        });
      }
      serving.until(() -> answers.get() > 2, "some answers");
      serving.process().toHandle().destroyForcibly();
      serving.exit();
    }
    assertThat(told).as("before the kill").hasSize(1);
  }

  private static Set<String> refreshedByMany(Serving serving, String token) throws Exception {
    Set<String> tokens = ConcurrentHashMap.newKeySet();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> all = new ArrayList<>();
      for (int client = 0; client < MANY; client++) {
        all.add(
            clients.submit(() -> tokens.add(refresh(serving, token).getString("refresh_token"))));
      }
      for (Future<Boolean> each : all) {
        each.get();
      }
    }
    return tokens;
  }

  /** The number that a refresh token bears, after its version and the session's id. */
  private static long counter(String token) {
    return ByteBuffer.wrap(Base64.getUrlDecoder().decode(token)).getLong(17);
  }
}
