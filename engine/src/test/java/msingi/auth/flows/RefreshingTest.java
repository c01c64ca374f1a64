package msingi.auth.flows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import msingi.auth.Line;
import msingi.auth.Member;
import msingi.auth.accounts.RefreshToken;
import msingi.error.ErrorCode;
import msingi.request.Administration;
import msingi.request.Reply;
import msingi.request.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions go on by tokens that are used once; one that was stolen ends its session. */
class RefreshingTest extends InHouse {
  private static final long SECOND = 1_000;

  private ErrorCode refused(String token) {
    return house.refused(new Step.RefreshGrant(token)).code();
  }

  RefreshingTest() {
    super("autoconfirm: true");
  }

  private Reply.SignedIn granted(String token) {
    return (Reply.SignedIn) house.run(new Step.RefreshGrant(token));
  }

  @Test
  void theNextTokenIsOfTheSameSessionAndItsMomentIsNoted() {
    Member ada = house.join("ada@example.org");
    house.clock.forward(5 * SECOND);
    Member next = ada.refreshed();
    assertThat(next.session().refreshToken()).isNotEqualTo(ada.session().refreshToken());
    assertThat(next.sessionId()).isEqualTo(ada.sessionId());
    assertThat(next.claims().getLong("iat")).isEqualTo(ada.claims().getLong("iat") + 5);
    assertThat(next.open()).isTrue();
    Line row = house.row("sessions", ada.sessionId());
    assertThat(row.whole("counter")).isEqualTo(1);
    assertThat(row.moment("refreshed_at")).isEqualTo(house.ground.now());
    assertThat(row.moment("created_at")).isEqualTo(house.ground.now() - 5_000_000);
  }

  @Test
  void theTokenBeforeTheOneInForceIsAnsweredWithItHoweverLate() {
    Member ada = house.join("ada@example.org");
    Member next = ada.refreshed();
    house.clock.forward(3_600 * SECOND);
    assertThat(ada.refreshed().session().refreshToken()).isEqualTo(next.session().refreshToken());
    assertThat(house.row("sessions", ada.sessionId()).whole("counter")).isEqualTo(1);
  }

  /** Ten seconds after the last refresh an older token is still borne; then it was stolen. */
  @ParameterizedTest
  @CsvSource({"0, true", "10000, true", "10001, false", "60000, false"})
  void anOlderTokenEndsTheSessionOnceItsGraceIsOver(long later, boolean borne) {
    Member ada = house.join("ada@example.org");
    Member last = ada.refreshed().refreshed();
    house.clock.forward(later);
    if (borne) {
      assertThat(ada.refreshed().session().refreshToken()).isEqualTo(last.session().refreshToken());
      assertThat(last.open()).isTrue();
      assertThat(house.events()).doesNotContain("token_reused");
      return;
    }
    assertThat(refused(ada.session().refreshToken())).isEqualTo(ErrorCode.REFRESH_USED);
    assertThat(house.events()).containsOnlyOnce("token_reused");
    assertThat(house.rows("audit").getLast().uuid("account")).isEqualTo(ada.id());
    assertThat(house.rows("sessions")).isEmpty();
    assertThat(last.refused(new Step.ReadUser()).code()).isEqualTo(ErrorCode.SESSION_UNKNOWN);
    assertThat(refused(last.session().refreshToken())).isEqualTo(ErrorCode.REFRESH_UNKNOWN);
    assertThat(refused(ada.session().refreshToken())).isEqualTo(ErrorCode.REFRESH_UNKNOWN);
    assertThat(house.rows("revocations").getFirst().uuid("subject")).isEqualTo(ada.sessionId());
  }

  @Test
  void aReuseEndsThatSessionAlone() {
    house.join("ada@example.org");
    Member stolen = house.enter("ada@example.org");
    Member other = house.enter("ada@example.org");
    stolen.refreshed().refreshed();
    house.clock.forward(11 * SECOND);
    assertThat(refused(stolen.session().refreshToken())).isEqualTo(ErrorCode.REFRESH_USED);
    assertThat(other.open()).isTrue();
    assertThat(other.refreshed().sessionId()).isEqualTo(other.sessionId());
  }

  @Test
  void graceIsAsLongAsTheSettingsSay() {
    settings("autoconfirm: true, sessions: { reuse: 0s }");
    Member ada = house.join("ada@example.org");
    ada.refreshed().refreshed();
    house.clock.forward(1);
    assertThat(refused(ada.session().refreshToken())).isEqualTo(ErrorCode.REFRESH_USED);
  }

