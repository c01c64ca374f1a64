package msingi.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.observe.Observer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Limits: counted by what the server knows, locking nobody out, in bounded memory. */
class LimitsTest {
  private static final String OWNER = "amina@clinic.example";
  private static final Limits.Route ROUTE = Limits.Route.SIGN_IN;

  private final Clock clock = new Clock(Instant.parse("2026-03-01T12:00:00Z"));
  private final Limits limits = new Limits(true, clock, Observer.NONE);

  /** How long to wait, in seconds; 0 when admitted. */
  private long tried(String account, String address) {
    try {
      limits.admit(ROUTE, account, address);
      return 0;
    } catch (Failure failure) {
      assertThat(failure.problem().code()).isEqualTo(ErrorCode.REQUEST_RATE);
      assertThat(failure.problem().status()).isEqualTo(429);
      return Long.parseLong(failure.problem().own().headers().get("Retry-After"));
    }
  }

  private int admitted(int tries, String account, String address) {
    int admitted = 0;
    for (int each = 0; each < tries; each++) {
      admitted += tried(account, address) == 0 ? 1 : 0;
    }
    return admitted;
  }

  @Test
  void triesFromOneAddressSlowDownAndGoOnAfterTheSecondsThatWereSaid() {
    assertThat(admitted(100, OWNER, "192.0.2.1")).isEqualTo(10);
    long wait = tried(OWNER, "192.0.2.1");
    assertThat(wait).isBetween(1L, 30L);
    clock.forward(wait * 1_000 - 1);
    assertThat(tried(OWNER, "192.0.2.1")).isEqualTo(1);
    clock.forward(1);
    assertThat(tried(OWNER, "192.0.2.1")).isZero();
    assertThat(tried(OWNER, "192.0.2.1")).isEqualTo(30);
  }

  /** Row 25: other spellings of the same account begin nothing anew. */
  @Test
  void spellingsOfOneAccountCountTogether() {
    List<String> spellings =
        List.of(
            "amina@clinic.example",
            "Amina@Clinic.Example",
            " amina@clinic.example ",
            "amina+1@clinic.example",
            "amina+2@CLINIC.example",
            "a.m.i.n.a@clinic.example",
            "amina@clinic.example.",
            "ａｍｉｎａ@clinic.example",
            "ami\u200bna@clinic.example",
            "am ina@clinic.example");
    spellings.forEach(it -> assertThat(tried(it, "192.0.2.1")).isZero());
    spellings.forEach(it -> assertThat(tried(it, "192.0.2.1")).as(it).isPositive());
    assertThat(tried("amina@other.example", "192.0.2.1")).isZero();
    assertThat(Limits.canonical("+254 (700) 111-222")).isEqualTo("254700111222");
  }

  @Test
  void addressesOfOneSiteCountTogether() {
    assertThat(admitted(6, OWNER, "2001:db8:1:2::1")).isEqualTo(6);
    assertThat(admitted(6, OWNER, "2001:db8:1:2:ffff:ffff:ffff:ffff")).isEqualTo(4);
    assertThat(tried(OWNER, "2001:db8:1:3::1")).isZero();
    assertThat(admitted(6, OWNER, "::ffff:192.0.2.7")).isEqualTo(6);
    assertThat(admitted(6, OWNER, "192.0.2.7")).isEqualTo(4);
  }

  @Test
  void strangersEverywhereDoNotLockTheOwnerOut() {
    limits.dwells(OWNER, "198.51.100.7");
    int admitted = 0;
    for (int address = 0; address < 1_000; address++) {
      admitted += admitted(3, OWNER, "203.0." + address / 250 + "." + address % 250);
    }
    assertThat(admitted).isEqualTo(100);
    assertThat(tried(OWNER, "192.0.2.200")).isPositive();
    assertThat(admitted(10, OWNER, "198.51.100.7")).isEqualTo(10);
    assertThat(tried("other@clinic.example", "192.0.2.200")).isZero();
  }

  @Test
  void whatWasRightDoesNotCountAndWhatFailedCountsOn() {
    limits.dwells(OWNER, "192.0.2.1");
    for (int each = 0; each < 300; each++) {
      assertThat(tried(OWNER, "192.0.2.1")).isZero();
      limits.right(ROUTE, OWNER, "192.0.2.1");
    }
    assertThat(admitted(9, OWNER, "192.0.2.1")).isEqualTo(9);
    limits.right(ROUTE, OWNER, "192.0.2.1");
    assertThat(admitted(20, OWNER, "192.0.2.1")).isEqualTo(2);
  }

