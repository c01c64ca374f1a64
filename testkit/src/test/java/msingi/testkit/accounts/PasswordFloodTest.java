package msingi.testkit.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import msingi.testkit.Place;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More sign-ins than can be hashed: what is too much is refused, and told when to come again. */
final class PasswordFloodTest {
  private static final String DEFINITION =
      """
      msingi: 1
      name: flood
      auth: { autoconfirm: true }
      collections:
        notes: { fields: { text: text } }
      """;

  /** Fewer from each address than its own limit. */
  private static final int EACH = 50;

  /** One is hashed and thirty-two wait. */
  private static final int ROOM = 33;

  @TempDir Path folder;

  @Test
  void whatIsTooMuchIsRefusedWithATimeToComeAgain() throws Exception {
    Map<String, String> flags =
        Map.of(
            "keys", folder.resolve("test.keys").toString(),
            "password-cost", "19,16",
            "password-concurrent", "1");
    try (Running running = Running.at(Place.address("sqlite"), DEFINITION, flags);
        Caller owner = new Caller(running, "127.0.6.9");
        Caller first = new Caller(running, "127.0.6.1");
        Caller second = new Caller(running, "127.0.6.2");
        Caller third = new Caller(running, "127.0.6.3")) {
      String email = "amina@clinic.example";
      String password = "a battery of correct horses";
      assertThat(owner.signUp(email, password).status()).isEqualTo(200);
      List<Caller.Answer> answers = flood(List.of(first, second, third));
      assertThat(answers).extracting(Caller.Answer::status).isSubsetOf(400, 503, 504);
      List<Caller.Answer> refused = answers.stream().filter(it -> it.status() == 503).toList();
      assertThat(refused).hasSizeGreaterThanOrEqualTo(ROOM);
      assertThat(refused).allSatisfy(it -> assertThat(it.pause()).isPositive());
      assertThat(refused).allSatisfy(it -> assertThat(it.body()).contains("Too many passwords"));
      // Those that were let in are over, and nobody stays locked out.
      assertThat(owner.signIn(email, password).status()).isEqualTo(200);
    }
  }

  private static List<Caller.Answer> flood(List<Caller> callers) throws Exception {
    List<Future<Caller.Answer>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int each = 0; each < EACH; each++) {
        for (Caller caller : callers) {
          String email = "stranger" + all.size() + "@clinic.example";
          all.add(threads.submit(() -> guess(caller, email)));
        }
      }
    }
    List<Caller.Answer> answers = new ArrayList<>();
    for (Future<Caller.Answer> each : all) {
      answers.add(each.get());
    }
    return answers;
  }

  private static Caller.Answer guess(Caller caller, String email)
      throws IOException, InterruptedException {
    return caller.signIn(email, "not the password at all");
  }
}