  @Test
  void whatWeNeverGaveOutIsUnknown() {
    Member ada = house.join("ada@example.org");
    String good = ada.session().refreshToken();
    byte[] seal = house.ground.seal();
    String flipped = (good.charAt(5) == 'A' ? "B" : "A");
    List<String> bad =
        List.of(
            "",
            "!",
            good.substring(1),
            good + "AAAA",
            good.substring(0, 5) + flipped + good.substring(6),
            new RefreshToken(ada.sessionId(), 1).text(seal),
            new RefreshToken(ada.sessionId(), -1).text(new byte[32]),
            new RefreshToken(ada.sessionId(), 0).text(new byte[32]),
            new RefreshToken(UUID.randomUUID(), 0).text(seal));
    bad.forEach(it -> assertThat(refused(it)).as(it).isEqualTo(ErrorCode.REFRESH_UNKNOWN));
    assertThat(house.row("sessions", ada.sessionId()).whole("counter")).isZero();
    assertThat(granted(good).person().id()).isEqualTo(ada.id());
  }

  @Test
  void theBannedDoNotGoOn() {
    Member ada = house.join("ada@example.org");
    house.put("accounts", ada.id(), "banned_until", house.ground.in(1));
    assertThat(house.refused(new Step.RefreshGrant(ada.session().refreshToken())).message())
        .isEqualTo("Invalid Refresh Token: User Banned");
    house.clock.forward(SECOND);
    assertThat(ada.refreshed().id()).isEqualTo(ada.id());
  }

  @Test
  void aSessionOfNobodyIsUnknown() {
    Member ada = house.join("ada@example.org");
    house.manage(new Administration.RemoveAccount(ada.id(), false));
    assertThat(refused(ada.session().refreshToken())).isEqualTo(ErrorCode.REFRESH_UNKNOWN);
  }

  /** What limits a session, whether it is refreshed meanwhile, and when it is over. */
  @ParameterizedTest
  @CsvSource({
    "timebox: 60s, 60000, true",
    "timebox: 60s, 60001, false",
    "inactivity: 60s, 60000, true",
    "inactivity: 60s, 60001, false"
  })
  void sessionsEndWhenTheirTimeIsOver(String limit, long later, boolean goesOn) {
    settings("autoconfirm: true, sessions: { " + limit + " }");
    Member ada = house.join("ada@example.org");
    house.clock.forward(later);
    if (goesOn) {
      assertThat(ada.refreshed().sessionId()).isEqualTo(ada.sessionId());
    } else {
      assertThat(refused(ada.session().refreshToken())).isEqualTo(ErrorCode.SESSION_EXPIRED);
      assertThat(house.row("sessions", ada.sessionId()).whole("counter")).isZero();
    }
  }

  @Test
  void aRefreshIsActivityButDoesNotMoveTheTimebox() {
    settings("autoconfirm: true, sessions: { timebox: 100s, inactivity: 60s }");
    Member ada = house.join("ada@example.org");
    house.clock.forward(60 * SECOND);
    Member next = ada.refreshed();
    house.clock.forward(40 * SECOND);
    next = next.refreshed();
    house.clock.forward(1);
    assertThat(refused(next.session().refreshToken())).isEqualTo(ErrorCode.SESSION_EXPIRED);
  }

  @Test
  void aSessionThatIsGoneIsUnknownAlsoWhereItsTimeIsLimited() {
    settings("autoconfirm: true, sessions: { timebox: 100s }");
    Member ada = house.join("ada@example.org");
    ada.run(new Step.Logout(Step.Scope.LOCAL));
    assertThat(refused(ada.session().refreshToken())).isEqualTo(ErrorCode.REFRESH_UNKNOWN);
  }

  /**
   * What limits a session, how much later its owner signs in, and whether its row is still there.
   */
  @ParameterizedTest
  @CsvSource({
    "timebox: 60s, 86460000, true",
    "timebox: 60s, 86460001, false",
    "inactivity: 60s, 86460000, true",
    "inactivity: 60s, 86460001, false",
    "reuse: 10s, 864600001, true"
  })
  void sessionsWhoseTimeIsOverForADayGoAtTheNextSignIn(String limit, long later, boolean there) {
    settings("autoconfirm: true, sessions: { " + limit + " }");
    Member ada = house.join("ada@example.org");
    house.clock.forward(later);
    Member eve = house.join("eve@example.org");
    Member again = house.enter("ada@example.org");
    List<UUID> kept = house.rows("sessions").stream().map(it -> it.uuid("id")).toList();
    assertThat(kept).contains(eve.sessionId(), again.sessionId());
    assertThat(kept.contains(ada.sessionId())).isEqualTo(there);
  }
}
