package msingi.auth.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import msingi.auth.House;
import msingi.auth.Issuer;
import msingi.auth.Line;
import msingi.auth.Member;
import msingi.error.ErrorCode;
import msingi.request.Person;
import msingi.request.Proof;
import msingi.request.Reply;
import msingi.request.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The word of an issuer: whom it leads to, and what may be taken away again. */
class TrustingTest extends InHouse {
  private static final String ADA = "ada@example.org";

  private Map<String, Object> says(String subject, String email, Object verified) {
    Map<String, Object> claims = Issuer.claims(house, subject);
    claims.put("email", email);
    claims.put("email_verified", verified);
    return claims;
  }

  TrustingTest() {
    super("anonymous: true, linking: true, " + Issuer.definition(true));
  }

  private Member in(Map<String, Object> claims) {
    return new Member(
        house, (Reply.SignedIn) house.run(new Step.IdTokenGrant(Issuer.word(claims))));
  }

  @Test
  void whomAnIssuerKnowsGetsAnAccountAndComesBackToIt() {
    Map<String, Object> claims = says("s1", " Ada@Example.org", true);
    claims.put("name", "Ada\0");
    claims.put("picture", "https://id.example.net/ada.png");
    Member ada = in(claims);
    long now = house.ground.now();
    assertThat(ada.methods()).containsExactly("oauth");
    assertThat(ada.claims().getString("aal")).isEqualTo("aal1");
    Person person = ada.session().person();
    assertThat(person.email()).isEqualTo(ADA);
    assertThat(person.moments())
        .containsEntry(Person.Moment.EMAIL_CONFIRMED, now)
        .containsEntry(Person.Moment.LAST_SIGN_IN, now);
    assertThat(person.appMetadata())
        .isEqualTo("{\"provider\":\"theirs\",\"providers\":[\"theirs\"]}");
    JsonObject said =
        new JsonObject()
            .put("iss", Issuer.NAME)
            .put("sub", "s1")
            .put("provider_id", "s1")
            .put("name", "Ada")
            .put("picture", "https://id.example.net/ada.png")
            .put("email", " Ada@Example.org")
            .put("full_name", "Ada")
            .put("avatar_url", "https://id.example.net/ada.png")
            .put("email_verified", true);
    assertThat(new JsonObject(person.userMetadata())).isEqualTo(said);
    Person.Identity identity = person.identities().getFirst();
    assertThat(new JsonObject(identity.data())).isEqualTo(said);
    assertThat(identity.provider()).isEqualTo("theirs");
    assertThat(identity.subject()).isEqualTo("s1");
    assertThat(identity.lastSignIn()).isEqualTo(now);
    assertThat(house.events()).containsExactly("user_signedup", "login");
    assertThat(house.texts("SELECT id FROM users")).containsExactly(ada.id().toString());
    house.clock.forward(1_000);
    Member again = in(says("s1", "elsewhere@example.org", true));
    assertThat(again.id()).isEqualTo(ada.id());
    Person.Identity seen = again.session().person().identities().getFirst();
    assertThat(seen.email()).isEqualTo("elsewhere@example.org");
    assertThat(seen.lastSignIn()).isEqualTo(house.ground.now());
    assertThat(seen.updated()).isEqualTo(house.ground.now());
    assertThat(seen.created()).isEqualTo(now);
    assertThat(seen.data()).contains("elsewhere@example.org");
    assertThat(again.session().person().email()).isEqualTo(ADA);
    assertThat(in(says("s2", "", true)).id()).isNotEqualTo(ada.id());
  }

  @Test
  void ownNamesAreNotReplacedByOthers() {
    Map<String, Object> claims = says("s1", "", false);
    claims.put("name", "Ada");
    claims.put("full_name", "Ada Lovelace");
    JsonObject said = new JsonObject(in(claims).session().person().userMetadata());
    assertThat(said.getString("full_name")).isEqualTo("Ada Lovelace");
    assertThat(said.getBoolean("email_verified")).isFalse();
    assertThat(said.containsKey("email")).isFalse();
    assertThat(said.containsKey("avatar_url")).isFalse();
  }

