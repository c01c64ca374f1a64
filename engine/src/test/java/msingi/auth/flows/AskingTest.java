package msingi.auth.flows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import msingi.auth.House;
import msingi.auth.Line;
import msingi.auth.Member;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.request.Administration;
import msingi.request.Contact;
import msingi.request.Proof;
import msingi.request.Reply;
import msingi.request.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Codes are sent to inboxes, and nothing is told to anybody else. */
class AskingTest extends InHouse {
  private static final String ADA = "ada@example.org";
  private static final String PHONE = "254700111222";
  private static final Proof PROOF = new Proof("c".repeat(43), "s256");

  AskingTest() {
    super("phone: true");
  }

  private Reply code(String address, boolean create) {
    return house.run(new Step.SendCode(House.contact(address), create, "", Proof.NONE));
  }

  private Reply again(String type, String address) {
    return house.run(new Step.Resend(type, House.contact(address)));
  }

  /** The answer, with the time that it took. */
  private String told(Step step) {
    long before = house.ground.now();
    String reply =
        house.run(step).toString().replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID");
    return reply + " after " + (house.ground.now() - before);
  }

  /** Known and unknown, sent and too soon: one answer, at one time. */
  @ParameterizedTest
  @CsvSource({ADA + ", Done[] after 100000", PHONE + ", Sent[id=ID] after 100000"})
  void nobodyIsToldWhetherThereIsAnAccount(String address, String answer) {
    house.join(address);
    Contact known = House.contact(address);
    Contact unknown =
        House.contact(known.kind() == Contact.Kind.EMAIL ? "eve@example.org" : "254700999999");
    for (Contact each : List.of(known, known, unknown)) {
      assertThat(told(new Step.SendCode(each, false, "", Proof.NONE))).isEqualTo(answer);
      assertThat(told(new Step.Recover(each, Proof.NONE))).isEqualTo(answer);
      assertThat(told(new Step.Resend("signup", each))).isEqualTo(answer);
    }
    assertThat(house.letters()).as("the confirmation, a code, a recovery").hasSize(3);
    assertThat(house.rows("accounts")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"true, true, 1", "false, true, 0", "true, false, 0"})
  void aCodeMakesAnAccountWhereThatIsWantedAndAllowed(boolean create, boolean open, int made) {
    settings("sign_up: " + open);
    house.run(new Step.SendCode(House.contact(ADA), create, "{\"b\":2}", Proof.NONE));
    assertThat(house.rows("accounts")).hasSize(made);
    assertThat(house.letters()).hasSize(made);
    if (made == 1) {
      Line account = house.rows("accounts").getFirst();
      assertThat(account.text("email")).isEqualTo(ADA);
      assertThat(account.json("user_metadata").replace(" ", "")).isEqualTo("{\"b\":2}");
      assertThat(account.happened("email_confirmed_at")).isFalse();
      assertThat(account.moment("recovery_sent_at")).isEqualTo(house.ground.now() - 100_000);
      assertThat(house.events()).containsExactly("user_signedup", "user_code_requested");
      assertThat(house.rows("codes").getFirst().json("data").replace(" ", ""))
          .isEqualTo("{\"data\":{\"b\":2}}");
      assertThat(house.texts("SELECT id FROM users")).hasSize(1);
    }
  }

  @Test
  void aCodeSignsTheKnownInAlsoWhereSignUpIsClosed() {
    settings("sign_up: false");
    house.manage(new Administration.Invite(ADA, ""));
    code(ADA, true);
    House.Letter letter = house.last(ADA);
    assertThat(letter.template()).isEqualTo("magic_link");
    assertThat(letter.data().getString("type")).isEqualTo("magiclink");
    assertThat(letter.data().getBoolean("proof")).isFalse();
  }

