package msingi.auth.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import msingi.auth.House;
import msingi.auth.Line;
import msingi.auth.Member;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.request.Person;
import msingi.request.Proof;
import msingi.request.Reply;
import msingi.request.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts are made by their owners; nobody learns which are there. */
class SigningUpTest extends InHouse {
  private static final String ADA = "ada@example.org";
  private static final String DATA = "{\"name\":\"Ada\",\"gone\":null}";

  private static Step.SignUp signUp(String address) {
    return signUp(address, House.PASSWORD, "");
  }

  SigningUpTest() {
    super("");
  }

  private static Step.SignUp signUp(String address, String password, String data) {
    return new Step.SignUp(House.contact(address), password, data, Proof.NONE);
  }

  private Person asked(Step.SignUp step) {
    return ((Reply.User) house.run(step)).person();
  }

  /** A person without what two of them need not share: ids and moments. */
  private static String shape(Person person) {
    return person
        .toString()
        .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID")
        .replaceAll("\\d{16}", "MOMENT");
  }

  /** What the settings close, and whom that stops. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sign_up: false, anonymous: true | ada@example.org | SIGN_UP_DISABLED",
        "sign_up: false, anonymous: true | - | SIGN_UP_DISABLED",
        "email: true | - | ANONYMOUS_DISABLED",
        "email: false | ada@example.org | EMAIL_DISABLED",
        "email: true | +254700111222 | PHONE_DISABLED"
      })
  void whatIsClosedMakesNoAccount(String auth, String address, ErrorCode why) {
    settings(auth);
    Step step = address.equals("-") ? new Step.SignUpAnonymously("") : signUp(address);
    assertThat(house.refused(step).code()).isEqualTo(why);
    assertThat(house.rows("accounts")).isEmpty();
    assertThat(house.rows("audit")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ada@example.org | '' | VALIDATION | ''",
        "ada@example.org | short | PASSWORD_WEAK | length",
        "ada@example.org | password1 | PASSWORD_WEAK | pwned",
        "ada@example.org | ada@example.org | PASSWORD_WEAK | pwned",
        "no address | nine green kettles | VALIDATION | ''"
      })
  void badPasswordsAndAddressesAreRefused(
      String address, String password, ErrorCode why, String details) {
    Step.SignUp step =
        new Step.SignUp(
            new msingi.request.Contact(msingi.request.Contact.Kind.EMAIL, address),
            password,
            "",
            Proof.NONE);
    Problem problem = house.refused(step);
    assertThat(problem.code()).isEqualTo(why);
    assertThat(problem.details()).isEqualTo(details);
    assertThat(house.rows("accounts")).isEmpty();
  }

  @Test
  void theAnonymousGetAnAccountASessionAndTheirRow() {
    settings("anonymous: true");
    Reply reply = house.run(new Step.SignUpAnonymously(DATA));
    Member guest = new Member(house, (Reply.SignedIn) reply);
    assertThat(guest.methods()).containsExactly("anonymous");
    assertThat(guest.claims().getBoolean("is_anonymous")).isTrue();
    assertThat(guest.claims().getString("aal")).isEqualTo("aal1");
    assertThat(guest.session().person().userMetadata()).isEqualTo("{\"name\":\"Ada\"}");
    assertThat(guest.session().person().appMetadata()).isEqualTo("{}");
    assertThat(guest.session().person().identities()).isEmpty();
    assertThat(guest.session().person().moments())
        .containsEntry(Person.Moment.LAST_SIGN_IN, house.ground.now());
    assertThat(house.events()).containsExactly("user_signedup", "login");
    assertThat(house.texts("SELECT id || greeting || (joined = changed) || owner FROM users"))
        .containsExactly(guest.id() + "hello1" + guest.id());
    assertThat(guest.open()).isTrue();
  }

  @Test
  void whereNoProofIsAskedForOneIsSignedInAtOnce() {
    settings("autoconfirm: true");
    long now = house.ground.now();
    Reply reply = house.run(signUp(" ADA@Example.org ", House.PASSWORD, DATA));
    Member ada = new Member(house, (Reply.SignedIn) reply);
    assertThat(house.ground.now()).as("nothing to hide").isEqualTo(now);
    assertThat(ada.methods()).containsExactly("password");
    assertThat(ada.session().weaknesses()).isEmpty();
    Person person = ada.session().person();
    assertThat(person.email()).isEqualTo(ADA);
    assertThat(person.role()).isEqualTo("authenticated");
    assertThat(person.userMetadata()).isEqualTo("{\"name\":\"Ada\"}");
    assertThat(person.appMetadata())
        .isEqualTo("{\"provider\":\"email\",\"providers\":[\"email\"]}");
    assertThat(person.moments())
        .containsOnly(
            Map.entry(Person.Moment.CREATED, now),
            Map.entry(Person.Moment.UPDATED, now),
            Map.entry(Person.Moment.EMAIL_CONFIRMED, now),
            Map.entry(Person.Moment.LAST_SIGN_IN, now));
    Person.Identity identity = person.identities().getFirst();
    assertThat(identity.subject()).isEqualTo(ada.id().toString());
    assertThat(identity.account()).isEqualTo(ada.id());
    assertThat(identity.provider()).isEqualTo("email");
    assertThat(identity.email()).isEqualTo(ADA);
    assertThat(new JsonObject(identity.data()))
        .isEqualTo(
            new JsonObject()
                .put("sub", ada.id().toString())
                .put("email", ADA)
                .put("email_verified", true)
                .put("phone_verified", false));
    assertThat(List.of(identity.created(), identity.updated(), identity.lastSignIn()))
        .containsOnly(now);
    assertThat(house.events()).containsExactly("user_signedup", "login");
    assertThat(house.letters()).isEmpty();
    assertThat(house.texts("SELECT id FROM users")).containsExactly(ada.id().toString());
    assertThat(house.refused(signUp(ADA)).code()).isEqualTo(ErrorCode.ACCOUNT_EXISTS);
    assertThat(house.rows("accounts")).hasSize(1);
  }

  @Test
  void tokensSayWhoWhatAndHowLong() {
    settings("autoconfirm: true, phone: true, access_token: 5m");
    Member ada = house.join("+254 700 111 222");
    JsonObject claims = ada.claims();
    long now = house.clock.now().getEpochSecond();
    assertThat(claims.getLong("iat")).isEqualTo(now);
    assertThat(claims.getLong("exp")).isEqualTo(now + 300);
    assertThat(ada.session().lifetime()).isEqualTo(300);
    assertThat(ada.session().expires()).isEqualTo(now + 300);
    assertThat(claims.getString("iss")).isEqualTo(House.ISSUER);
    assertThat(claims.getString("aud")).isEqualTo("authenticated");
    assertThat(claims.getString("sub")).isEqualTo(ada.id().toString());
    assertThat(claims.getString("phone")).isEqualTo("254700111222");
    assertThat(claims.getString("email")).isEmpty();
    assertThat(claims.getString("role")).isEqualTo("authenticated");
    assertThat(claims.getLong("epoch")).isZero();
    assertThat(claims.getBoolean("is_anonymous")).isFalse();
    assertThat(claims.getJsonArray("amr").getJsonObject(0).getLong("timestamp")).isEqualTo(now);
    assertThat(claims.getJsonObject("app_metadata").getString("provider")).isEqualTo("phone");
    assertThat(claims.getJsonObject("user_metadata")).isEmpty();
    assertThat(new JsonObject(ada.session().person().identities().getFirst().data()))
        .isEqualTo(
            new JsonObject()
                .put("sub", ada.id().toString())
                .put("phone", "254700111222")
                .put("email_verified", false)
                .put("phone_verified", true));
    assertThat(ada.row().happened("phone_confirmed_at")).isTrue();
    assertThat(ada.row().happened("email_confirmed_at")).isFalse();
    Line session = house.row("sessions", ada.sessionId());
    assertThat(session.text("agent")).isEqualTo("house/1");
    assertThat(session.text("address")).isEqualTo(House.ADDRESS);
    assertThat(session.text("aal")).isEqualTo("aal1");
    house.clock.forward(300_000);
    assertThat(ada.open()).isTrue();
    house.clock.forward(60_000);
    assertThat(ada.refused(new Step.ReadUser()).code()).isEqualTo(ErrorCode.BAD_JWT);
  }

  @Test
  void whoeverMadeAnUnprovenAccountDoesNotKeepItWhereNoProofIsAskedFor() {
    settings("autoconfirm: true");
    house.run(new Step.SendCode(House.contact(ADA), true, "{\"evil\":1}", Proof.NONE));
    Member ada = house.join(ADA);
    assertThat(house.rows("accounts")).hasSize(1);
    assertThat(ada.session().person().userMetadata()).isEqualTo("{}");
    assertThat(ada.row().happened("email_confirmed_at")).isTrue();
    assertThat(ada.row().text("password")).startsWith("$argon2id$");
    assertThat(house.rows("codes")).isEmpty();
    assertThat(ada.session().person().identities().getFirst().data())
        .contains("\"email_verified\":true");
    assertThat(house.enter(ADA).id()).isEqualTo(ada.id());
  }

  @Test
  void aProofIsAskedForByMail() {
    long now = house.ground.now();
    Person person = asked(signUp("Ada@example.org", House.PASSWORD, DATA));
    assertThat(house.ground.now()).as("no earlier than others").isEqualTo(now + 100_000);
    assertThat(person.id()).isEqualTo(house.rows("accounts").getFirst().uuid("id"));
    assertThat(person.email()).isEqualTo(ADA);
    assertThat(person.moments())
        .containsOnly(
            Map.entry(Person.Moment.CREATED, now),
            Map.entry(Person.Moment.UPDATED, now),
            Map.entry(Person.Moment.CONFIRMATION_SENT, now));
    assertThat(person.identities().getFirst().data()).contains("\"email_verified\":false");
    House.Letter letter = house.last(ADA);
    assertThat(letter.template()).isEqualTo("confirmation");
    assertThat(letter.row().text("kind")).isEqualTo("mail");
    assertThat(letter.row().uuid("account")).isEqualTo(person.id());
    assertThat(letter.row().moment("due_at")).isEqualTo(now);
    assertThat(letter.row().whole("attempts")).isZero();
    assertThat(letter.code()).matches("\\d{6}");
    assertThat(letter.token()).matches("[0-9a-f]{64}");
    assertThat(letter.data().getString("type")).isEqualTo("signup");
    assertThat(letter.data().getString("redirect")).isEqualTo(House.SITE);
    assertThat(letter.data().getBoolean("proof")).isFalse();
    assertThat(house.rows("flows")).isEmpty();
    assertThat(house.events()).containsExactly("user_signedup", "user_confirmation_requested");
    assertThat(house.rows("sessions")).isEmpty();
    assertThat(house.refused(new Step.PasswordGrant(House.contact(ADA), House.PASSWORD)).code())
        .isEqualTo(ErrorCode.EMAIL_UNCONFIRMED);
    Line code = house.rows("codes").getFirst();
    assertThat(code.text("kind")).isEqualTo("sign_up");
    assertThat(code.moment("expires_at")).isEqualTo(now + 3_600_000_000L);
    assertThat(code.moment("created_at")).isEqualTo(now);
    assertThat(code.values().toString())
        .doesNotContain(letter.code())
        .doesNotContain(letter.token());
  }

  @Test
  void theMessageGoesWhereAndHowTheVisitorWants() {
    settings("phone: true, redirects: ['https://**.example.net/**']");
    house.run(
        signUp("254700111222"), House.towards(house.visit(""), "https://x.example.net/in", "sw"));
    House.Letter letter = house.last("254700111222");
    assertThat(letter.row().text("kind")).isEqualTo("sms");
    assertThat(letter.row().text("language")).isEqualTo("sw");
    assertThat(letter.data().getString("redirect")).isEqualTo("https://x.example.net/in");
    assertThat(house.rows("codes").getFirst().text("kind")).isEqualTo("phone_sign_up");
    house.run(signUp("254700111223"), House.towards(house.visit(""), "https://evil.example/", ""));
    assertThat(house.last("254700111223").data().getString("redirect")).isEqualTo(House.SITE);
  }

  /** A second message is sent when the time between two is over, whoever asks. */
  @ParameterizedTest
  @CsvSource({"59899, 1", "59900, 2"})
  void anotherAttemptSendsAnotherMessageButNotTooSoon(long later, int letters) {
    Person first = asked(signUp(ADA));
    house.clock.forward(later);
    Person second = asked(signUp(ADA, "six purple lanterns", ""));
    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(shape(second)).isEqualTo(shape(first));
    assertThat(house.letters()).hasSize(letters);
    assertThat(house.rows("accounts")).hasSize(1);
    long sent = house.rows("accounts").getFirst().moment("confirmation_sent_at");
    assertThat(house.ground.now() - sent)
        .isEqualTo(letters == 2 ? 100_000 : later * 1_000 + 200_000);
    assertThat(house.events().stream().filter("user_signedup"::equals)).hasSize(1);
    assertThat(house.events().stream().filter("user_confirmation_requested"::equals))
        .hasSize(letters);
  }

