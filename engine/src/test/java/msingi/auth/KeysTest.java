package msingi.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import msingi.base.Randomness;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.observe.Observation;
import msingi.request.Caller;
import msingi.request.Credentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys: whom they admit, how soon a revocation counts, and what is noted of their use. */
class KeysTest {
  private static final Randomness RANDOM = new Random(7)::nextBytes;
  private final House house = new House("autoconfirm: true");
  private final List<Observation> observed = new ArrayList<>();
  private final Keys here = keys();
  private final Keys elsewhere = keys();

  @AfterEach
  void close() {
    house.close();
  }

  private Keys keys() {
    return new Keys(house.store, house.clock, RANDOM, observed::add);
  }

  private static Object asked(Keys keys, String text) {
    try {
      return keys.caller(text).await();
    } catch (Failure failure) {
      return failure.problem().code();
    }
  }

  @Test
  void aKeyIsMadeOnceAndKeptAsItsHash() {
    Keys.Created made = here.create(Keys.Kind.SECRET, "ci").await();
    assertThat(made.text()).startsWith("sb_secret_");
    assertThat(made.key().createdMicros()).isEqualTo(house.ground.now());
    assertThat(made.key().revoked()).isFalse();
    house.clock.forward(1);
    Keys.Created other = here.create(Keys.Kind.PUBLISHABLE, "web").await();
    assertThat(here.list().await()).containsExactly(made.key(), other.key());
    assertThat(house.rows("keys").toString()).doesNotContain(made.text());
    assertThat(asked(here, made.text())).isEqualTo(Caller.SERVICE);
    assertThat(asked(here, other.text())).isEqualTo(Caller.STRANGER);
    assertThat(asked(here, made.text() + "x")).isEqualTo(ErrorCode.KEY_INVALID);
    assertThat(asked(here, "sb_secret_")).isEqualTo(ErrorCode.KEY_INVALID);
    String never = KeyText.make(Keys.Kind.SECRET, RANDOM);
    assertThat(asked(here, never)).isEqualTo(ErrorCode.KEY_INVALID);
  }

  @Test
  void aKeyThatIsMadeCountsAtOnceThoughItWasAskedForBefore() {
    byte[] seed = new byte[64];
    Keys fixed =
        new Keys(
            house.store,
            house.clock,
            bytes -> System.arraycopy(seed, 0, bytes, 0, Math.min(bytes.length, 64)),
            observed::add);
    String text =
        KeyText.make(
            Keys.Kind.SECRET,
            bytes -> System.arraycopy(seed, 0, bytes, 0, Math.min(bytes.length, 64)));
    assertThat(asked(fixed, text)).isEqualTo(ErrorCode.KEY_INVALID);
    assertThat(fixed.create(Keys.Kind.SECRET, "x").await().text()).isEqualTo(text);
    assertThat(asked(fixed, text)).isEqualTo(Caller.SERVICE);
  }

  /** At once here; in other processes when what they remember is a second old. */
  @ParameterizedTest
  @CsvSource({"1000, true", "1001, false"})
  void aRevocationCountsEverywhereWithinASecond(long later, boolean admitted) {
    Keys.Created made = here.create(Keys.Kind.SECRET, "ci").await();
    assertThat(asked(here, made.text())).isEqualTo(Caller.SERVICE);
    assertThat(asked(elsewhere, made.text())).isEqualTo(Caller.SERVICE);
    assertThat(here.revoke(made.key().id()).await()).isTrue();
    assertThat(asked(here, made.text())).isEqualTo(ErrorCode.KEY_INVALID);
    assertThat(here.revoke(made.key().id()).await()).as("once").isFalse();
    assertThat(here.revoke(UUID.randomUUID()).await()).isFalse();
    assertThat(here.list().await().getFirst().revoked()).isTrue();
    assertThat(here.list().await().getFirst().revokedMicros()).isEqualTo(house.ground.now());
    house.clock.forward(later);
    assertThat(asked(elsewhere, made.text()))
        .isEqualTo(admitted ? Caller.SERVICE : ErrorCode.KEY_INVALID);
  }

  /** After half a second the store is asked beside the request, once. */
  @ParameterizedTest
  @CsvSource({"500, true", "501, false"})
  void whatIsHalfASecondOldIsAskedForAgain(long later, boolean remembered) {
    Keys.Created made = here.create(Keys.Kind.SECRET, "ci").await();
    assertThat(asked(elsewhere, made.text())).isEqualTo(Caller.SERVICE);
    here.revoke(made.key().id()).await();
    house.clock.forward(later);
    assertThat(asked(elsewhere, made.text())).as("nobody waits").isEqualTo(Caller.SERVICE);
    house.rows("keys");
    house.work().changed(Table.of("keys").deleted(Condition.equal("name")), "none").await();
    house.rows("keys");
    if (remembered) {
      assertThat(asked(elsewhere, made.text())).isEqualTo(Caller.SERVICE);
    } else {
      // The answer comes on a thread of the store.
      for (int tries = 0;
          tries < 2_000 && asked(elsewhere, made.text()).equals(Caller.SERVICE);
          tries++) {
        house.rows("keys");
      }
      assertThat(asked(elsewhere, made.text())).isEqualTo(ErrorCode.KEY_INVALID);
    }
  }

