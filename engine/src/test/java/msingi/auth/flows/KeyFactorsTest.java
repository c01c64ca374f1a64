package msingi.auth.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import msingi.auth.House;
import msingi.auth.Line;
import msingi.auth.Member;
import msingi.auth.SoftKey;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.request.Reply;
import msingi.request.Step;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys that are second factors: they raise a session, and sign nobody in by themselves. */
class KeyFactorsTest {
  private static final String ADA = "ada@example.org";
  private final House house = new House("autoconfirm: true");
  private final Member ada = house.join(ADA);
  private final UUID factor = enrolled(ada, "key");
  private final SoftKey key = key();

  @AfterEach
  void close() {
    house.close();
  }

  private static SoftKey key() {
    SoftKey key = new SoftKey(House.SITE, "app.example.org");
    key.flags = SoftKey.PRESENT;
    return key;
  }

  private static UUID enrolled(Member member, String name) {
    return ((Reply.Enrolled) member.run(new Step.EnrollFactor("webauthn", name, "", "")))
        .factor()
        .id();
  }

  private static Reply.Challenged asked(Member member, UUID factor) {
    return (Reply.Challenged) member.run(new Step.ChallengeFactor(factor, ""));
  }

  private static Step.VerifyFactor answer(Reply.Challenged asked, UUID factor, SoftKey key) {
    JsonObject options = new JsonObject(asked.options());
    JsonObject said = asked.action().equals("create") ? key.made(options) : key.used(options);
    return new Step.VerifyFactor(factor, asked.id(), "", said.encode());
  }

  private static Member proven(Member member, UUID factor, SoftKey key) {
    return member.with(member.run(answer(asked(member, factor), factor, key)));
  }

  @Test
  void aNewKeyRaisesTheSessionThatBegunIt() {
    Reply.Challenged asked = asked(ada, factor);
    assertThat(asked.action()).isEqualTo("create");
    assertThat(asked.kind()).isEqualTo("webauthn");
    JsonObject options = new JsonObject(asked.options());
    assertThat(options.getJsonObject("authenticatorSelection").getString("residentKey"))
        .isEqualTo("discouraged");
    assertThat(options.getJsonArray("excludeCredentials")).isEmpty();
    assertThat(house.row("challenges", asked.id()).text("kind")).isEqualTo("key_added");
    Member high = ada.with(ada.run(answer(asked, factor, key)));
    assertThat(high.methods()).containsExactly("mfa/webauthn", "password");
    assertThat(high.claims().getString("aal")).isEqualTo("aal2");
    Line row = house.rows("passkeys").getFirst();
    assertThat(row.uuid("factor")).isEqualTo(factor);
    assertThat(row.uuid("account")).isEqualTo(ada.id());
    assertThat(row.text("name")).isEqualTo("key");
    assertThat(row.moment("created_at")).isEqualTo(house.ground.now());
    assertThat(row.moment("updated_at")).isEqualTo(house.ground.now());
    assertThat(high.run(new Step.ReadPasskeys()))
        .isEqualTo(new Reply.Passkeys(java.util.List.of()));
    for (Step step :
        java.util.List.of(
            new Step.RenamePasskey(row.uuid("id"), "x"), new Step.RemovePasskey(row.uuid("id")))) {
      assertThat(high.refused(step).code()).isEqualTo(ErrorCode.PASSKEY_UNKNOWN);
    }
  }