  @Test
  void eachProofPutsTheAttemptThatItBelongsToIntoForce() {
    house.run(signUp(ADA, "the password of a thief", "{\"by\":\"thief\"}"));
    house.clock.forward(60_000);
    Member ada = house.join(ADA);
    assertThat(ada.session().person().userMetadata()).isEqualTo("{}");
    assertThat(house.enter(ADA).id()).isEqualTo(ada.id());
    assertThat(
            house
                .refused(new Step.PasswordGrant(House.contact(ADA), "the password of a thief"))
                .code())
        .isEqualTo(ErrorCode.CREDENTIALS_WRONG);
    assertThat(house.rows("codes")).as("other attempts are over").isEmpty();
  }

  /** A stranger signs the address up a moment before its owner does, who gets one message. */
  @ParameterizedTest
  @CsvSource({
    "ada@example.org, signup, '', true",
    "ada@example.org, signup, ' of mine', false",
    "254700111222, sms, ' of mine', false"
  })
  void aMessageThatAnotherAttemptTakesForItsOwnBringsNoStrangersPassword(
      String address, String type, String end, boolean same) {
    settings("phone: true");
    house.run(signUp(address, House.PASSWORD, "{\"name\":\"Eve\"}"));
    house.clock.forward(1_000);
    house.run(signUp(address, House.PASSWORD + end, "{\"name\":\"Ada\"}"));
    assertThat(house.letters()).hasSize(1);
    String text = House.contact(address).text();
    Reply.SignedIn in =
        (Reply.SignedIn)
            house.run(new Step.Verify(type, House.contact(address), house.last(text).code(), ""));
    Line account = house.row("accounts", in.person().id());
    assertThat(account.text("password").isEmpty()).isEqualTo(!same);
    assertThat(account.json("user_metadata").contains("Eve")).isEqualTo(same);
    Step grant = new Step.PasswordGrant(House.contact(address), House.PASSWORD);
    if (same) {
      assertThat(house.run(grant)).isInstanceOf(Reply.SignedIn.class);
    } else {
      assertThat(house.refused(grant).code()).isEqualTo(ErrorCode.CREDENTIALS_WRONG);
    }
  }

