package msingi.auth;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import msingi.integration.Guard;
import msingi.integration.Outbound;
import msingi.observe.Observer;
import msingi.request.Caller;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import org.assertj.core.api.Assertions;

/** However time passes, a remembered token admits nobody whom verifying it anew would refuse. */
class TokenCachePropertyTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final Outbound OUTBOUND = new Outbound(VERTX, Guard.strict());
  private static final Secret SECRET = Secret.ofTokens("0123456789abcdef0123456789abcdef");
  private static final TokenRules RULES =
      new TokenRules(List.of(new TokenRules.Source.Shared(SECRET)), "", "", List.of("role"));

  @AfterContainer
  static void close() {
    VERTX.close();
  }

  @Property(tries = 200)
  void cacheNeverOutlivesExp(
      @ForAll @IntRange(min = -60, max = 120) int lifetime,
      @ForAll List<@IntRange(min = 0, max = 40_000) Integer> steps) {
    Clock clock = new Clock(Instant.parse("2026-03-01T12:00:00.250Z"));
    Tokens cached = new Tokens(RULES, Set.of(), VERTX, OUTBOUND, clock, Observer.NONE);
    String token =
        new TokenMaker(SECRET, clock)
            .token(
                new TokenMaker.Wish(
                    "anon", "", List.of(), "", "", Duration.ofSeconds(lifetime), Map.of()));
    long expires = clock.now().getEpochSecond() + lifetime;
    for (int step : steps) {
      Future<Caller> answer = cached.caller(token);
      boolean holds = clock.now().toEpochMilli() <= (expires + Claims.SKEW) * 1_000;
      Assertions.assertThat(answer.succeeded()).isEqualTo(holds);
      Assertions.assertThat(cached.remembered())
          .isEqualTo(clock.now().toEpochMilli() < expires * 1_000 ? 1 : 0);
      clock.forward(step);
    }
  }
}
