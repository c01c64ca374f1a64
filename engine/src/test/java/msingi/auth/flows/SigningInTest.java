package msingi.auth.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.UUID;
import msingi.auth.House;
import msingi.auth.Line;
import msingi.auth.Member;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.request.AccountWish;
import msingi.request.Administration;
import msingi.request.Contact;
import msingi.request.Person;
import msingi.request.Proof;
import msingi.request.Reply;
import msingi.request.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Passwords sign in those who know them; everything else is one refusal. */
class SigningInTest extends InHouse {
  private static final String ADA = "ada@example.org";

  SigningInTest() {
    super("autoconfirm: true, phone: true");
  }

  private Step.PasswordGrant grant(String address, String password) {
    return new Step.PasswordGrant(House.contact(address), password);
  }

  private Problem refused(String address, String password) {
    return house.refused(grant(address, password));
  }

  private AccountWish wish(String email, String hash) {
    return new AccountWish(
        email, "", "", hash, true, false, new AccountWish.Ban.Same(), "", "", "");
  }

  @Test
  void thePasswordSignsInByAnySpellingOfTheAddress() {
    Member ada = house.join(ADA);
    house.clock.forward(1_000);
    Member again = house.enter("  Ada@EXAMPLE.org");
    assertThat(again.id()).isEqualTo(ada.id());
    assertThat(again.sessionId()).isNotEqualTo(ada.sessionId());
    assertThat(again.methods()).containsExactly("password");
    assertThat(again.session().person().moments())
        .containsEntry(Person.Moment.LAST_SIGN_IN, house.ground.now());
    assertThat(again.session().weaknesses()).isEmpty();
    assertThat(again.open()).isTrue();
    assertThat(ada.open()).isTrue();
    assertThat(house.events()).endsWith("login");
    Line note = house.rows("audit").getLast();
    assertThat(note.uuid("account")).isEqualTo(ada.id());
    assertThat(note.uuid("actor")).isEqualTo(ada.id());
    assertThat(note.text("address")).isEqualTo(House.ADDRESS);
    assertThat(note.text("agent")).isEqualTo("house/1");
    assertThat(note.moment("at")).isEqualTo(house.ground.now());
  }

  /** Unknown, wrong, without a password, no address at all, too long to be hashed. */
  @ParameterizedTest
  @ValueSource(strings = {"eve@example.org", ADA, "guest@example.org", "@", "254700111222"})
  void whateverIsWrongIsToldAlike(String address) {
    house.join(ADA);
    house.run(new Step.SendCode(House.contact("guest@example.org"), true, "", Proof.NONE));
    Problem problem = refused(address, "wrong, and long enough");
    assertThat(problem).isEqualTo(Problem.of(ErrorCode.CREDENTIALS_WRONG));
    Line note = house.rows("audit").getLast();
    assertThat(note.text("event")).isEqualTo("login_failed");
    assertThat(new JsonObject(note.json("data")))
        .isEqualTo(new JsonObject().put("why", "invalid_credentials"));
    assertThat(refused(address, "x".repeat(1_025)).code()).isEqualTo(ErrorCode.CREDENTIALS_WRONG);
    assertThat(refused(address, "").code()).isEqualTo(ErrorCode.CREDENTIALS_WRONG);
    assertThat(house.rows("sessions")).hasSize(1);
  }

  @Test
  void failuresAreNotedWithWhomTheyAreAbout() {
    Member ada = house.join(ADA);
    refused(ADA, "wrong");
    assertThat(house.rows("audit").getLast().uuid("account")).isEqualTo(ada.id());
    refused("eve@example.org", "wrong");
    assertThat(house.rows("audit").getLast().uuid("account")).isEqualTo(Line.NOBODY);
  }

  @ParameterizedTest
  @CsvSource({"1, true", "0, false"})
  void theBannedAreToldOnlyWhenTheyKnowThePassword(long left, boolean banned) {
    Member ada = house.join(ADA);
    house.put("accounts", ada.id(), "banned_until", house.ground.now() + left);
    assertThat(refused(ADA, "wrong").code()).isEqualTo(ErrorCode.CREDENTIALS_WRONG);
    if (banned) {
      assertThat(refused(ADA, House.PASSWORD).code()).isEqualTo(ErrorCode.ACCOUNT_BANNED);
      assertThat(house.rows("audit").getLast().json("data")).contains("user_banned");
      assertThat(house.rows("audit").getLast().uuid("account")).isEqualTo(ada.id());
    } else {
      assertThat(house.enter(ADA).id()).isEqualTo(ada.id());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ada@example.org, EMAIL_UNCONFIRMED, email_not_confirmed",
    "254700111222, PHONE_UNCONFIRMED, phone_not_confirmed"
  })
  void anAddressThatIsNotProvenSignsNobodyIn(String address, ErrorCode why, String noted) {
    settings("phone: true");
    house.run(new Step.SignUp(House.contact(address), House.PASSWORD, "", Proof.NONE));
    assertThat(refused(address, House.PASSWORD).code()).isEqualTo(why);
    assertThat(house.rows("audit").getLast().json("data")).contains(noted);
    assertThat(refused(address, "wrong").code()).isEqualTo(ErrorCode.CREDENTIALS_WRONG);
    assertThat(house.rows("sessions")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'email: false, phone: true', ada@example.org, EMAIL_DISABLED",
    "email: true, 254700111222, PHONE_DISABLED"
  })
  void aWayThatIsClosedSignsNobodyIn(String auth, String address, ErrorCode why) {
    settings(auth);
    assertThat(refused(address, House.PASSWORD).code()).isEqualTo(why);
  }

