package msingi.auth.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import msingi.auth.House;
import msingi.auth.Line;
import msingi.auth.Member;
import msingi.error.ErrorCode;
import msingi.error.Problem;
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

/** People change what is theirs: what they say of themselves, passwords, addresses. */
class UpdatingTest extends InHouse {
  private static final String ADA = "ada@example.org";
  private static final String NEW = "new@example.org";
  private static final String PHONE = "254700111222";
  private static final String OTHER = "six purple lanterns";

  private static Person changed(Member member, Step.UpdateUser step) {
    return ((Reply.User) member.run(step)).person();
  }

  UpdatingTest() {
    super("phone: true");
  }

  private static Step.UpdateUser password(String fresh, String current, String nonce) {
    return new Step.UpdateUser("", "", fresh, current, nonce, "", Proof.NONE);
  }

  private static Step.UpdateUser contacts(String email, String phone) {
    return new Step.UpdateUser(email, phone, "", "", "", "", Proof.NONE);
  }

  private Reply verify(String type, House.Letter letter) {
    return house.run(new Step.Verify(type, House.contact(letter.address()), "", letter.token()));
  }

  @Test
  void whatPeopleSayOfThemselvesIsLaidOverWhatTheySaid() {
    Member ada = house.join(ADA);
    changed(ada, Member.update("", "", "{\"name\":\"Ada\",\"age\":36}"));
    house.clock.forward(1_000);
    Person person = changed(ada, Member.update("", "", "{\"age\":null,\"town\":\"Kisumu\"}"));
    assertThat(person.userMetadata()).isEqualTo("{\"name\":\"Ada\",\"town\":\"Kisumu\"}");
    assertThat(person.moments()).containsEntry(Person.Moment.UPDATED, house.ground.now());
    assertThat(house.events()).endsWith("user_modified");
    assertThat(house.rows("audit").getLast().uuid("account")).isEqualTo(ada.id());
    Person same = changed(ada, Member.update("", "", ""));
    assertThat(same.userMetadata()).isEqualTo(person.userMetadata());
    assertThat(house.refused(Member.update("", "", "{}")).code())
        .isEqualTo(ErrorCode.NO_AUTHORIZATION);
  }

  @Test
  void aNewPasswordEndsTheOtherSessions() {
    Member ada = house.join(ADA);
    Member tab = house.enter(ADA);
    Member bob = house.join("bob@example.org");
    house.clock.forward(1_000);
    Person person = changed(ada, password(OTHER, "", ""));
    assertThat(person.moments()).containsEntry(Person.Moment.UPDATED, house.ground.now());
    assertThat(ada.open()).isTrue();
    assertThat(tab.open()).isFalse();
    assertThat(bob.open()).isTrue();
    assertThat(house.events()).endsWith("user_updated_password", "user_modified");
    Step.PasswordGrant old = new Step.PasswordGrant(House.contact(ADA), House.PASSWORD);
    assertThat(house.refused(old).code()).isEqualTo(ErrorCode.CREDENTIALS_WRONG);
    assertThat(house.run(new Step.PasswordGrant(House.contact(ADA), OTHER)))
        .isInstanceOf(Reply.SignedIn.class);
  }

  @Test
  void badPasswordsAreRefused() {
    Member ada = house.join(ADA);
    assertThat(ada.refused(password(House.PASSWORD, "", "")).code())
        .isEqualTo(ErrorCode.PASSWORD_SAME);
    assertThat(ada.refused(password("short", "", "")).code()).isEqualTo(ErrorCode.PASSWORD_WEAK);
    assertThat(ada.refused(password(ADA, "", "")).code()).isEqualTo(ErrorCode.PASSWORD_WEAK);
    Member number = house.join(PHONE);
    assertThat(number.refused(password(PHONE, "", "")).code()).isEqualTo(ErrorCode.PASSWORD_WEAK);
    int noted = house.events().size();
    assertThat(ada.refused(password(OTHER, "wrong", "")).code())
        .isEqualTo(ErrorCode.CREDENTIALS_WRONG);
    assertThat(house.events()).hasSize(noted + 1).endsWith("login_failed");
    assertThat(house.rows("audit").getLast().uuid("account")).isEqualTo(ada.id());
    assertThat(house.enter(ADA).id()).isEqualTo(ada.id());
    assertThat(ada.run(password(OTHER, House.PASSWORD, ""))).isInstanceOf(Reply.User.class);
  }

