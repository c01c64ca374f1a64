package msingi.auth.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import msingi.auth.House;
import msingi.auth.Issuer;
import msingi.auth.Member;
import msingi.base.Deadline;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.request.Administration;
import msingi.request.Credentials;
import msingi.request.Person;
import msingi.request.Proof;
import msingi.request.Reply;
import msingi.request.Step;
import msingi.request.Visit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may take which step, by what they show. */
class AccountServiceTest extends InHouse {
  AccountServiceTest() {
    super("autoconfirm: true, anonymous: true");
  }

  private Visit shows(String key, String bearer) {
    return new Visit(
        new Credentials(key, bearer, false),
        House.ADDRESS,
        "",
        "",
        "",
        Deadline.after(30_000, house.clock),
        false);
  }

  private static Stream<Step> personal() {
    UUID none = UUID.randomUUID();
    return Stream.of(
        new Step.ReadUser(),
        new Step.Logout(Step.Scope.GLOBAL),
        new Step.Reauthenticate(),
        Member.update("", "", ""),
        new Step.EnrollFactor("totp", "", "", ""),
        new Step.UnenrollFactor(none),
        new Step.ChallengeFactor(none, ""),
        new Step.VerifyFactor(none, none, "1", ""),
        new Step.BeginPasskey(),
        new Step.AddPasskey(none, "{}"),
        new Step.ReadPasskeys(),
        new Step.RenamePasskey(none, "x"),
        new Step.RemovePasskey(none),
        new Step.RemoveIdentity(none),
        new Step.LinkIdentity(new Step.Word("", "", "", "", "")));
  }

  @ParameterizedTest
  @MethodSource("personal")
  void stepsOfPersonsWantTheirToken(Step step) {
    assertThat(house.refused(step)).isEqualTo(Problem.of(ErrorCode.NO_AUTHORIZATION));
    Problem forged = house.refused(step, house.visit("a.b.c"));
    assertThat(forged.code()).isEqualTo(ErrorCode.BAD_JWT);
    assertThat(forged.message()).startsWith("invalid JWT: unable to parse or verify signature, ");
    Member ada = house.join("ada@example.org");
    ada.run(new Step.Logout(Step.Scope.LOCAL));
    assertThat(ada.refused(step).code()).isEqualTo(ErrorCode.SESSION_UNKNOWN);
    assertThat(house.refused(step, house.visit("sb_secret_unknown")).code())
        .isEqualTo(ErrorCode.KEY_INVALID);
  }

  private static Stream<Step> administration() {
    UUID none = UUID.randomUUID();
    Administration.Page page = new Administration.Page(1, 1, Administration.NONE);
    return Stream.of(
        new Administration.Invite("a@b.c", ""),
        new Administration.MakeLink("invite", "a@b.c", "", "", "", ""),
        new Administration.ListAccounts(page),
        new Administration.ReadAccount(none),
        new Administration.RemoveAccount(none, false),
        new Administration.ListAccountFactors(none),
        new Administration.RemoveAccountFactor(none, none),
        new Administration.ListAccountPasskeys(none),
        new Administration.RemoveAccountPasskey(none, none),
        new Administration.ReadAudit(page));
  }

  @ParameterizedTest
  @MethodSource("administration")
  void stepsOfAdministratorsWantASecretKey(Step step) {
    assertThat(house.refused(step).code()).isEqualTo(ErrorCode.NO_AUTHORIZATION);
    Member ada = house.join("ada@example.org");
    assertThat(ada.refused(step).code()).isEqualTo(ErrorCode.NOT_ADMIN);
    String secret = house.service().credentials().bearer();
    assertThat(house.refused(step, house.visit("a.b.c")).code()).isEqualTo(ErrorCode.BAD_JWT);
    Problem or = answered(step, shows(secret, ada.session().accessToken()));
    assertThat(or.code()).as("the token says who asks").isEqualTo(ErrorCode.NOT_ADMIN);
    assertThat(house.rows("accounts")).hasSize(1);
  }

  private Problem answered(Step step, Visit visit) {
    return house.refused(step, visit);
  }

  @Test
  void aSecretKeyInEitherPlaceAdmitsTheAdministrator() {
    String secret = house.service().credentials().bearer();
    Step step = new Administration.ListAccounts(new Administration.Page(1, 1, Administration.NONE));
    for (Visit visit : List.of(shows(secret, ""), shows("", secret), shows(secret, secret))) {
      assertThat(house.run(step, visit)).isInstanceOf(Reply.Users.class);
    }
  }

  @Test
  void openStepsHeedOnlyTheKey() {
    Step step = new Step.ReadSettings();
    assertThat(house.run(step, shows("", "a.b.c"))).isInstanceOf(Reply.Document.class);
    assertThat(house.refused(step, shows("sb_secret_unknown", "")).code())
        .isEqualTo(ErrorCode.KEY_INVALID);
    assertThat(house.run(new Step.ReadHealth(), shows("sb_secret_unknown", "")))
        .as("of the public not even a key is asked for")
        .isInstanceOf(Reply.Document.class);
  }

  /** What strangers are told of how one signs in. */
  @ParameterizedTest
  @CsvSource({"true", "false"})
  void settingsSayWhatIsOpen(boolean open) {
    house.close();
    house =
        new House(
            "sign_up: %s, autoconfirm: %s, email: %s, phone: %s, anonymous: %s, passkeys: { enabled: %s }"
                    .formatted(open, open, open, open, open, open)
                + ", "
                + Issuer.definition(false));
    Reply.Document document = (Reply.Document) house.run(new Step.ReadSettings());
    assertThat(document.keep()).isZero();
    assertThat(new JsonObject(document.json()))
        .isEqualTo(
            new JsonObject()
                .put(
                    "external",
                    new JsonObject()
                        .put("anonymous_users", open)
                        .put("email", open)
                        .put("phone", open)
                        .put("theirs", true))
                .put("disable_signup", !open)
                .put("mailer_autoconfirm", open)
                .put("phone_autoconfirm", open)
                .put("sms_provider", "")
                .put("saml_enabled", false)
                .put("passkeys_enabled", open));
  }

  @Test
  void thePublicIsToldOurNameAndOurKeys() {
    Reply.Document health = (Reply.Document) house.run(new Step.ReadHealth());
    assertThat(new JsonObject(health.json()).getString("name")).isEqualTo("GoTrue");
    assertThat(health.keep()).isZero();
    assertThat(house.run(new Step.ReadKeySet()))
        .isEqualTo(new Reply.Document(house.published(), 600));
    Problem problem = house.refused(new Step.NotYet("not yet: sso"));
    assertThat(problem.code()).isEqualTo(ErrorCode.PROVIDER_DISABLED);
    assertThat(problem.message()).isEqualTo("not yet: sso");
  }

  @Test
  void aPersonReadsThemselves() {
    Member ada = house.join("ada@example.org");
    Person person = ada.person();
    assertThat(person).isEqualTo(ada.session().person());
    assertThat(house.anonymous().person().anonymous()).isTrue();
    assertThat(
            house
                .refused(new Step.SignUp(House.contact("ada@example.org"), "x", "", Proof.NONE))
                .code())
        .isEqualTo(ErrorCode.PASSWORD_WEAK);
  }
}