  /** Who has an account of their own that shares the count of another gains nothing by it. */
  @Test
  void successesAtOnesOwnAccountBuyNoTriesAtAnothers() {
    String own = "amina+mine@clinic.example";
    int tries = 0;
    for (int each = 0; each < 100; each++) {
      tries += tried(OWNER, "192.0.2.1") == 0 ? 1 : 0;
      if (tried(own, "192.0.2.1") == 0) {
        limits.dwells(own, "192.0.2.1");
        limits.right(ROUTE, own, "192.0.2.1");
      }
    }
    assertThat(tries).isEqualTo(10);
    int strangers = 0;
    for (int address = 2; address < 200; address++) {
      limits.dwells(own, "192.0.2." + address);
      strangers += admitted(3, OWNER, "192.0.2." + address);
    }
    assertThat(strangers).as("nobody is at home at another's").isEqualTo(89);
  }

  @Test
  void aHomeIsFoundByTheSpellingsOfOneAccount() {
    limits.dwells("254700111222", "192.0.2.9");
    limits.dwells(OWNER, "192.0.2.9");
    for (int address = 0; address < 60; address++) {
      admitted(2, OWNER, "203.0.113." + address);
      admitted(2, "+254700111222", "203.0.113." + address);
    }
    assertThat(tried("+254 700 111 222", "192.0.2.8")).isPositive();
    assertThat(tried("+254 700 111 222", "192.0.2.9")).isZero();
    assertThat(tried(" Amina@Clinic.example", "192.0.2.8")).isPositive();
    assertThat(tried(" Amina@Clinic.example", "192.0.2.9")).isZero();
  }

  @Test
  void oneAddressCannotTryAllAccounts() {
    int admitted = 0;
    for (int each = 0; each < 1_000; each++) {
      try {
        limits.admit(ROUTE, "192.0.2.1");
        admitted++;
      } catch (Failure failure) {
        assertThat(failure.problem().own().headers()).containsKey("Retry-After");
      }
    }
    assertThat(admitted).isEqualTo(60);
  }

  @Test
  void manyAtOnceCountEach() {
    AtomicInteger admitted = new AtomicInteger();
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int each = 0; each < 200; each++) {
        pool.submit(() -> admitted.addAndGet(tried(OWNER, "192.0.2.1") == 0 ? 1 : 0));
      }
    }
    assertThat(admitted).hasValue(10);
  }

  @Tag("slow")
  @Test
  void memoryIsBounded() {
    for (int each = 0; each < 300_000; each++) {
      tried("somebody" + each + "@" + "x".repeat(130) + ".example", "192.0.2.1");
    }
    assertThat(limits.remembered()).isLessThanOrEqualTo(200_000);
  }

  @Test
  void offMeansOff() {
    Limits off = new Limits(false, clock, Observer.NONE);
    for (int each = 0; each < 1_000; each++) {
      off.admit(ROUTE, OWNER, "192.0.2.1");
    }
  }

  /** A session has ten wrong guesses, and the first of each is nobody else's to take. */
  @Test
  void guessesWithinSessionsCountForTheAccountToo() {
    int through = 0;
    for (int session = 0; session < 40; session++) {
      for (int each = 0; each < 20; each++) {
        through += passes("thief" + session) ? 1 : 0;
      }
    }
    // A first guess of each, and a hundred besides.
    assertThat(through).isBetween(40 + 95, 40 + 100);
    assertThat(passes("owner")).as("the owner's first").isTrue();
    limits.rightWithin("owner");
    assertThat(passes("owner")).as("after a right one").isTrue();
    assertThat(passes("owner")).as("after a wrong one, while others try").isFalse();
  }

  private boolean passes(String session) {
    try {
      limits.admitWithin(session, "account");
      return true;
    } catch (msingi.error.Failure _) {
      return false;
    }
  }

  /** Whatever is sent as an address costs little: nobody's texts keep others waiting. */
  @Test
  void longAddressesAreCountedQuickly() {
    String marks = "\u0315\u0316".repeat(100_000);
    for (String given :
        List.of(
            "a@" + ".".repeat(200_000) + "x",
            "a" + marks + "@b.c",
            " ".repeat(200_000) + "a@b.c",
            "1".repeat(200_000))) {
      org.assertj.core.api.Assertions.assertThat(
              java.util.concurrent.CompletableFuture.supplyAsync(() -> tried(given, "192.0.2.9")))
          .succeedsWithin(java.time.Duration.ofSeconds(5));
    }
    assertThat(Limits.canonical(" ".repeat(200_000) + "a@b.c")).isEqualTo("a@b.c");
  }
}