  /** An old session proves itself once more: by the password so far, or by a code. */
  @ParameterizedTest
  @CsvSource({"86400000, true, true", "86400001, true, false", "86400001, false, true"})
  void oldSessionsProveThemselvesOnceMore(long later, boolean wanted, boolean good) {
    settings("autoconfirm: true, access_token: 1d, passwords: { reauthenticate: " + wanted + " }");
    Member ada = house.join(ADA);
    house.clock.forward(later);
    Member now = ada.refreshed();
    if (good) {
      assertThat(now.run(password(OTHER, "", ""))).isInstanceOf(Reply.User.class);
      return;
    }
    assertThat(now.refused(password(OTHER, "", "")).code())
        .isEqualTo(ErrorCode.REAUTHENTICATION_NEEDED);
    assertThat(now.run(password(OTHER, House.PASSWORD, ""))).isInstanceOf(Reply.User.class);
    now.run(new Step.Reauthenticate());
    String nonce = house.last(ADA).code();
    assertThat(now.run(password("nine orange kites", "", nonce))).isInstanceOf(Reply.User.class);
  }

  @Test
  void aNonceIsUsedOnceAndItsMistakesAreCounted() {
    Member ada = house.join(ADA);
    ada.run(new Step.Reauthenticate());
    String nonce = house.last(ADA).code();
    Problem wrong = ada.refused(password(OTHER, "", "000000x"));
    assertThat(wrong.code()).isEqualTo(ErrorCode.REAUTHENTICATION_WRONG);
    assertThat(house.rows("codes").getLast().whole("attempts")).isEqualTo(1);
    assertThat(house.events()).endsWith("verification_failed");
    assertThat(house.rows("audit").getLast().uuid("account")).isEqualTo(ada.id());
    ada.run(Member.update("", "", "{}"));
    assertThat(house.rows("codes").getLast().happened("consumed_at")).isFalse();
    changed(ada, password(OTHER, "", nonce));
    assertThat(house.rows("codes")).isEmpty();
    assertThat(ada.refused(password(House.PASSWORD, "", nonce)).code())
        .isEqualTo(ErrorCode.REAUTHENTICATION_WRONG);
    assertThat(ada.run(new Step.UpdateUser("", "", "", "", "x", "{}", Proof.NONE)))
        .as("without a password a nonce proves nothing")
        .isInstanceOf(Reply.User.class);
  }

  @Test
  void theAnonymousTakeAPasswordOnlyWithAnAddress() {
    settings("anonymous: true");
    Member guest = house.anonymous();
    Problem problem = guest.refused(password(OTHER, "", ""));
    assertThat(problem.status()).isEqualTo(422);
    assertThat(problem.message()).startsWith("Updating password of an anonymous user");
    changed(guest, Member.update(ADA, OTHER, ""));
    assertThat(guest.row().text("password")).startsWith("$argon2id$");
    assertThat(guest.row().truth("anonymous")).isTrue();
  }

  @Test
  void nobodyMovesToWhatPeopleAreNotKnownByAndNothingIsSent() {
    settings("phone: false");
    Member ada = house.join(ADA);
    int sent = house.letters().size();
    assertThat(ada.refused(contacts("", PHONE)).code()).isEqualTo(ErrorCode.PHONE_DISABLED);
    assertThat(ada.row().text("new_phone")).isEmpty();
    assertThat(house.letters()).hasSize(sent);
    settings("anonymous: true, email: false, phone: true");
    Member guest = house.anonymous();
    assertThat(guest.refused(contacts(NEW, "")).code()).isEqualTo(ErrorCode.EMAIL_DISABLED);
    assertThat(house.letters()).isEmpty();
  }