  @Test
  void aWordCountsOnce() {
    Step.IdTokenGrant step = new Step.IdTokenGrant(Issuer.word(says("s1", ADA, true)));
    house.run(step);
    assertThat(house.refused(step).code()).isEqualTo(ErrorCode.ID_TOKEN_USED);
    assertThat(house.rows("sessions")).hasSize(1);
    Line once = house.rows("flows").getFirst();
    assertThat(once.moment("expires_at")).isEqualTo(house.ground.in(600));
    assertThat(once.moment("consumed_at")).isEqualTo(house.ground.now());
    assertThat(once.text("method")).isEqualTo("oauth");
    assertThat(house.refused(new Step.CodeExchange(step.word().token(), "v")).code())
        .as("it is no code of ours")
        .isEqualTo(ErrorCode.FLOW_UNKNOWN);
  }

  /** Whether an address that an issuer names leads to the account that has it. */
  @ParameterizedTest
  @CsvSource({"true, true, true", "true, false, false", "false, true, false"})
  void anAddressLeadsOnlyWhereItIsVouchedForAndBelieved(
      boolean believed, boolean vouched, boolean leads) {
    settings("linking: true, " + Issuer.definition(believed));
    Member ada = house.join(ADA);
    Member in = in(says("s1", ADA, vouched));
    assertThat(in.id().equals(ada.id())).isEqualTo(leads);
    assertThat(in.session().person().email()).isEqualTo(leads ? ADA : "");
    if (leads) {
      assertThat(in.session().person().identities()).hasSize(2);
      assertThat(in.session().person().appMetadata())
          .isEqualTo("{\"provider\":\"email\",\"providers\":[\"email\",\"theirs\"]}");
      assertThat(house.events()).endsWith("identity_linked", "login");
      assertThat(ada.open()).isTrue();
      assertThat(house.enter(ADA).id()).isEqualTo(ada.id());
    } else {
      assertThat(in.row().happened("email_confirmed_at")).isFalse();
    }
  }

  @Test
  void anAddressThatIsNoneCountsAsNone() {
    Member in = in(says("s1", "no address", true));
    assertThat(in.session().person().email()).isEmpty();
  }

  @Test
  void anUnprovenAccountLosesWhatWasThereBefore() {
    house.run(
        new Step.SignUp(House.contact(ADA), House.PASSWORD, "{\"by\":\"thief\"}", Proof.NONE));
    UUID id = house.rows("accounts").getFirst().uuid("id");
    Member ada = in(says("s1", ADA, true));
    assertThat(ada.id()).isEqualTo(id);
    assertThat(ada.row().text("password")).isEmpty();
    assertThat(ada.row().happened("email_confirmed_at")).isTrue();
    assertThat(ada.session().person().userMetadata()).doesNotContain("thief").contains("s1");
    assertThat(house.rows("codes")).isEmpty();
    assertThat(house.refused(new Step.PasswordGrant(House.contact(ADA), House.PASSWORD)).code())
        .isEqualTo(ErrorCode.CREDENTIALS_WRONG);
  }

  @Test
  void whereSignUpIsClosedOnlyTheKnownComeIn() {
    settings("sign_up: false, " + Issuer.definition(true));
    Step.IdTokenGrant step = new Step.IdTokenGrant(Issuer.word(says("s1", ADA, true)));
    assertThat(house.refused(step).code()).isEqualTo(ErrorCode.SIGN_UP_DISABLED);
    assertThat(house.rows("accounts")).isEmpty();
    assertThat(house.rows("flows")).as("the word was not used up").isEmpty();
  }

  @Test
  void theBannedAndTheGoneDoNotComeIn() {
    Member ada = in(says("s1", ADA, true));
    house.put("accounts", ada.id(), "banned_until", house.ground.in(60));
    Step.IdTokenGrant step = new Step.IdTokenGrant(Issuer.word(says("s1", ADA, true)));
    assertThat(house.refused(step).code()).isEqualTo(ErrorCode.ACCOUNT_BANNED);
    house.put("accounts", ada.id(), "banned_until", Line.NEVER);
    house.put("accounts", ada.id(), "deleted_at", house.ground.now());
    assertThat(house.refused(step).code()).isEqualTo(ErrorCode.ACCOUNT_BANNED);
    assertThat(house.rows("sessions")).hasSize(1);
  }