  @Test
  void theHourOfTheLastUseIsNoted() {
    Keys.Created made = here.create(Keys.Kind.SECRET, "ci").await();
    assertThat(made.key().usedMicros()).isEqualTo(Keys.NEVER);
    asked(here, made.text());
    long hour = house.ground.now() / 3_600_000_000L * 3_600_000_000L;
    assertThat(used()).isEqualTo(hour);
    house.clock.forward(1_800_000);
    house.put("keys", made.key().id(), "used_at", hour + 5);
    asked(here, made.text());
    assertThat(used()).as("once an hour").isEqualTo(hour + 5);
    house.clock.forward(1_800_000);
    asked(here, made.text());
    assertThat(used()).isEqualTo(hour + 3_600_000_000L);
    assertThat(observed).isEmpty();
  }

  /** When a key was used, once what was written before is. */
  private long used() {
    house.work().changed(Table.of("keys").deleted(Condition.equal("name")), "none").await();
    return here.list().await().getFirst().usedMicros();
  }

  @Test
  void aStoreThatIsAwayIsNoAnswer() {
    Keys.Created made = here.create(Keys.Kind.SECRET, "ci").await();
    house.change("ALTER TABLE \"msingi.keys\" RENAME TO away");
    assertThat(asked(here, made.text())).isNotEqualTo(ErrorCode.KEY_INVALID);
    house.change("ALTER TABLE away RENAME TO \"msingi.keys\"");
    assertThat(asked(here, made.text())).isEqualTo(Caller.SERVICE);
  }

  @Test
  void kindsAreSpeltOneWay() {
    for (Keys.Kind kind : Keys.Kind.values()) {
      assertThat(Keys.Kind.of(kind.text())).isEqualTo(kind);
      assertThat(kind.prefix()).isEqualTo("sb_" + kind.text() + "_");
    }
  }

  /** What a request shows, and who is behind it. */
  @Test
  void keysAndTokensTogether() {
    Member ada = house.join("ada@example.org");
    String token = ada.session().accessToken();
    String secret = here.create(Keys.Kind.SECRET, "s").await().text();
    String open = here.create(Keys.Kind.PUBLISHABLE, "p").await().text();
    record Case(String key, String bearer, boolean browser, Object answer) {}
    List<Case> cases =
        List.of(
            new Case("", "", false, Caller.Role.ANON),
            new Case(open, "", false, Caller.Role.ANON),
            new Case("", open, false, Caller.Role.ANON),
            new Case(open, open, true, Caller.Role.ANON),
            new Case(secret, "", false, Caller.Role.SERVICE),
            new Case("", secret, false, Caller.Role.SERVICE),
            new Case(secret, secret, false, Caller.Role.SERVICE),
            new Case(secret, "", true, ErrorCode.KEY_IN_BROWSER),
            new Case("", secret, true, ErrorCode.KEY_IN_BROWSER),
            new Case(open, token, true, Caller.Role.AUTHENTICATED),
            new Case("", token, false, Caller.Role.AUTHENTICATED),
            new Case(token, "", false, Caller.Role.AUTHENTICATED),
            new Case(token, token, false, Caller.Role.AUTHENTICATED),
            new Case(secret, token, false, Caller.Role.AUTHENTICATED),
            new Case(token, secret, false, Caller.Role.SERVICE),
            new Case("sb_secret_no", token, false, ErrorCode.KEY_INVALID),
            new Case(open, "a.b.c", false, ErrorCode.TOKEN_INVALID),
            new Case("a.b.c", open, false, ErrorCode.TOKEN_INVALID),
            new Case(secret, open, false, Caller.Role.ANON));
    for (Case each : cases) {
      assertThat(admitted(new Credentials(each.key(), each.bearer(), each.browser()), false))
          .as(each.toString())
          .isEqualTo(each.answer());
    }
    assertThat(admitted(Credentials.NONE, true)).isEqualTo(ErrorCode.CREDENTIAL_REQUIRED);
    assertThat(admitted(new Credentials(open, "", false), true)).isEqualTo(Caller.Role.ANON);
  }

  private Object admitted(Credentials credentials, boolean required) {
    try {
      Doorkeeper doorkeeper = new Doorkeeper(keys(), house.tokens(), required);
      return doorkeeper.authenticate(credentials).await().role();
    } catch (Failure failure) {
      return failure.problem().code();
    }
  }
}