  /** What is sent, and where that is noted. */
  @ParameterizedTest
  @CsvSource({
    "code, magic_link, magiclink, recovery_sent_at, user_code_requested, magiclink",
    "recovery, recovery, recovery, recovery_sent_at, user_recovery_requested, recovery"
  })
  void lettersSayWhatTheyAreFor(
      String what, String template, String type, String noted, String event, String method) {
    Member ada = house.join(ADA);
    Contact contact = House.contact(ADA);
    house.run(
        what.equals("code")
            ? new Step.SendCode(contact, false, "", PROOF)
            : new Step.Recover(contact, PROOF));
    House.Letter letter = house.last(ADA);
    assertThat(letter.template()).isEqualTo(template);
    assertThat(letter.data().getString("type")).isEqualTo(type);
    assertThat(letter.data().getBoolean("proof")).isTrue();
    assertThat(ada.row().moment(noted)).isEqualTo(house.ground.now() - 100_000);
    assertThat(house.events()).endsWith(event);
    assertThat(house.rows("audit").getLast().uuid("account")).isEqualTo(ada.id());
    assertThat(house.rows("flows").getFirst().text("method")).isEqualTo(method);
    assertThat(house.rows("codes").getLast().uuid("flow"))
        .isEqualTo(house.rows("flows").getFirst().uuid("id"));
    assertThat(house.rows("codes").getLast().json("data").replace(" ", "")).isEqualTo("{}");
  }

  /** A minute between two of a kind; another kind does not wait. */
  @ParameterizedTest
  @CsvSource({"59899, 1", "59900, 2"})
  void twoOfAKindAreAMinuteApart(long later, int sent) {
    house.join(ADA);
    code(ADA, false);
    int before = house.letters().size();
    house.clock.forward(later);
    code(ADA, false);
    assertThat(house.letters()).hasSize(before + sent - 1);
    assertThat(house.events().stream().filter("user_code_requested"::equals)).hasSize(sent);
    house.run(new Step.Recover(House.contact(ADA), Proof.NONE));
    assertThat(house.letters()).hasSize(before + sent);
  }

  @ParameterizedTest
  @CsvSource({ADA + ", EMAIL_DISABLED", PHONE + ", PHONE_DISABLED"})
  void waysThatAreClosedSendNothing(String address, ErrorCode why) {
    settings("email: false");
    Contact contact = House.contact(address);
    assertThat(house.refused(new Step.SendCode(contact, true, "", Proof.NONE)).code())
        .isEqualTo(why);
    assertThat(house.refused(new Step.Recover(contact, Proof.NONE)).code()).isEqualTo(why);
    assertThat(house.letters()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"signup, ada@example.org, sign_up", "sms, 254700111222, phone_sign_up"})
  void aConfirmationIsSentOnceMore(String type, String address, String kind) {
    Contact contact = House.contact(address);
    house.run(new Step.SignUp(contact, House.PASSWORD, "{\"a\":1}", PROOF));
    again(type, address);
    assertThat(house.letters()).as("too soon").hasSize(1);
    house.clock.forward(60_000);
    again(type, address);
    assertThat(house.letters()).hasSize(2);
    House.Letter letter = house.last(address);
    assertThat(letter.template()).isEqualTo("confirmation");
    assertThat(letter.data().getString("type")).isEqualTo(type);
    assertThat(letter.data().getBoolean("proof")).isTrue();
    Line first = house.rows("codes").getFirst();
    Line second = house.rows("codes").getLast();
    assertThat(second.text("kind")).isEqualTo(kind);
    assertThat(second.json("data")).isEqualTo(first.json("data")).contains("password");
    assertThat(second.uuid("flow")).isEqualTo(first.uuid("flow"));
    assertThat(house.rows("accounts").getFirst().moment("confirmation_sent_at"))
        .isEqualTo(second.moment("created_at"));
    assertThat(house.events()).endsWith("user_code_requested");
    Step.Verify verify = new Step.Verify(type, contact, "", letter.token());
    Member member = new Member(house, (Reply.SignedIn) house.run(verify));
    assertThat(member.session().person().userMetadata()).isEqualTo("{\"a\":1}");
    house.clock.forward(60_000);
    again(type, address);
    assertThat(house.letters()).as("nothing waits any more").hasSize(2);
  }