  @Test
  void whoIsSignedInAddsAnIdentity() {
    Member ada = house.join(ADA);
    house.clock.forward(1_000);
    Member linked =
        ada.with(ada.run(new Step.LinkIdentity(Issuer.word(says("s1", "x@example.org", true)))));
    assertThat(linked.sessionId()).isEqualTo(ada.sessionId());
    assertThat(linked.methods()).isEqualTo(ada.methods());
    Person person = linked.session().person();
    assertThat(person.identities()).hasSize(2);
    assertThat(person.email()).as("an address of their own stays").isEqualTo(ADA);
    assertThat(person.appMetadata()).contains("\"providers\":[\"email\",\"theirs\"]");
    assertThat(house.events()).endsWith("identity_linked");
    assertThat(in(says("s1", "", false)).id()).isEqualTo(ada.id());
    Member bob = house.join("bob@example.org");
    assertThat(bob.refused(new Step.LinkIdentity(Issuer.word(says("s1", "", false)))).code())
        .isEqualTo(ErrorCode.IDENTITY_EXISTS);
    Step.LinkIdentity twice = new Step.LinkIdentity(Issuer.word(says("s3", "", false)));
    bob.run(twice);
    assertThat(ada.refused(twice).code()).isEqualTo(ErrorCode.ID_TOKEN_USED);
  }

  /** Who was anonymous is somebody by an identity; by its address too, where that is free. */
  @ParameterizedTest
  @CsvSource({"true, false, ada@example.org", "true, true, ''", "false, false, ''"})
  void theAnonymousBecomeSomebody(boolean verified, boolean taken, String email) {
    if (taken) {
      house.join(ADA);
    }
    Member guest = house.anonymous();
    Member now =
        guest.with(guest.run(new Step.LinkIdentity(Issuer.word(says("s1", ADA, verified)))));
    assertThat(now.id()).isEqualTo(guest.id());
    assertThat(now.claims().getBoolean("is_anonymous")).isFalse();
    assertThat(now.session().person().email()).isEqualTo(email);
    assertThat(now.row().happened("email_confirmed_at")).isEqualTo(!email.isEmpty());
    assertThat(now.session().person().appMetadata())
        .isEqualTo("{\"provider\":\"theirs\",\"providers\":[\"theirs\"]}");
  }

  @Test
  void whereLinkingIsClosedNothingIsLinkedOrTaken() {
    settings(Issuer.definition(true));
    Member ada = house.join(ADA);
    assertThat(ada.refused(new Step.LinkIdentity(Issuer.word(says("s1", "", false)))).code())
        .isEqualTo(ErrorCode.LINKING_DISABLED);
    assertThat(ada.refused(new Step.RemoveIdentity(UUID.randomUUID())).code())
        .isEqualTo(ErrorCode.LINKING_DISABLED);
  }

  @Test
  void whoHasASecondFactorUsesItBeforeIdentitiesChange() {
    Member ada = house.join(ADA);
    UUID factor =
        ((Reply.Enrolled) ada.run(new Step.EnrollFactor("totp", "", "", ""))).factor().id();
    house.put("factors", factor, "status", "verified");
    Step.LinkIdentity step = new Step.LinkIdentity(Issuer.word(says("s1", "", false)));
    UUID own = ada.session().person().identities().getFirst().id();
    assertThat(ada.refused(step).code()).isEqualTo(ErrorCode.AAL_LOW);
    assertThat(ada.refused(new Step.RemoveIdentity(own)).code()).isEqualTo(ErrorCode.AAL_LOW);
    house.put("sessions", ada.sessionId(), "aal", "aal2");
    assertThat(ada.run(step)).isInstanceOf(Reply.SignedIn.class);
    assertThat(ada.run(new Step.RemoveIdentity(own))).isEqualTo(new Reply.Done());
  }

