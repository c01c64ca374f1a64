package msingi.auth.flows;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.UUID;
import msingi.auth.House;
import msingi.auth.Line;
import msingi.auth.Member;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.request.Administration;
import msingi.request.Person;
import msingi.request.Proof;
import msingi.request.Reply;
import msingi.request.Step;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links that who runs the application makes for others. */
class InvitingTest {
  private static final String ADA = "ada@example.org";
  private static final String NEW = "new@example.org";
  private final House house = new House("phone: true, redirects: ['https://x.example.net/*']");

  @AfterEach
  void close() {
    house.close();
  }

  private static Administration.MakeLink link(String type, String fresh, String password) {
    return new Administration.MakeLink(type, ADA, fresh, password, "{\"a\":1}", "");
  }

  private Reply.Link made(Administration.MakeLink step) {
    return (Reply.Link) house.manage(step);
  }

  private Member followed(Reply.Link link) {
    String query = URI.create(link.address()).getQuery();
    String type = query.replaceAll(".*&type=([a-z_]+)&.*", "$1");
    Step.Verify verify = new Step.Verify(type, House.contact(ADA), "", link.token());
    return new Member(house, (Reply.SignedIn) house.run(verify));
  }

  private Line note() {
    return house.rows("audit").getLast();
  }

  @Test
  void theInvitedGetAnAccountAndALetter() {
    Person person =
        ((Reply.User) house.manage(new Administration.Invite(" ADA@example.org", "{\"a\":1}")))
            .person();
    long now = house.ground.now();
    assertThat(person.email()).isEqualTo(ADA);
    assertThat(person.userMetadata()).isEqualTo("{\"a\":1}");
    assertThat(person.moments())
        .containsEntry(Person.Moment.INVITED, now)
        .containsEntry(Person.Moment.CONFIRMATION_SENT, now)
        .doesNotContainKey(Person.Moment.EMAIL_CONFIRMED);
    House.Letter letter = house.last(ADA);
    assertThat(letter.template()).isEqualTo("invite");
    assertThat(letter.data().getString("type")).isEqualTo("invite");
    assertThat(letter.data().getBoolean("proof")).isFalse();
    assertThat(letter.row().uuid("account")).isEqualTo(person.id());
    assertThat(note().text("event")).isEqualTo("user_invited");
    assertThat(note().uuid("account")).isEqualTo(person.id());
    assertThat(note().uuid("actor")).isEqualTo(Line.NOBODY);
    Step.Verify verify = new Step.Verify("invite", House.contact(ADA), "", letter.token());
    Member ada = new Member(house, (Reply.SignedIn) house.run(verify));
    assertThat(ada.methods()).containsExactly("invite");
    assertThat(ada.session().person().userMetadata()).isEqualTo("{\"a\":1}");
    assertThat(house.refused(new Administration.Invite(ADA, ""), house.service()).code())
        .isEqualTo(ErrorCode.EMAIL_EXISTS);
    assertThat(house.refused(new Administration.Invite("x@", ""), house.service()).code())
        .isEqualTo(ErrorCode.VALIDATION);
  }

  @Test
  void whatStrangersPutThereBeforeAnInvitationDoesNotStay() {
    house.run(
        new Step.SignUp(House.contact(ADA), House.PASSWORD, "{\"by\":\"thief\"}", Proof.NONE));
    UUID id = house.rows("accounts").getFirst().uuid("id");
    house.manage(new Administration.Invite(ADA, ""));
    Line row = house.row("accounts", id);
    assertThat(row.text("password")).isEmpty();
    assertThat(row.json("user_metadata").replace(" ", "")).isEqualTo("{}");
    Step.Verify verify = new Step.Verify("invite", House.contact(ADA), "", house.last(ADA).token());
    house.run(verify);
    assertThat(house.refused(new Step.PasswordGrant(House.contact(ADA), House.PASSWORD)).code())
        .isEqualTo(ErrorCode.CREDENTIALS_WRONG);
  }

  /** A link by its type: whether somebody must be there, what it proves, what is noted. */
  @ParameterizedTest
  @CsvSource({
    "signup, false, email/signup, confirmation_sent_at",
    "invite, false, invite, confirmation_sent_at",
    "magiclink, false, magiclink, recovery_sent_at",
    "magiclink, true, magiclink, recovery_sent_at",
    "recovery, true, recovery, recovery_sent_at"
  })
  void aLinkIsMadeAndNothingIsSent(String type, boolean there, String method, String noted) {
    UUID known = there ? house.join(ADA).id() : Administration.NONE;
    int sent = house.letters().size();
    Reply.Link link = made(link(type, "", type.equals("signup") ? House.PASSWORD : ""));
    assertThat(house.letters()).hasSize(sent);
    assertThat(link.type()).isEqualTo(type);
    assertThat(link.redirect()).isEqualTo(House.SITE);
    assertThat(link.digits()).matches("\\d{6}");
    assertThat(link.address())
        .isEqualTo(
            House.ISSUER
                + "/verify?token="
                + link.token()
                + "&type="
                + type
                + "&redirect_to=https%3A%2F%2Fapp.example.org");
    assertThat(link.person().email()).isEqualTo(ADA);
    if (there) {
      assertThat(link.person().id()).isEqualTo(known);
    }
    assertThat(house.row("accounts", link.person().id()).moment(noted))
        .isEqualTo(house.ground.now());
    assertThat(note().text("event")).isEqualTo("link_generated");
    assertThat(note().uuid("account")).isEqualTo(link.person().id());
    assertThat(note().json("data").replace(" ", "")).isEqualTo("{\"type\":\"" + type + "\"}");
    Member ada = followed(link);
    assertThat(ada.methods()).containsExactly(method);
    assertThat(ada.id()).isEqualTo(link.person().id());
    if (!there) {
      assertThat(ada.session().person().userMetadata()).isEqualTo("{\"a\":1}");
    }
    if (type.equals("signup")) {
      assertThat(house.enter(ADA).id()).isEqualTo(ada.id());
    }
  }

