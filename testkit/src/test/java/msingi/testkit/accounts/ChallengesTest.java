package msingi.testkit.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import msingi.auth.Line;
import msingi.auth.Work;
import msingi.auth.factors.ChallengeRows;
import msingi.base.Deadline;
import msingi.base.Time;
import msingi.expression.Value;
import msingi.server.Configuration;
import msingi.server.Startup;
import msingi.server.Wiring;
import msingi.store.Store;
import msingi.testkit.Place;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** When challenges are over, on both stores. */
final class ChallengesTest {
  static final List<String> STORES = Place.STORES;

  private static final long NOW = TimeUnit.SECONDS.toMicros(1_800_000_000L);
  private static final ChallengeRows.Kind KIND = ChallengeRows.Kind.PASSKEY_USED;

  private static long later(long seconds) {
    return NOW + TimeUnit.SECONDS.toMicros(seconds);
  }

  private static UUID begun(Work work) {
    UUID id = UUID.randomUUID();
    Line challenge =
        Line.empty()
            .with("id", id)
            .with("kind", KIND.text())
            .with("address", "192.0.2.1")
            .with("data", new Value.Json("{}"))
            .with("attempts", 0)
            .moment("created_at", NOW)
            .moment("expires_at", later(ChallengeRows.SECONDS));
    assertThat(ChallengeRows.add(work, challenge).await()).isTrue();
    return id;
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void aChallengeHoldsFiveMinutesAndOneUse(String store) throws IOException {
    try (Wiring wiring =
        new Wiring(Configuration.of(Map.of(), Map.of()), new ByteArrayOutputStream())) {
      Store opened = wiring.store(Place.address(store));
      Startup.system(wiring, opened);
      Work work = new Work(opened, Deadline.after(60_000, Time.SYSTEM), Time.SYSTEM);
      UUID late = begun(work);
      assertThat(ChallengeRows.consume(work, late, KIND, later(300)).await()).isEmpty();
      assertThat(ChallengeRows.attempt(work, late, later(300)).await()).isEmpty();
      assertThat(ChallengeRows.consume(work, late, ChallengeRows.Kind.TOTP, NOW).await())
          .as("another kind")
          .isEmpty();
      assertThat(ChallengeRows.consume(work, late, KIND, later(299)).await()).isPresent();
      assertThat(ChallengeRows.consume(work, late, KIND, later(299)).await()).isEmpty();
      assertThat(ChallengeRows.attempt(work, late, later(299)).await()).isEmpty();
      UUID tried = begun(work);
      for (int index = 0; index < 5; index++) {
        assertThat(ChallengeRows.attempt(work, tried, later(1)).await()).isPresent();
      }
      assertThat(ChallengeRows.attempt(work, tried, later(1)).await()).isEmpty();
      opened.close().await();
    }
  }
}