  @Test
  void whatDoesNotWaitIsNotSentAgain() {
    house.join(ADA);
    house.clock.forward(60_000);
    int sent = house.letters().size();
    for (String type : List.of("signup", "sms", "email_change", "phone_change")) {
      again(type, ADA);
    }
    assertThat(house.letters()).hasSize(sent);
    Problem problem = house.refused(new Step.Resend("recovery", House.contact(ADA)));
    assertThat(problem.code()).isEqualTo(ErrorCode.VALIDATION);
    assertThat(problem.message()).isEqualTo("Unsupported resend type");
  }

  @Test
  void bothLettersOfAChangeAreSentOnceMoreAndReplaceThoseOfBefore() {
    Member ada = house.join(ADA);
    ada.run(Member.update("new@example.org", "", ""));
    House.Letter old = house.last("new@example.org");
    house.clock.forward(60_000);
    again("email_change", ADA);
    assertThat(house.last(ADA).template()).isEqualTo("email_change_current");
    assertThat(house.last("new@example.org").template()).isEqualTo("email_change_new");
    assertThat(house.last("new@example.org").token()).isNotEqualTo(old.token());
    assertThat(house.last(ADA).data().getString("type")).isEqualTo("email_change");
    assertThat(house.rows("codes")).as("one of each kind").hasSize(2);
    assertThat(ada.row().moment("email_change_sent_at")).isEqualTo(house.ground.now() - 100_000);
    Step.Verify verify =
        new Step.Verify("email_change", House.contact("new@example.org"), "", old.token());
    assertThat(house.refused(verify).code()).isEqualTo(ErrorCode.CODE_EXPIRED);
  }

  @Test
  void theMessageOfANewNumberIsSentOnceMore() {
    Member ada = house.join(ADA);
    ada.run(new Step.UpdateUser("", PHONE, "", "", "", "", Proof.NONE));
    house.clock.forward(60_000);
    again("phone_change", ADA);
    assertThat(house.letters().stream().filter(it -> it.address().equals(PHONE))).hasSize(2);
    assertThat(house.last(PHONE).template()).isEqualTo("phone_change");
  }

  @ParameterizedTest
  @ValueSource(strings = {ADA, PHONE})
  void whoAsksProvesItByTheirOwnAddress(String address) {
    Member ada = house.join(address);
    Reply reply = ada.run(new Step.Reauthenticate());
    assertThat(reply.getClass().getSimpleName()).isEqualTo(address.equals(ADA) ? "Done" : "Sent");
    House.Letter letter = house.last(address);
    assertThat(letter.template()).isEqualTo("reauthentication");
    assertThat(letter.data().getString("type")).isEqualTo("reauthentication");
    assertThat(ada.row().moment("reauthentication_sent_at")).isEqualTo(house.ground.now());
    assertThat(house.events()).endsWith("user_reauthenticate_requested");
    int sent = house.letters().size();
    ada.run(new Step.Reauthenticate());
    assertThat(house.letters()).as("too soon").hasSize(sent);
  }

  @Test
  void whoHasNoProvenAddressCannotProveIt() {
    settings("anonymous: true");
    Member guest = house.anonymous();
    Problem problem = guest.refused(new Step.Reauthenticate());
    assertThat(problem.status()).isEqualTo(422);
    assertThat(problem.message()).startsWith("Reauthentication requires");
    assertThat(house.letters()).isEmpty();
  }

  @Test
  void theIdThatIsAnsweredIsOfNoMessage() {
    house.join(PHONE);
    Reply.Sent sent = (Reply.Sent) code(PHONE, false);
    assertThat(house.letters())
        .extracting(it -> it.row().uuid("id"))
        .doesNotContain(UUID.fromString(sent.id()));
  }

  @Test
  void whatCannotBeSentAgainIsRefusedWhoeverItIs() {
    house.join(ADA);
    for (String each : List.of(ADA, "eve@example.org")) {
      Problem problem = house.refused(new Step.Resend("bogus", House.contact(each)));
      assertThat(problem.message()).isEqualTo("Unsupported resend type");
    }
  }
}