  @Test
  void theSameKeyRaisesOtherSessions() {
    proven(ada, factor, key);
    Member tab = house.enter(ADA);
    house.clock.forward(1_000);
    Reply.Challenged asked = asked(tab, factor);
    assertThat(asked.action()).isEqualTo("request");
    JsonObject options = new JsonObject(asked.options());
    assertThat(options.getJsonArray("allowCredentials").getJsonObject(0).getString("id"))
        .isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(key.id));
    assertThat(options.getString("userVerification")).isEqualTo("preferred");
    assertThat(house.row("challenges", asked.id()).text("kind")).isEqualTo("key_used");
    Step.VerifyFactor answer = answer(asked, factor, key);
    assertThat(tab.with(tab.run(answer)).claims().getString("aal")).isEqualTo("aal2");
    Line row = house.rows("passkeys").getFirst();
    assertThat(row.whole("counter")).isEqualTo(1);
    assertThat(row.moment("used_at")).isEqualTo(house.ground.now());
    assertThat(tab.refused(answer).code()).as("once").isEqualTo(ErrorCode.MFA_EXPIRED);
    key.handle = new byte[0];
    assertThat(proven(house.enter(ADA), factor, key).claims().getString("aal"))
        .as("a key need not name its owner")
        .isEqualTo("aal2");
  }

  /** A lie, and what it changes. */
  private record Lie(String name, Consumer<SoftKey> twist) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Stream<Lie> lies() {
    return Stream.of(
        new Lie("another page", it -> it.origin = "https://evil.example"),
        new Lie("another domain", it -> it.party = "evil.example"),
        new Lie("nobody there", it -> it.flags = 0),
        new Lie("another challenge", it -> it.challenge = "x".repeat(43)));
  }

  private static Stream<Lie> usedLies() {
    return Stream.concat(
        lies(),
        Stream.of(
            new Lie("another account", it -> it.handle = new byte[16]),
            new Lie("an unknown key", it -> it.id = new byte[] {1, 2, 3}),
            new Lie("a forged signature", it -> it.forged = true)));
  }

  @ParameterizedTest
  @MethodSource("lies")
  void aNewKeyThatLiesRaisesNothing(Lie lie) {
    lie.twist().accept(key);
    Reply.Challenged asked = asked(ada, factor);
    Problem problem = ada.refused(answer(asked, factor, key));
    assertThat(problem.code()).isEqualTo(ErrorCode.MFA_WRONG);
    assertThat(problem.message()).isEqualTo("Invalid WebAuthn credential");
    assertThat(house.events()).endsWith("factor_verification_failed");
    assertThat(house.rows("passkeys")).isEmpty();
    assertThat(ada.refused(answer(asked, factor, key())).code())
        .as("used up by its first answer")
        .isEqualTo(ErrorCode.MFA_EXPIRED);
  }

  @ParameterizedTest
  @MethodSource("usedLies")
  void aKeyThatLiesRaisesNothing(Lie lie) {
    proven(ada, factor, key);
    Member tab = house.enter(ADA);
    lie.twist().accept(key);
    Reply.Challenged asked = asked(tab, factor);
    assertThat(tab.refused(answer(asked, factor, key)).code()).isEqualTo(ErrorCode.MFA_WRONG);
    assertThat(house.row("sessions", tab.sessionId()).text("aal")).isEqualTo("aal1");
    assertThat(house.row("challenges", asked.id()).happened("consumed_at")).isTrue();
  }

  @Test
  void somethingMustBeShown() {
    Reply.Challenged asked = asked(ada, factor);
    Problem problem = ada.refused(new Step.VerifyFactor(factor, asked.id(), "123456", ""));
    assertThat(problem.code()).isEqualTo(ErrorCode.VALIDATION);
    assertThat(problem.message()).isEqualTo("credential_response required");
  }

  @Test
  void aKeyOfAnotherFactorIsAnotherKey() {
    Member high = proven(ada, factor, key);
    UUID second = enrolled(high, "second");
    SoftKey other = key();
    proven(high, second, other);
    Member tab = house.enter(ADA);
    Reply.Challenged asked = asked(tab, factor);
    other.challenge = new JsonObject(asked.options()).getString("challenge");
    assertThat(tab.refused(answer(asked, factor, other)).code()).isEqualTo(ErrorCode.MFA_WRONG);
    JsonObject options = new JsonObject(asked(tab, factor).options());
    assertThat(options.getJsonArray("allowCredentials")).as("its own key alone").hasSize(1);
  }

  @Test
  void aSecondFactorSignsNobodyIn() {
    proven(ada, factor, key);
    key.flags |= SoftKey.VERIFIED;
    Reply.PasskeyAsked asked = (Reply.PasskeyAsked) house.run(new Step.AskPasskey());
    JsonObject said = key.used(new JsonObject(asked.options()));
    assertThat(house.refused(new Step.PasskeyGrant(asked.challenge(), said.encode())).code())
        .isEqualTo(ErrorCode.CREDENTIAL_WRONG);
  }
}