  @Test
  void theAnonymousBecomePermanentByAProvenAddress() {
    settings("anonymous: true, phone: true");
    Member guest = house.anonymous();
    changed(guest, contacts(ADA, ""));
    House.Letter letter = house.last(ADA);
    assertThat(house.letters()).as("there is no old address to ask").hasSize(1);
    Member ada = guest.with(verify("email_change", letter));
    assertThat(ada.id()).isEqualTo(guest.id());
    assertThat(ada.claims().getBoolean("is_anonymous")).isFalse();
    assertThat(ada.row().text("email")).isEqualTo(ADA);
    assertThat(ada.session().person().identities()).hasSize(1);
    assertThat(ada.session().person().appMetadata())
        .isEqualTo("{\"provider\":\"email\",\"providers\":[\"email\"]}");
    Member other = house.anonymous();
    changed(other, contacts("", PHONE));
    assertThat(other.with(verify("phone_change", house.last(PHONE))).row().truth("anonymous"))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {ADA, PHONE})
  void whereNoProofIsAskedForTheAnonymousArePermanentAtOnce(String address) {
    settings("anonymous: true, phone: true, autoconfirm: true");
    Member guest = house.anonymous();
    Contact contact = House.contact(address);
    boolean mail = contact.kind() == Contact.Kind.EMAIL;
    Step.UpdateUser step = mail ? contacts(address, "") : contacts("", "+" + address);
    Person person = changed(guest, step);
    assertThat(person.anonymous()).isFalse();
    assertThat(mail ? person.email() : person.phone()).isEqualTo(address);
    assertThat(person.moments())
        .containsEntry(
            mail ? Person.Moment.EMAIL_CONFIRMED : Person.Moment.PHONE_CONFIRMED,
            house.ground.now() - 100_000);
    JsonObject said = new JsonObject(person.identities().getFirst().data());
    assertThat(said.getBoolean(contact.kind().text() + "_verified")).isTrue();
    assertThat(person.appMetadata()).contains(contact.kind().text());
    assertThat(house.letters()).isEmpty();
    Member second = house.anonymous();
    assertThat(second.refused(step).code())
        .isEqualTo(mail ? ErrorCode.EMAIL_EXISTS : ErrorCode.PHONE_EXISTS);
    assertThat(second.row().truth("anonymous")).isTrue();
  }

  @Test
  void aChangeOfAddressIsProvenByBoth() {
    Member ada = house.join(ADA);
    house.clock.forward(1_000);
    Person person = changed(ada, contacts(" NEW@example.org", ""));
    assertThat(person.email()).isEqualTo(ADA);
    assertThat(person.newEmail()).isEqualTo(NEW);
    assertThat(person.moments())
        .containsEntry(Person.Moment.EMAIL_CHANGE_SENT, house.ground.now() - 100_000);
    House.Letter old = house.last(ADA);
    House.Letter fresh = house.last(NEW);
    assertThat(old.template()).isEqualTo("email_change_current");
    assertThat(fresh.template()).isEqualTo("email_change_new");
    for (House.Letter each : List.of(old, fresh)) {
      assertThat(each.data().getString("type")).isEqualTo("email_change");
      assertThat(each.data().getString("redirect")).isEqualTo(House.SITE);
    }
    Reply.Document half = (Reply.Document) verify("email_change", fresh);
    assertThat(half.json()).contains("Please proceed to confirm link sent to the other email");
    assertThat(ada.row().text("email")).isEqualTo(ADA);
    assertThat(house.events()).endsWith("user_confirmed");
    Member moved = ada.with(verify("email_change", old));
    assertThat(moved.methods()).containsExactly("email_change");
    Person after = moved.session().person();
    assertThat(after.email()).isEqualTo(NEW);
    assertThat(after.newEmail()).isEmpty();
    assertThat(after.moments()).containsEntry(Person.Moment.EMAIL_CONFIRMED, house.ground.now());
    assertThat(after.identities()).hasSize(1);
    assertThat(after.identities().getFirst().email()).isEqualTo(NEW);
    assertThat(house.events()).endsWith("user_updated_address", "user_confirmed", "login");
    assertThat(house.rows("codes")).isEmpty();
    assertThat(house.enter(NEW).id()).isEqualTo(ada.id());
  }

  @Test
  void eitherLetterMayComeFirst() {
    Member ada = house.join(ADA);
    changed(ada, contacts(NEW, ""));
    Step.FollowLink first = new Step.FollowLink("email_change", house.last(ADA).token());
    assertThat(((Reply.Redirect) house.run(first)).address())
        .isEqualTo(
            House.SITE
                + "#message=Confirmation+link+accepted.+Please+proceed+to+confirm+link+sent+to"
                + "+the+other+email&sb=");
    assertThat(ada.row().text("email")).isEqualTo(ADA);
    assertThat(ada.with(verify("email_change", house.last(NEW))).row().text("email"))
        .isEqualTo(NEW);
  }