  @Test
  void anAddressThatIsTakenIsAnsweredLikeANewOne() {
    Member ada = house.join(ADA);
    int letters = house.letters().size();
    long before = house.ground.now();
    Person repeated = asked(signUp(ADA, "six purple lanterns", DATA));
    assertThat(house.ground.now() - before).isEqualTo(100_000);
    assertThat(repeated.id()).isNotEqualTo(ada.id());
    assertThat(house.letters()).hasSize(letters);
    assertThat(house.events()).contains("user_repeated_signup");
    assertThat(house.rows("audit").getLast().uuid("account")).isEqualTo(ada.id());
    Person fresh = asked(signUp("bob@example.org", "six purple lanterns", DATA));
    assertThat(shape(repeated).replace(ADA, "bob@example.org")).isEqualTo(shape(fresh));
    assertThat(ada.row().json("user_metadata")).doesNotContain("Ada");
    assertThat(house.enter(ADA).id()).isEqualTo(ada.id());
  }

  @Test
  void aProgramThatBeginsWithAProofGetsAFlow() {
    Proof proof = new Proof("c".repeat(43), "s256");
    house.run(new Step.SignUp(House.contact(ADA), House.PASSWORD, "", proof));
    Line flow = house.rows("flows").getFirst();
    assertThat(flow.text("method")).isEqualTo("email/signup");
    assertThat(flow.text("challenge")).isEqualTo("c".repeat(43));
    assertThat(flow.text("challenge_method")).isEqualTo("s256");
    assertThat(flow.uuid("account")).isEqualTo(house.rows("accounts").getFirst().uuid("id"));
    assertThat(flow.moment("expires_at")).isEqualTo(flow.moment("created_at") + 3_600_000_000L);
    assertThat(house.rows("codes").getFirst().uuid("flow")).isEqualTo(flow.uuid("id"));
    assertThat(house.last(ADA).data().getBoolean("proof")).isTrue();
  }

  /** Otherwise no token could be made for the account, or none be sent. */
  @ParameterizedTest
  @ValueSource(strings = {"{\"n\":1e999}", "{\"a\":[{\"n\":-1E400}]}", "long"})
  void whatNoTokenCanHoldIsRefused(String data) {
    settings("anonymous: true");
    String said = data.equals("long") ? "{\"a\":\"" + "x".repeat(13_000) + "\"}" : data;
    for (Step step :
        List.of(
            new Step.SignUpAnonymously(said),
            signUp("ada@example.org", House.PASSWORD, said),
            new Step.SendCode(House.contact("ada@example.org"), true, said, Proof.NONE))) {
      assertThat(house.refused(step).code()).isEqualTo(ErrorCode.VALIDATION);
    }
    assertThat(house.rows("accounts")).isEmpty();
    assertThat(house.run(new Step.SignUpAnonymously("{\"n\":1e308}")))
        .isInstanceOf(Reply.SignedIn.class);
  }
}