  @Test
  void whatIsTypedOpensTheSame() {
    Reply.Link link = made(link("magiclink", "", ""));
    Step.Verify verify = new Step.Verify("magiclink", House.contact(ADA), link.digits(), "");
    assertThat(house.run(verify)).isInstanceOf(Reply.SignedIn.class);
  }

  @ParameterizedTest
  @CsvSource({
    "recovery, '', '', false, ACCOUNT_UNKNOWN",
    "email_change_new, new@example.org, '', false, ACCOUNT_UNKNOWN",
    "signup, '', nine green kettles, true, EMAIL_EXISTS",
    "invite, '', '', true, EMAIL_EXISTS",
    "signup, '', '', false, VALIDATION",
    "signup, '', short, false, PASSWORD_WEAK",
    "email_change_new, bob@example.org, '', true, EMAIL_EXISTS",
    "email_change_new, '', '', true, VALIDATION",
    "other, '', '', true, VALIDATION"
  })
  void linksThatCannotBeAreRefused(
      String type, String fresh, String password, boolean there, ErrorCode why) {
    house.join("bob@example.org");
    if (there) {
      house.join(ADA);
    }
    Problem problem = house.refused(link(type, fresh, password), house.service());
    assertThat(problem.code()).isEqualTo(why);
    assertThat(house.rows("codes")).hasSize(0);
  }

  @Test
  void theLinksOfAChangeMoveTheAddressTogether() {
    Member ada = house.join(ADA);
    Reply.Link current = made(link("email_change_current", NEW, ""));
    Reply.Link fresh = made(link("email_change_new", NEW, ""));
    assertThat(current.type()).isEqualTo("email_change_current");
    assertThat(current.address()).contains("&type=email_change&");
    assertThat(ada.row().text("new_email")).isEqualTo(NEW);
    assertThat(ada.row().moment("email_change_sent_at")).isEqualTo(house.ground.now());
    assertThat(house.rows("codes"))
        .extracting(it -> it.text("address"))
        .containsExactlyInAnyOrder(ADA, NEW);
    Step.Verify half = new Step.Verify("email_change", House.contact(ADA), "", current.token());
    assertThat(house.run(half)).isInstanceOf(Reply.Document.class);
    Reply.Link again = made(link("email_change_new", NEW, ""));
    Step.Verify stale = new Step.Verify("email_change", House.contact(NEW), "", fresh.token());
    assertThat(house.refused(stale).code()).isEqualTo(ErrorCode.CODE_EXPIRED);
    Step.Verify whole = new Step.Verify("email_change", House.contact(NEW), "", again.token());
    assertThat(house.run(whole)).isInstanceOf(Reply.SignedIn.class);
    assertThat(ada.row().text("email")).isEqualTo(NEW);
  }

  /**
   * Where a link leads: what it says before what the visit says, and only where that is allowed.
   */
  @ParameterizedTest
  @CsvSource({
    "https://x.example.net/a, '', https://x.example.net/a",
    "'', https://x.example.net/b, https://x.example.net/b",
    "https://x.example.net/a, https://x.example.net/b, https://x.example.net/a",
    "https://evil.example/a, '', https://app.example.org"
  })
  void aLinkLeadsWhereItMay(String own, String visit, String leads) {
    Administration.MakeLink step = new Administration.MakeLink("magiclink", ADA, "", "", "", own);
    Reply.Link link = (Reply.Link) house.run(step, House.towards(house.service(), visit, ""));
    assertThat(link.redirect()).isEqualTo(leads);
    assertThat(house.rows("codes").getFirst().json("data").replace(" ", "")).isEqualTo("{}");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLaterMagicLinkOfAnAccountIsItsOwn(boolean proven) {
    if (proven) {
      house.join(ADA);
    } else {
      house.run(new Step.SendCode(House.contact(ADA), true, "", Proof.NONE));
    }
    made(link("magiclink", "", ""));
    assertThat(house.rows("accounts")).hasSize(1);
  }

  /** Its owner expects a mail from here, and may follow the wrong one. */
  @Test
  void anInvitationReplacesTheLinksThatWait() {
    house.run(
        new Step.SignUp(House.contact(ADA), House.PASSWORD, "{\"by\":\"thief\"}", Proof.NONE));
    String stale = house.last(ADA).token();
    house.manage(new Administration.Invite(ADA, ""));
    for (Step step :
        List.of(
            new Step.Verify("signup", House.contact(ADA), "", stale),
            new Step.PasswordGrant(House.contact(ADA), House.PASSWORD))) {
      assertThat(house.refused(step).code())
          .isIn(ErrorCode.CODE_EXPIRED, ErrorCode.CREDENTIALS_WRONG);
    }
    Step.Verify verify = new Step.Verify("invite", House.contact(ADA), "", house.last(ADA).token());
    assertThat(house.run(verify)).isInstanceOf(Reply.SignedIn.class);
  }
}