  @Test
  void aLaterChangeReplacesAnEarlierOne() {
    Member ada = house.join(ADA);
    changed(ada, contacts("first@example.org", ""));
    House.Letter stale = house.last("first@example.org");
    House.Letter released = house.last(ADA);
    verify("email_change", released);
    house.clock.forward(60_000);
    changed(ada, contacts(NEW, ""));
    assertThat(
            house
                .refused(new Step.Verify("email_change", House.contact(NEW), "", stale.token()))
                .code())
        .isEqualTo(ErrorCode.CODE_EXPIRED);
    assertThat(verify("email_change", house.last(NEW)))
        .as("what released the first change releases no other")
        .isInstanceOf(Reply.Document.class);
    assertThat(ada.row().text("email")).isEqualTo(ADA);
    assertThat(ada.with(verify("email_change", house.last(ADA))).row().text("email"))
        .isEqualTo(NEW);
  }

  @Test
  void anAddressThatIsTakenGetsNoLetterAndIsNotTold() {
    house.join(NEW);
    Member ada = house.join(ADA);
    int sent = house.letters().size();
    assertThat(changed(ada, contacts(NEW, "")).newEmail()).isEqualTo(NEW);
    assertThat(house.letters()).hasSize(sent + 1);
    assertThat(house.letters().getLast().address()).isEqualTo(ADA);
    verify("email_change", house.last(ADA));
    assertThat(ada.row().text("email")).isEqualTo(ADA);
  }

  @ParameterizedTest
  @ValueSource(strings = {NEW, PHONE})
  void anAddressThatIsTakenMeanwhileIsRefused(String address) {
    Member ada = house.join(ADA);
    boolean mail = address.equals(NEW);
    changed(ada, mail ? contacts(NEW, "") : contacts("", PHONE));
    House.Letter letter = house.last(address);
    House.Letter old = house.last(ADA);
    house.run(new Step.SignUp(House.contact(address), House.PASSWORD, "", Proof.NONE));
    if (mail) {
      verify("email_change", old);
    }
    Step.Verify step =
        new Step.Verify(
            mail ? "email_change" : "phone_change", House.contact(address), "", letter.token());
    assertThat(house.refused(step).code())
        .isEqualTo(mail ? ErrorCode.EMAIL_EXISTS : ErrorCode.PHONE_EXISTS);
    assertThat(ada.row().text(mail ? "email" : "phone")).isNotEqualTo(address);
  }

  @Test
  void aNumberIsProvenByItselfAndAddsAWayToSignIn() {
    Member ada = house.join(ADA);
    Person person = changed(ada, contacts("", "+254 700 111 222"));
    assertThat(person.newPhone()).isEqualTo(PHONE);
    assertThat(person.moments())
        .containsEntry(Person.Moment.PHONE_CHANGE_SENT, house.ground.now() - 100_000);
    House.Letter letter = house.last(PHONE);
    assertThat(letter.template()).isEqualTo("phone_change");
    assertThat(letter.data().getString("type")).isEqualTo("phone_change");
    Member moved = ada.with(verify("phone_change", letter));
    assertThat(moved.methods()).containsExactly("otp");
    assertThat(moved.session().person().phone()).isEqualTo(PHONE);
    assertThat(moved.session().person().newPhone()).isEmpty();
    assertThat(moved.session().person().email()).isEqualTo(ADA);
    assertThat(moved.session().person().identities()).hasSize(2);
    assertThat(moved.session().person().appMetadata())
        .isEqualTo("{\"provider\":\"email\",\"providers\":[\"email\",\"phone\"]}");
    assertThat(house.enter(PHONE).id()).isEqualTo(ada.id());
  }

  @Test
  void theSameAddressIsNoChange() {
    Member ada = house.join(ADA);
    int sent = house.letters().size();
    Person person = changed(ada, contacts(" Ada@example.org ", ""));
    assertThat(person.newEmail()).isEmpty();
    assertThat(house.letters()).hasSize(sent);
    assertThat(ada.refused(contacts("x@", "")).code()).isEqualTo(ErrorCode.VALIDATION);
    assertThat(ada.refused(contacts("", "12")).code()).isEqualTo(ErrorCode.VALIDATION);
  }

