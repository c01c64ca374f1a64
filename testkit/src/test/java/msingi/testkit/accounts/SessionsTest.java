package msingi.testkit.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import msingi.testkit.Place;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Sessions and what ends them: rows 21 and 22 of the advisories. */
final class SessionsTest {
  static final List<String> STORES = Place.STORES;

  private static final String PASSWORD = "a battery of correct horses";
  private static final String DEFINITION =
      """
      msingi: 1
      name: sessions
      auth: { autoconfirm: true, sessions: { reuse: 0s } }
      collections:
        users:
          fields: { name: text? }
          access: { read: id == auth.uid && auth.aal == 'aal1' }
      """;

  @TempDir Path folder;

  private Map<String, String> keys() {
    return Map.of("keys", folder.resolve("test.keys").toString(), "rate-limits", "false");
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void fiftyRefreshesAtOnceAdvanceTheSessionOnce(String store) throws IOException {
    try (Running running = Running.at(Place.address(store), DEFINITION, keys())) {
      Visitors visitors = new Visitors(running);
      Visitors.Answer first = visitors.signUp("ada@example.org", PASSWORD);
      List<Visitors.Answer> answers =
          Visitors.together(50, () -> visitors.refresh(first.refresh()));
      assertThat(answers).allSatisfy(it -> assertThat(it.status()).as(it.text()).isEqualTo(200));
      Set<String> tokens =
          answers.stream().map(Visitors.Answer::refresh).collect(Collectors.toSet());
      assertThat(tokens).hasSize(1);
      assertThat(counter(tokens.iterator().next())).isEqualTo(counter(first.refresh()) + 1);
    }
  }

  /** Where one session at a time is wanted. */
  @ParameterizedTest
  @FieldSource("STORES")
  void ofManyWhoSignInAtOnceOneSessionIsLeft(String store) throws IOException {
    String single = DEFINITION.replace("reuse: 0s", "single: true");
    try (Running running = Running.at(Place.address(store), single, keys())) {
      Visitors visitors = new Visitors(running);
      visitors.signUp("ada@example.org", PASSWORD);
      Queue<String> links = new ConcurrentLinkedQueue<>();
      JsonObject wish = new JsonObject().put("type", "magiclink").put("email", "ada@example.org");
      for (int each = 0; each < 30; each++) {
        links.add(
            visitors
                .ask("POST", "/auth/v1/admin/generate_link", wish, running.secretKey())
                .body()
                .getString("hashed_token"));
      }
      List<Visitors.Answer> all =
          Visitors.together(
              30,
              () -> {
                JsonObject proof =
                    new JsonObject().put("type", "magiclink").put("token_hash", links.remove());
                return visitors.ask("POST", "/auth/v1/verify", proof, "");
              });
      List<Visitors.Answer> left =
          all.stream()
              .filter(it -> it.status() == 200)
              .map(it -> visitors.refresh(it.refresh()))
              .filter(it -> it.status() == 200)
              .toList();
      assertThat(left).hasSize(1);
    }
  }

  /** The number that a refresh token bears, after its version and the session's id. */
  private static long counter(String token) {
    return ByteBuffer.wrap(Base64.getUrlDecoder().decode(token)).getLong(17);
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void anOlderTokenEndsTheSessionForEverybody(String store) throws IOException {
    try (Running running = Running.at(Place.address(store), DEFINITION, keys())) {
      Visitors visitors = new Visitors(running);
      Visitors.Answer first = visitors.signUp("ada@example.org", PASSWORD);
      Visitors.Answer second = visitors.refresh(first.refresh());
      assertThat(visitors.refresh(first.refresh()).refresh()).isEqualTo(second.refresh());
      Visitors.Answer third = visitors.refresh(second.refresh());
      assertThat(visitors.rows(third.access()).status()).isEqualTo(200);

      Visitors.Answer stolen = visitors.refresh(first.refresh());
      assertThat(stolen.status()).isEqualTo(400);
      assertThat(stolen.code()).isEqualTo("refresh_token_already_used");
      assertThat(visitors.refresh(third.refresh()).code()).isEqualTo("refresh_token_not_found");
      assertThat(visitors.rows(third.access()).status()).isEqualTo(401);
      assertThat(visitors.rows(first.access()).status()).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void sessionsAndTheirEndsOutliveTheProcess(String store) throws IOException {
    String address = Place.address(store);
    Visitors.Answer kept;
    Visitors.Answer ended;
    try (Running running = Running.at(address, DEFINITION, keys())) {
      Visitors visitors = new Visitors(running);
      kept = visitors.signUp("ada@example.org", PASSWORD);
      ended = visitors.signUp("bea@example.org", PASSWORD);
      assertThat(visitors.ask("POST", "/auth/v1/logout", new JsonObject(), ended.access()).status())
          .isEqualTo(204);
    }
    try (Running running = Running.at(address, DEFINITION, keys())) {
      Visitors visitors = new Visitors(running);
      assertThat(visitors.rows(kept.access()).text()).contains("id");
      assertThat(visitors.refresh(kept.refresh()).status()).isEqualTo(200);
      assertThat(visitors.rows(ended.access()).status()).isEqualTo(401);
      assertThat(visitors.refresh(ended.refresh()).code()).isEqualTo("refresh_token_not_found");
    }
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void aSignInEndsTheOthersWhereOneIsWanted(String store) throws IOException {
    String single = DEFINITION.replace("reuse: 0s", "reuse: 0s, single: true");
    try (Running running = Running.at(Place.address(store), single, keys())) {
      Visitors visitors = new Visitors(running);
      Visitors.Answer first = visitors.signUp("ada@example.org", PASSWORD);
      Visitors.Answer second = visitors.signIn("ada@example.org", PASSWORD);
      assertThat(visitors.rows(first.access()).status()).isEqualTo(401);
      assertThat(visitors.refresh(first.refresh()).code()).isEqualTo("refresh_token_not_found");
      assertThat(visitors.rows(second.access()).status()).isEqualTo(200);
    }
  }

  @Test
  void whatEndsInOneProcessEndsInTheOtherWithinASecond() throws Exception {
    String address = Place.address("postgres 18");
    try (Running one = Running.at(address, DEFINITION, keys());
        Running other = Running.at(address, DEFINITION, keys())) {
      Visitors here = new Visitors(one);
      Visitors there = new Visitors(other);
      Visitors.Answer session = here.signUp("ada@example.org", PASSWORD);
      assertThat(there.rows(session.access()).status()).isEqualTo(200);
      here.ask("POST", "/auth/v1/logout", new JsonObject(), session.access());
      assertThat(here.rows(session.access()).status()).isEqualTo(401);
      Elsewhere.becomes(401, () -> there.rows(session.access()).status(), "a logout");
    }
  }

  @Test
  void keysAreTheOwnersAlone() throws IOException {
    try (Running _ = Running.at(Place.address("sqlite"), DEFINITION, keys())) {
      try (var files = Files.list(folder)) {
        List<Path> secrets = files.filter(it -> it.toString().endsWith(".keys")).toList();
        assertThat(secrets).hasSize(2);
        for (Path each : secrets) {
          assertThat(Files.getPosixFilePermissions(each)).hasSize(2);
        }
      }
    }
  }
}