  @Test
  void theLastIdentityStays() {
    Member ada = house.join(ADA);
    UUID own = ada.session().person().identities().getFirst().id();
    assertThat(ada.refused(new Step.RemoveIdentity(own)).code())
        .isEqualTo(ErrorCode.IDENTITY_SINGLE);
    Member bob = house.join("bob@example.org");
    bob.run(new Step.LinkIdentity(Issuer.word(says("s1", "", false))));
    assertThat(bob.refused(new Step.RemoveIdentity(own)).code())
        .isEqualTo(ErrorCode.IDENTITY_UNKNOWN);
    assertThat(house.rows("identities")).hasSize(3);
  }

  @Test
  void anIdentityGoesWithWhatItOpened() {
    Member ada = house.join(ADA);
    Member linked = ada.with(ada.run(new Step.LinkIdentity(Issuer.word(says("s1", "", false)))));
    List<Person.Identity> both = linked.session().person().identities();
    UUID own =
        both.stream().filter(it -> it.provider().equals("email")).findFirst().orElseThrow().id();
    house.run(new Step.Recover(House.contact(ADA), Proof.NONE));
    house.put("accounts", ada.id(), "new_email", "new@example.org");
    assertThat(ada.run(new Step.RemoveIdentity(own))).isEqualTo(new Reply.Done());
    Line row = ada.row();
    assertThat(row.text("email") + row.text("new_email") + row.text("password")).isEmpty();
    assertThat(row.happened("email_confirmed_at")).isFalse();
    assertThat(row.json("app_metadata").replace(" ", ""))
        .isEqualTo("{\"provider\":\"theirs\",\"providers\":[\"theirs\"]}");
    assertThat(house.rows("codes")).isEmpty();
    assertThat(house.rows("identities")).hasSize(1);
    assertThat(house.events()).endsWith("identity_unlinked");
    assertThat(house.rows("audit").getLast().uuid("account")).isEqualTo(ada.id());
    assertThat(in(says("s1", "", false)).id()).isEqualTo(ada.id());
  }

  /** A password stays while another proven address signs in by it. */
  @ParameterizedTest
  @CsvSource({"email", "phone"})
  void anotherProvenAddressKeepsThePassword(String taken) {
    settings("autoconfirm: true, linking: true, phone: true");
    Member ada = house.join(ADA);
    ada.run(new Step.UpdateUser("", "254700111222", "", "", "", "", Proof.NONE));
    House.Letter letter = house.last("254700111222");
    house.run(new Step.Verify("phone_change", House.contact("254700111222"), "", letter.token()));
    UUID gone =
        ada.person().identities().stream()
            .filter(it -> it.provider().equals(taken))
            .findFirst()
            .orElseThrow()
            .id();
    ada.run(new Step.RemoveIdentity(gone));
    boolean mail = taken.equals("email");
    assertThat(ada.row().text("password")).isNotEmpty();
    assertThat(ada.row().text("email").isEmpty()).isEqualTo(mail);
    assertThat(ada.row().text("phone").isEmpty()).isEqualTo(!mail);
    assertThat(ada.row().happened("phone_confirmed_at")).isEqualTo(mail);
    assertThat(house.enter(mail ? "254700111222" : ADA).id()).isEqualTo(ada.id());
  }

  @Test
  void anIdentityOfAnIssuerTakesNoAddressWithIt() {
    Member ada = house.join(ADA);
    Member linked = ada.with(ada.run(new Step.LinkIdentity(Issuer.word(says("s1", "", false)))));
    UUID theirs =
        linked.session().person().identities().stream()
            .filter(it -> it.provider().equals("theirs"))
            .findFirst()
            .orElseThrow()
            .id();
    ada.run(new Step.RemoveIdentity(theirs));
    assertThat(ada.row().text("email")).isEqualTo(ADA);
    assertThat(house.enter(ADA).id()).isEqualTo(ada.id());
  }
}