  @Test
  void aChangeThatWasTakenBackIsOver() {
    Member ada = house.join(ADA);
    changed(ada, contacts("", PHONE));
    House.Letter letter = house.last(PHONE);
    house.put("accounts", ada.id(), "new_phone", "254700999999");
    Step.Verify step = new Step.Verify("phone_change", House.contact(PHONE), "", letter.token());
    assertThat(house.refused(step).code()).isEqualTo(ErrorCode.CODE_EXPIRED);
    assertThat(ada.row().text("phone")).isEmpty();
  }

  @Test
  void aProgramMayBeginAChangeWithAProof() {
    Member ada = house.join(ADA);
    Proof proof = new Proof("c".repeat(43), "s256");
    ada.run(new Step.UpdateUser(NEW, "", "", "", "", "", proof));
    Line flow = house.rows("flows").getFirst();
    assertThat(flow.text("method")).isEqualTo("email_change");
    assertThat(house.last(NEW).data().getBoolean("proof")).isTrue();
    assertThat(house.rows("codes")).extracting(it -> it.uuid("flow")).containsOnly(flow.uuid("id"));
  }

  @Test
  void whoIsGoneOrBannedChangesNothing() {
    Member ada = house.join(ADA);
    house.put("accounts", ada.id(), "banned_until", house.ground.in(1));
    assertThat(ada.refused(Member.update("", "", "{}")).code()).isEqualTo(ErrorCode.ACCOUNT_BANNED);
    house.clock.forward(1_000);
    assertThat(ada.open()).isTrue();
    house.change("DELETE FROM \"msingi.accounts\"");
    assertThat(ada.refused(new Step.ReadUser()).code()).isEqualTo(ErrorCode.SUBJECT_UNKNOWN);
  }

  @Test
  void aSessionOfSomebodyElseIsNone() {
    Member ada = house.join(ADA);
    Member bob = house.join("bob@example.org");
    house.put("sessions", ada.sessionId(), "account", bob.id());
    assertThat(ada.refused(new Step.ReadUser()).code()).isEqualTo(ErrorCode.SESSION_UNKNOWN);
    assertThat(house.refused(new Step.ReadUser(), house.service()).message())
        .isEqualTo("invalid claim: missing sub claim");
    assertThat(house.manage(new Administration.ReadAccount(ada.id())))
        .isInstanceOf(Reply.User.class);
  }

  /** Free and taken alike: nobody learns whose an address is, and no inbox is flooded. */
  @ParameterizedTest
  @ValueSource(strings = {NEW, PHONE})
  void twoChangesOfAddressAreAMinuteApart(String address) {
    house.join(address);
    boolean mail = address.equals(NEW);
    Member ada = house.join(ADA);
    for (String each : List.of(address, mail ? "free@example.org" : "254700999888")) {
      house.clock.forward(60_000);
      Step.UpdateUser step = mail ? contacts(each, "") : contacts("", each);
      changed(ada, step);
      house.clock.forward(59_800);
      Problem problem = ada.refused(step);
      assertThat(problem.status()).isEqualTo(429);
      assertThat(problem.code().code())
          .isEqualTo(mail ? "over_email_send_rate_limit" : "over_sms_send_rate_limit");
    }
  }

  /** The answer comes as late whether or not something was sent. */
  @Test
  void whetherAnAddressIsTakenIsNotToldByTheTimeEither() {
    Member ada = house.join(ADA);
    long before = house.ground.now();
    changed(ada, contacts(NEW, ""));
    assertThat(house.ground.now() - before).isEqualTo(100_000);
  }

  @Test
  void whatPeopleSayOfThemselvesFitsIntoAToken() {
    Member ada = house.join(ADA);
    changed(ada, Member.update("", "", "{\"a\":\"" + "<".repeat(8_000) + "\"}"));
    assertThat(ada.refreshed().open()).isTrue();
    Problem problem = ada.refused(Member.update("", "", "{\"b\":\"" + "x".repeat(7_000) + "\"}"));
    assertThat(problem.code()).isEqualTo(ErrorCode.VALIDATION);
    changed(ada, Member.update("", "", "{\"a\":null,\"b\":\"" + "x".repeat(7_000) + "\"}"));
  }
}
