package msingi.testkit.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import msingi.auth.AccountSweep;
import msingi.auth.Condition;
import msingi.auth.Line;
import msingi.auth.Table;
import msingi.auth.Work;
import msingi.base.Deadline;
import msingi.base.Ids;
import msingi.base.Randomness;
import msingi.base.Time;
import msingi.server.Configuration;
import msingi.server.Startup;
import msingi.server.Wiring;
import msingi.store.Store;
import msingi.testkit.Place;
import msingi.testkit.scenario.MovedClock;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The audit does not grow for ever: what repeats is told in few lines, what is old goes. */
final class AuditTest {
  static final List<String> STORES = Place.STORES;

  private static final String PASSWORD = "a battery of correct horses";
  private static final JsonObject NOTHING = new JsonObject();
  private static final int TRIES = 40;
  private static final String DEFINITION =
      """
      msingi: 1
      name: audited
      auth: { autoconfirm: true }
      collections:
        notes: { fields: { text: text } }
      """;

  private static final int OLD = 1_100;
  private static final Table.Change INSERT = Table.of("audit").insert();
  private static final Table.Find ALL = Table.of("audit").list("id", Condition.present("id"));

  private final Ids ids = new Ids(Time.SYSTEM, Randomness.secure());
  private final MovedClock clock = new MovedClock();
  @TempDir private Path folder;

  private Running running(String address) throws IOException {
    return Running.at(
        address,
        DEFINITION,
        Map.of(
            "keys",
            folder.resolve("test.keys").toString(),
            "rate-limits",
            "false",
            "password-cost",
            "19,1"),
        clock);
  }

  private static String entries(Running running) {
    return new Visitors(running)
        .ask("GET", "/auth/v1/admin/audit?per_page=1000", NOTHING, running.secretKey())
        .text();
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void whatFailsOverAndOverIsToldInFewLines(String store) throws IOException {
    try (Running running = running(Place.address(store))) {
      Visitors visitors = new Visitors(running);
      visitors.signUp("ada@example.org", PASSWORD);
      for (int each = 0; each < TRIES; each++) {
        visitors.signIn("ada@example.org", "a guess");
        visitors.signIn("Nobody@example.org", "a guess");
      }
      // PostgreSQL writes JSON with blanks.
      String text = entries(running).replace("\": ", "\":");
      // The first, second, fourth, eighth, sixteenth and thirty-second of either.
      assertThat(text.split("login_failed", -1)).as(text).hasSize(1 + 2 * 6);
      assertThat(text).contains("\"times\":32").doesNotContain("\"times\":40");
      visitors.signIn("bea@example.org", "a guess");
      assertThat(entries(running).split("login_failed", -1)).hasSize(2 + 2 * 6);
    }
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void whatIsOldGoesALittleAtOnce(String kind) throws IOException {
    Configuration configuration = Configuration.of(Map.of(), Map.of());
    try (Wiring wiring = new Wiring(configuration, OutputStream.nullOutputStream(), clock)) {
      Store store = wiring.store(Place.address(kind));
      Startup.system(wiring, store);
      Work work = new Work(store, Deadline.after(120_000, clock), clock);
      for (int each = 0; each < OLD; each++) {
        note(work, "old");
      }
      clock.forward(Duration.ofDays(20));
      note(work, "young");
      clock.forward(Duration.ofDays(11));
      assertThat(AccountSweep.forget(store, clock, 0).await()).as("kept for ever").isFalse();
      assertThat(left(work)).isEqualTo(OLD + 1);
      assertThat(AccountSweep.forget(store, clock, 30).await()).as("a thousand").isTrue();
      assertThat(left(work)).isBetween(1, OLD + 1 - 1_000);
      while (AccountSweep.forget(store, clock, 30).await()) {
        assertThat(left(work)).isPositive();
      }
      assertThat(left(work)).as("the young one").isOne();
      assertThat(AccountSweep.forget(store, clock, 10).await()).isFalse();
      assertThat(left(work)).isZero();
      store.close().await();
    }
  }

  private void note(Work work, String event) {
    work.add(
            INSERT,
            Line.empty()
                .with("id", ids.uuid7())
                .with("event", event)
                .with("account", Line.NOBODY)
                .with("actor", Line.NOBODY)
                .with("address", "192.0.2.1")
                .with("agent", "")
                .with("data", "{}")
                .with("at", clock.micros()))
        .await();
  }

  private static int left(Work work) {
    return work.page(ALL, OLD + 10, 0).await().size();
  }

  @Test
  void theOperatorSaysHowLong() {
    assertThat(Configuration.of(Map.of(), Map.of()).auditDays()).isEqualTo(365);
    assertThat(Configuration.of(Map.of("audit-days", "0"), Map.of()).auditDays()).isZero();
  }
}