  @Test
  void aHashOfAnotherSystemIsReplacedAndAWeakPasswordIsTold() {
    String hash =
        org.bouncycastle.crypto.generators.OpenBSDBCrypt.generate(
            "abc".toCharArray(), new byte[16], 4);
    assertThat(hash).startsWith("$2y$04$");
    house.manage(new Administration.MakeAccount(Administration.NONE, wish(ADA, hash)));
    Reply.SignedIn reply = (Reply.SignedIn) house.run(grant(ADA, "abc"));
    assertThat(reply.weaknesses()).containsExactly("length");
    Line account = house.row("accounts", reply.person().id());
    assertThat(account.text("password")).startsWith("$argon2id$v=19$m=1024,t=1,p=1$");
    String better = account.text("password");
    assertThat(house.run(grant(ADA, "abc"))).isInstanceOf(Reply.SignedIn.class);
    assertThat(house.row("accounts", reply.person().id()).text("password")).isEqualTo(better);
  }

  @Test
  void aPasswordThatChangesWhileItIsComparedIsComparedAgain() {
    Member ada = house.join(ADA);
    String other = house.ground.passwords().hash("six purple lanterns");
    house.meanwhile(() -> house.put("accounts", ada.id(), "password", other));
    assertThat(refused(ADA, House.PASSWORD).code()).isEqualTo(ErrorCode.CREDENTIALS_WRONG);
    assertThat(house.rows("sessions")).hasSize(1);
  }

  @Test
  void aBetterHashOfTheSamePasswordMeanwhileDoesNoHarm() {
    Member ada = house.join(ADA);
    String better = house.ground.passwords().hash(House.PASSWORD);
    house.meanwhile(() -> house.put("accounts", ada.id(), "password", better));
    assertThat(house.enter(ADA).id()).isEqualTo(ada.id());
    assertThat(house.rows("sessions")).hasSize(2);
    assertThat(ada.row().text("password")).isEqualTo(better);
  }

  @Test
  void aBanWhileAPasswordIsComparedCounts() {
    Member ada = house.join(ADA);
    house.meanwhile(() -> house.put("accounts", ada.id(), "banned_until", house.ground.in(60)));
    assertThat(refused(ADA, House.PASSWORD).code()).isEqualTo(ErrorCode.ACCOUNT_BANNED);
    assertThat(house.rows("sessions")).hasSize(1);
  }

  @Test
  void anAccountThatGoesWhileAPasswordIsComparedIsGone() {
    Member ada = house.join(ADA);
    house.meanwhile(() -> house.put("accounts", ada.id(), "deleted_at", house.ground.now()));
    assertThat(refused(ADA, House.PASSWORD).code()).isEqualTo(ErrorCode.ACCOUNT_BANNED);
    assertThat(house.rows("sessions")).hasSize(1);
  }

  @Test
  void whereOneSessionIsAllowedASignInEndsTheOthers() {
    settings("autoconfirm: true, sessions: { single: true }");
    Member ada = house.join(ADA);
    Member bob = house.join("bob@example.org");
    UUID first = ada.sessionId();
    Member again = house.enter(ADA);
    assertThat(house.rows("sessions"))
        .extracting(it -> it.uuid("id"))
        .containsExactlyInAnyOrder(again.sessionId(), bob.sessionId());
    assertThat(ada.open()).isFalse();
    assertThat(again.open()).isTrue();
    assertThat(bob.open()).isTrue();
    assertThat(house.rows("revocations"))
        .extracting(it -> it.uuid("subject"))
        .containsExactly(first);
  }

  @Test
  void contactsOfAnotherKindAreOthers() {
    house.join(ADA);
    Step.PasswordGrant step =
        new Step.PasswordGrant(new Contact(Contact.Kind.PHONE, ADA), House.PASSWORD);
    assertThat(house.refused(step).code()).isEqualTo(ErrorCode.CREDENTIALS_WRONG);
  }
}
