package msingi.auth.flows;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import msingi.auth.House;
import msingi.auth.Line;
import msingi.auth.Member;
import msingi.error.ErrorCode;
import msingi.request.Proof;
import msingi.request.Reply;
import msingi.request.Step;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flows with a proof (PKCE): a link's code is worth something only to who began. */
class ExchangingTest {
  private static final String ADA = "ada@example.org";
  private static final String VERIFIER = "v".repeat(43);
  private final House house = new House("codes: { every: 0s, lifetime: 60s }");

  @AfterEach
  void close() {
    house.close();
  }

  private static Proof hashed() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
      return new Proof(Base64.getUrlEncoder().withoutPadding().encodeToString(digest), "s256");
    } catch (java.security.GeneralSecurityException cause) {
      throw new AssertionError(cause);
    }
  }

  private String link(Proof proof) {
    house.run(new Step.SendCode(House.contact(ADA), true, "", proof));
    return house.last(ADA).token();
  }

  private String address(String token) {
    return ((Reply.Redirect) house.run(new Step.FollowLink("magiclink", token))).address();
  }

  private String code(Proof proof) {
    String address = address(link(proof));
    assertThat(address).startsWith(House.SITE + "?code=").doesNotContain("access_token");
    return address.substring(address.indexOf('=') + 1);
  }

  private ErrorCode refused(String code, String verifier) {
    return house.refused(new Step.CodeExchange(code, verifier)).code();
  }

  @ParameterizedTest
  @CsvSource({"s256", "plain"})
  void whoBeganGetsTheSessionOnce(String method) {
    Proof proof = method.equals("plain") ? new Proof(VERIFIER, "plain") : hashed();
    String code = code(proof);
    assertThat(code).matches("[A-Za-z0-9_-]{43}").isNotEqualTo("A".repeat(43));
    assertThat(house.rows("sessions")).as("not yet").isEmpty();
    assertThat(house.rows("flows").getFirst().values().toString()).doesNotContain(code);
    Member ada =
        new Member(house, (Reply.SignedIn) house.run(new Step.CodeExchange(code, VERIFIER)));
    assertThat(ada.methods()).containsExactly("magiclink");
    assertThat(ada.open()).isTrue();
    assertThat(ada.session().person().email()).isEqualTo(ADA);
    assertThat(house.events()).endsWith("login");
    assertThat(house.rows("audit").getLast().uuid("account")).isEqualTo(ada.id());
    assertThat(house.rows("flows").getFirst().moment("consumed_at")).isEqualTo(house.ground.now());
    assertThat(refused(code, VERIFIER)).isEqualTo(ErrorCode.FLOW_UNKNOWN);
    assertThat(house.rows("sessions")).hasSize(1);
  }

  @Test
  void whoDidNotBeginGetsNothingAndUsesNothingUp() {
    String code = code(hashed());
    assertThat(refused(code, "w".repeat(43))).isEqualTo(ErrorCode.VERIFIER_WRONG);
    assertThat(refused(code, hashed().challenge())).isEqualTo(ErrorCode.VERIFIER_WRONG);
    assertThat(refused("x" + code, VERIFIER)).isEqualTo(ErrorCode.FLOW_UNKNOWN);
    Line note = house.rows("audit").getLast();
    assertThat(note.text("event")).isEqualTo("verification_failed");
    assertThat(note.json("data").replace(" ", "")).isEqualTo("{\"why\":\"flow_state_not_found\"}");
    assertThat(note.uuid("account")).isEqualTo(Line.NOBODY);
    assertThat(house.run(new Step.CodeExchange(code, VERIFIER))).isInstanceOf(Reply.SignedIn.class);
  }

  @ParameterizedTest
  @CsvSource({"'', v", "c, ''", "'', ''"})
  void bothPartsAreNeeded(String code, String verifier) {
    assertThat(refused(code, verifier)).isEqualTo(ErrorCode.VALIDATION);
    assertThat(house.rows("audit")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"299999, true", "300000, false"})
  void aCodeHoldsForFiveMinutes(long later, boolean good) {
    String code = code(hashed());
    house.clock.forward(later);
    if (good) {
      assertThat(house.run(new Step.CodeExchange(code, VERIFIER)))
          .isInstanceOf(Reply.SignedIn.class);
    } else {
      assertThat(refused(code, VERIFIER)).isEqualTo(ErrorCode.FLOW_EXPIRED);
      assertThat(house.rows("sessions")).isEmpty();
    }
  }

  @Test
  void aFlowTakesFiveMinutesAtLeastHoweverShortItsCode() {
    link(hashed());
    Line flow = house.rows("flows").getFirst();
    assertThat(flow.moment("expires_at") - flow.moment("created_at")).isEqualTo(300_000_000);
  }

  @Test
  void theBannedExchangeNothing() {
    String code = code(hashed());
    house.put(
        "accounts",
        house.rows("accounts").getFirst().uuid("id"),
        "banned_until",
        house.ground.in(60));
    assertThat(refused(code, VERIFIER)).isEqualTo(ErrorCode.FLOW_UNKNOWN);
    assertThat(house.rows("sessions")).isEmpty();
    house.clock.forward(60_000);
    assertThat(house.run(new Step.CodeExchange(code, VERIFIER))).isInstanceOf(Reply.SignedIn.class);
  }

  @Test
  void whoTypesTheCodeIsSignedInAtOnce() {
    house.run(new Step.SendCode(House.contact(ADA), true, "", hashed()));
    Step.Verify verify = new Step.Verify("email", House.contact(ADA), house.last(ADA).code(), "");
    assertThat(house.run(verify)).isInstanceOf(Reply.SignedIn.class);
    assertThat(house.rows("flows").getFirst().happened("hash")).isFalse();
    assertThat(house.rows("flows").getFirst().text("hash")).isEmpty();
  }

  @Test
  void aFlowGivesOneCode() {
    String first = link(hashed());
    house.run(new Step.SignUp(House.contact("bob@example.org"), House.PASSWORD, "", hashed()));
    Line flow = house.rows("flows").getFirst();
    String code = address(first);
    assertThat(code).contains("?code=");
    house.put("flows", flow.uuid("id"), "expires_at", house.ground.now() + 300_000_000);
    // Another link of the same flow, as a resend makes it.
    house.put("codes", house.rows("codes").getLast().uuid("id"), "flow", flow.uuid("id"));
    House.Letter second = house.last("bob@example.org");
    String again =
        ((Reply.Redirect) house.run(new Step.FollowLink("signup", second.token()))).address();
    assertThat(again).contains("error_code=flow_state_expired").doesNotContain("?code=");
  }

  @Test
  void whatFailsOverAndOverIsToldInFewEntries() {
    for (int each = 0; each < 8; each++) {
      assertThat(refused("x" + each, VERIFIER)).isEqualTo(ErrorCode.FLOW_UNKNOWN);
    }
    assertThat(house.events()).filteredOn("verification_failed"::equals).hasSize(4);
    assertThat(house.rows("audit").getLast().json("data").replace(" ", ""))
        .isEqualTo("{\"why\":\"flow_state_not_found\",\"times\":8}");
  }
}
