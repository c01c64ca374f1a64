package msingi.auth.flows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import msingi.auth.House;
import msingi.auth.Member;
import msingi.error.ErrorCode;
import msingi.request.Reply;
import msingi.request.Step;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signing out ends the sessions of its scope, and what their tokens open, at once. */
class LeavingTest {
  private final House house = new House("autoconfirm: true");

  @AfterEach
  void close() {
    house.close();
  }

  @ParameterizedTest
  @CsvSource({"GLOBAL, false, false", "LOCAL, false, true", "OTHERS, true, false"})
  void sessionsOfTheScopeEnd(Step.Scope scope, boolean own, boolean others) {
    Member ada = house.join("ada@example.org");
    Member phone = house.enter("ada@example.org");
    Member desk = house.enter("ada@example.org");
    Member bob = house.join("bob@example.org");
    assertThat(ada.run(new Step.Logout(scope))).isEqualTo(new Reply.Gone());
    assertThat(ada.open()).isEqualTo(own);
    assertThat(List.of(phone.open(), desk.open())).containsOnly(others);
    assertThat(bob.open()).isTrue();
    List<Member> left = Stream.of(ada, phone, desk, bob).filter(Member::open).toList();
    assertThat(house.rows("sessions"))
        .extracting(it -> it.uuid("id"))
        .containsExactlyInAnyOrderElementsOf(left.stream().map(Member::sessionId).toList());
    assertThat(house.rows("revocations")).hasSize(4 - left.size());
    assertThat(house.events()).endsWith("logout");
    assertThat(house.rows("audit").getLast().uuid("account")).isEqualTo(ada.id());
    if (!own) {
      assertThat(ada.refused(new Step.Logout(scope)).code()).isEqualTo(ErrorCode.SESSION_UNKNOWN);
      assertThat(house.refused(new Step.RefreshGrant(ada.session().refreshToken())).code())
          .isEqualTo(ErrorCode.REFRESH_UNKNOWN);
    }
  }
}
