package msingi.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import msingi.base.Ids;
import msingi.observe.Observation;
import msingi.observe.Observer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What opens nothing any more: here at once, in other processes when they look. */
class RevocationsTest {
  private static final UUID ACCOUNT = new UUID(0, 1);
  private static final UUID SESSION = new UUID(0, 2);
  private static final long HOURS = TimeUnit.HOURS.toMillis(1);

  private final House house = new House("");
  private final List<Observation> observed = new ArrayList<>();
  private final Revocations here = revocations();
  private final Revocations elsewhere = revocations();
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    house.close();
    vertx.close();
  }

  private Revocations revocations() {
    Observer observer = observed::add;
    return new Revocations(
        house.store, new Ids(house.clock, house.ground.randomness()), house.clock, observer);
  }

  private static Revocations.Bearer bearer(long epoch) {
    return new Revocations.Bearer(ACCOUNT, epoch, SESSION, 0);
  }

  private static boolean over(Revocations revocations, Revocations.Bearer bearer) {
    return revocations.standing(bearer) == Revocations.Standing.OVER;
  }

  private void session(Revocations revocations, UUID session) {
    Revocations.Notice notice = revocations.notice();
    notice.session(house.work(), session).await();
    notice.kept();
  }

  private void account(Revocations revocations, long epoch) {
    Revocations.Notice notice = revocations.notice();
    notice.account(house.work(), ACCOUNT, epoch).await();
    notice.kept();
  }

  @Test
  void aSessionThatEndedOpensNothing() {
    Revocations.Notice notice = here.notice();
    notice.session(house.work(), SESSION).await();
    assertThat(over(here, bearer(0))).as("not before it is kept").isFalse();
    notice.kept();
    assertThat(over(here, bearer(0))).isTrue();
    assertThat(over(here, bearer(9))).isTrue();
    assertThat(over(here, new Revocations.Bearer(ACCOUNT, 0, new UUID(0, 3), 0))).isFalse();
    assertThat(over(here, Revocations.Bearer.FOREIGN)).isFalse();
    assertThat(over(elsewhere, bearer(0))).isFalse();
    elsewhere.look().await();
    assertThat(over(elsewhere, bearer(0))).isTrue();
    Line row = house.rows("revocations").getFirst();
    assertThat(row.text("kind")).isEqualTo("session");
    assertThat(row.uuid("subject")).isEqualTo(SESSION);
    assertThat(row.moment("at")).isEqualTo(house.ground.now());
  }

  @Test
  void epochsThatAreOverOpenNothing() {
    account(here, 3);
    for (Revocations each : List.of(here, elsewhere)) {
      each.look().await();
      assertThat(over(each, bearer(2))).isTrue();
      assertThat(over(each, bearer(3))).isFalse();
    }
    account(here, 2);
    assertThat(over(here, bearer(2))).as("an epoch never falls").isTrue();
    elsewhere.look().await();
    assertThat(over(elsewhere, bearer(2))).isTrue();
    account(here, 5);
    elsewhere.look().await();
    assertThat(over(elsewhere, bearer(4))).isTrue();
    assertThat(over(elsewhere, new Revocations.Bearer(ACCOUNT, 0, Line.NOBODY, 0)))
        .as("a token of no session is none of ours")
        .isFalse();
  }

  /** A factor that its owner took away: tokens of that turn and before prove it no more. */
  @Test
  void aSessionIsLoweredUpToATurn() {
    for (long turn : new long[] {3, 2}) {
      Revocations.Notice notice = here.notice();
      notice.level(house.work(), SESSION, turn).await();
      notice.kept();
    }
    elsewhere.look().await();
    for (Revocations each : List.of(here, elsewhere)) {
      assertThat(each.standing(new Revocations.Bearer(ACCOUNT, 0, SESSION, 3)))
          .isEqualTo(Revocations.Standing.LOWERED);
      assertThat(each.standing(new Revocations.Bearer(ACCOUNT, 0, SESSION, 4)))
          .isEqualTo(Revocations.Standing.GOOD);
      assertThat(each.standing(new Revocations.Bearer(ACCOUNT, 0, new UUID(0, 9), 3)))
          .isEqualTo(Revocations.Standing.GOOD);
    }
    session(here, SESSION);
    assertThat(here.standing(new Revocations.Bearer(ACCOUNT, 0, SESSION, 3)))
        .isEqualTo(Revocations.Standing.OVER);
    house.clock.forward(25 * HOURS + 1);
    here.sweep().await();
    assertThat(here.standing(new Revocations.Bearer(ACCOUNT, 0, SESSION, 3)))
        .isEqualTo(Revocations.Standing.GOOD);
  }

  /** Rows become visible late: each look goes back half a minute behind the newest it saw. */
  @ParameterizedTest
  @CsvSource({"29999, true", "30000, false"})
  void eachLookGoesBackALittle(long before, boolean seen) {
    session(here, new UUID(0, 9));
    elsewhere.look().await();
    house.clock.forward(-before);
    session(here, SESSION);
    elsewhere.look().await();
    assertThat(over(elsewhere, bearer(0))).isEqualTo(seen);
  }

  /** A process that begins reads what tokens of before may still bear: a day and an hour. */
  @ParameterizedTest
  @CsvSource({"90000000, true", "90030000, false"})
  void aProcessThatBeginsReadsADayBack(long later, boolean seen) {
    session(here, SESSION);
    house.clock.forward(later);
    elsewhere.begin(vertx).await();
    assertThat(over(elsewhere, bearer(0))).isEqualTo(seen);
    elsewhere.end(vertx);
  }

  @Test
  void manyAreReadPageByPage() {
    house.change(
        """
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500)
        INSERT INTO "msingi.revocations" (id, kind, subject, epoch, at)
        SELECT printf('00000000-0000-0000-0000-%012x', i), 'session',
          printf('00000000-0000-0000-0000-%012x', i), 0, AT FROM n\
        """
            .replace("AT FROM", at() + " FROM"));
    elsewhere.look().await();
    for (int number : new int[] {1, 1_000, 1_001, 2_500}) {
      assertThat(over(elsewhere, new Revocations.Bearer(ACCOUNT, 0, new UUID(0, number), 0)))
          .isTrue();
    }
  }

  /** This moment as the store writes it. */
  private String at() {
    session(here, SESSION);
    String at = house.texts("SELECT quote(at) FROM \"msingi.revocations\"").getFirst();
    house.change("DELETE FROM \"msingi.revocations\"");
    return at;
  }

  @Test
  void whatNoTokenCanBearIsForgotten() {
    session(here, SESSION);
    account(here, 1);
    house.clock.forward(25 * HOURS);
    assertThat(here.sweep().await()).isZero();
    assertThat(over(here, bearer(0))).isTrue();
    house.clock.forward(1);
    session(here, new UUID(0, 9));
    assertThat(here.sweep().await()).isEqualTo(2);
    assertThat(over(here, bearer(0))).isFalse();
    assertThat(house.rows("revocations")).hasSize(1);
    assertThat(over(here, new Revocations.Bearer(ACCOUNT, 0, new UUID(0, 9), 0))).isTrue();
  }

  @Test
  void aFailureThatLastsIsSaidOnce() {
    house.change("ALTER TABLE \"msingi.revocations\" RENAME TO away");
    for (int each = 0; each < 3; each++) {
      assertThat(elsewhere.look().otherwiseEmpty().await()).isNull();
    }
    assertThat(observed).hasSize(1);
    assertThat(observed.getFirst()).isInstanceOf(Observation.Failed.class);
    house.change("ALTER TABLE away RENAME TO \"msingi.revocations\"");
    session(here, SESSION);
    elsewhere.look().await();
    assertThat(over(elsewhere, bearer(0))).isTrue();
    house.change("ALTER TABLE \"msingi.revocations\" RENAME TO away");
    elsewhere.look().otherwiseEmpty().await();
    assertThat(observed).as("another failure is said again").hasSize(2);
    house.change("ALTER TABLE away RENAME TO \"msingi.revocations\"");
  }

  @Test
  void whatIsOverIsSweptADayLater() {
    Member ada = swept();
    house.clock.forward(24 * HOURS + 300_000);
    AccountSweep.sweep(house.store, house.clock).await();
    assertThat(house.rows("challenges")).hasSize(1);
    house.clock.forward(1);
    AccountSweep.sweep(house.store, house.clock).await();
    assertThat(house.rows("challenges")).isEmpty();
    assertThat(house.rows("codes")).hasSize(1);
    house.clock.forward(HOURS);
    AccountSweep.sweep(house.store, house.clock).await();
    assertThat(house.rows("codes")).isEmpty();
    assertThat(house.rows("flows")).isEmpty();
    assertThat(ada.row().text("email")).isEqualTo("ada@example.org");
  }

  /** Days for which the audit is kept, the age of its entries in hours, and how many stay. */
  @ParameterizedTest
  @CsvSource({"0, 9000, 2", "2, 48, 2", "2, 49, 0"})
  void theAuditIsKeptAsLongAsTheOperatorSays(int days, long hours, int left) {
    house.run(
        new msingi.request.Step.SendCode(
            House.contact("ada@example.org"), true, "", msingi.request.Proof.NONE));
    house.clock.forward(hours * HOURS - 100);
    assertThat(AccountSweep.forget(house.store, house.clock, days).await()).isFalse();
    assertThat(house.rows("audit")).hasSize(left);
  }

  @Test
  void theOldestOfTheAuditGoAThousandAtATime() {
    house.run(
        new msingi.request.Step.SendCode(
            House.contact("ada@example.org"), true, "", msingi.request.Proof.NONE));
    house.change(
        """
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
        INSERT INTO "msingi.audit" (id, event, address, agent, data, at)
        SELECT printf('00000000-0000-0000-0000-%012x', i), event, address, agent, data,
          at - i * 1000000 FROM n, (SELECT * FROM "msingi.audit" LIMIT 1)\
        """);
    house.clock.forward(72 * HOURS);
    assertThat(AccountSweep.forget(house.store, house.clock, 2).await()).isTrue();
    assertThat(house.rows("audit").size()).isEqualTo(1_000);
    assertThat(AccountSweep.forget(house.store, house.clock, 2).await()).isTrue();
    assertThat(AccountSweep.forget(house.store, house.clock, 2).await()).isFalse();
    assertThat(house.rows("audit")).isEmpty();
  }

  private Member swept() {
    Member ada = house.join("ada@example.org");
    house.run(
        new msingi.request.Step.Recover(
            House.contact("ada@example.org"), new msingi.request.Proof("c".repeat(43), "s256")));
    house.run(new msingi.request.Step.AskPasskey());
    return ada;
  }

  /** A process whose clock is an hour ahead hides nothing that others say meanwhile. */
  @Test
  void aClockThatIsAheadHidesNothing() {
    Clock ahead = new Clock(house.clock.now().plusSeconds(3_600));
    Revocations hasty =
        new Revocations(
            house.store, new Ids(ahead, house.ground.randomness()), ahead, observed::add);
    session(hasty, new UUID(0, 9));
    elsewhere.look().await();
    assertThat(over(elsewhere, new Revocations.Bearer(ACCOUNT, 0, new UUID(0, 9), 0))).isTrue();
    session(here, SESSION);
    elsewhere.look().await();
    assertThat(over(elsewhere, bearer(0))).isTrue();
  }
}
