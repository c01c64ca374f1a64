package msingi.auth.flows;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One-time codes: each opens what it was sent for, once, and not for long. */
class VerifyingTest {
  private static final String ADA = "ada@example.org";
  private static final String PHONE = "254700111222";
  private static final List<String> TYPES =
      List.of(
          "signup",
          "invite",
          "magiclink",
          "recovery",
          "email",
          "email_change",
          "sms",
          "phone_change");

  private final House house = new House("phone: true, codes: { every: 0s }");

  @AfterEach
  void close() {
    house.close();
  }

  private House.Letter signUp(String address) {
    Contact contact = House.contact(address);
    house.run(new Step.SignUp(contact, House.PASSWORD, "{\"a\":1}", Proof.NONE));
    return house.last(address);
  }

  private House.Letter code(String address, boolean create) {
    house.run(new Step.SendCode(House.contact(address), create, "{\"b\":2}", Proof.NONE));
    return house.last(address);
  }

  private House.Letter recovery(String address) {
    house.run(new Step.Recover(House.contact(address), Proof.NONE));
    return house.last(address);
  }

  private House.Letter invitation() {
    house.manage(new Administration.Invite(ADA, ""));
    return house.last(ADA);
  }

  private House.Letter reauthentication() {
    house.join(ADA).run(new Step.Reauthenticate());
    return house.last(ADA);
  }

  private static Step.Verify typed(String type, String address, String code) {
    return new Step.Verify(type, House.contact(address), code, "");
  }

  private static Step.Verify carried(String type, String token) {
    return new Step.Verify(type, House.contact(ADA), "", token);
  }

  private Member in(Step step) {
    return new Member(house, (Reply.SignedIn) house.run(step));
  }

  /** A kind of code: the words by which it may be used, and how its session was proven. */
  private record Kind(String name, List<String> types, String method) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Stream<Kind> kinds() {
    return Stream.of(
        new Kind("sign up", List.of("signup", "magiclink", "email"), "email/signup"),
        new Kind("code", List.of("signup", "magiclink", "email", "sms"), "magiclink"),
        new Kind("recovery", List.of("recovery"), "recovery"),
        new Kind("invitation", List.of("invite", "email"), "invite"),
        new Kind("phone", List.of("sms"), "otp"),
        new Kind("reauthentication", List.of(), ""));
  }

  private House.Letter made(Kind kind) {
    return switch (kind.name()) {
      case "sign up" -> signUp(ADA);
      case "code" -> code(ADA, true);
      case "recovery" -> {
        signUp(ADA);
        yield recovery(ADA);
      }
      case "invitation" -> invitation();
      case "phone" -> signUp(PHONE);
      case "reauthentication" -> reauthentication();
      default -> throw new AssertionError(kind);
    };
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aCodeOpensWhatItWasSentForOnceTyped(Kind kind) {
    House.Letter letter = made(kind);
    for (String type : TYPES) {
      if (!kind.types().contains(type)) {
        assertThat(house.refused(typed(type, letter.address(), letter.code())).code())
            .as(type)
            .isEqualTo(ErrorCode.CODE_EXPIRED);
      }
    }
    for (String type : kind.types().stream().limit(1).toList()) {
      Member member = in(typed(type, letter.address(), letter.code()));
      assertThat(member.methods()).containsExactly(kind.method());
      assertThat(member.claims().getString("aal")).isEqualTo("aal1");
      assertThat(member.open()).isTrue();
      assertThat(house.events()).endsWith("user_confirmed", "login");
      assertThat(house.rows("audit").getLast().uuid("account")).isEqualTo(member.id());
      Problem again = house.refused(typed(type, letter.address(), letter.code()));
      assertThat(again).isEqualTo(Problem.of(ErrorCode.CODE_EXPIRED));
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aLinkOpensWhatItWasSentForByEachOfItsWords(Kind kind) {
    for (String type : TYPES) {
      House.Letter letter = made(kind);
      if (kind.types().contains(type)) {
        Member member = in(carried(type, letter.token()));
        assertThat(member.methods()).as(type).containsExactly(kind.method());
        assertThat(house.refused(carried(type, letter.token())).message())
            .isEqualTo("Email link is invalid or has expired");
        house.manage(new Administration.RemoveAccount(member.id(), false));
      } else {
        Problem problem = house.refused(carried(type, letter.token()));
        assertThat(problem.code()).as(type).isEqualTo(ErrorCode.CODE_EXPIRED);
        assertThat(house.rows("audit"))
            .filteredOn(it -> it.text("event").equals("verification_failed"))
            .isNotEmpty()
            .allSatisfy(it -> assertThat(it.uuid("account")).isEqualTo(Line.NOBODY));
        house.manage(new Administration.RemoveAccount(letter.row().uuid("account"), false));
      }
    }
  }

  @Test
  void aTokenOrItsHashNotBothAndAKnownWord() {
    House.Letter letter = signUp(ADA);
    Contact ada = House.contact(ADA);
    for (Step.Verify step :
        List.of(
            new Step.Verify("signup", ada, "", ""),
            new Step.Verify("signup", ada, letter.code(), letter.token()))) {
      assertThat(house.refused(step).message())
          .isEqualTo("Verify requires either a token or a token hash");
    }
    Problem unknown = house.refused(typed("other", ADA, letter.code()));
    assertThat(unknown.code()).isEqualTo(ErrorCode.VALIDATION);
    assertThat(unknown.message()).isEqualTo("Invalid verification type");
    assertThat(house.refused(typed("signup", "x@", letter.code())).code())
        .isEqualTo(ErrorCode.VALIDATION);
    assertThat(in(typed("signup", " ADA@example.org", letter.code())).open()).isTrue();
  }

  @Test
  void wrongDigitsAreNotedAndAnsweredNoSoonerThanOthers() {
    signUp(ADA);
    long before = house.ground.now();
    assertThat(house.refused(typed("signup", ADA, "0000000")).code())
        .isEqualTo(ErrorCode.CODE_EXPIRED);
    assertThat(house.ground.now() - before).isEqualTo(100_000);
    assertThat(house.rows("codes").getFirst().whole("attempts")).isEqualTo(1);
    Line note = house.rows("audit").getLast();
    assertThat(note.text("event")).isEqualTo("verification_failed");
    assertThat(note.json("data").replace(" ", "")).isEqualTo("{\"type\":\"signup\"}");
    house.clock.forward(30);
    before = house.ground.now();
    house.refused(typed("signup", "nobody@example.org", "0000000"));
    assertThat(house.ground.now() - before).isEqualTo(100_000);
    assertThat(house.rows("codes").getFirst().whole("attempts")).isEqualTo(1);
  }

  /** Ten wrong guesses are borne; then only the link counts. */
  @ParameterizedTest
  @CsvSource({"9, true", "10, false"})
  void digitsBearTenMistakes(int mistakes, boolean good) {
    House.Letter letter = signUp(ADA);
    for (int each = 0; each < mistakes; each++) {
      house.refused(typed("signup", ADA, "x" + each));
    }
    Step.Verify step = typed("signup", ADA, letter.code());
    if (good) {
      assertThat(in(step).open()).isTrue();
    } else {
      assertThat(house.refused(step).code()).isEqualTo(ErrorCode.CODE_EXPIRED);
      assertThat(in(carried("signup", letter.token())).open()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"3599999, true", "3600000, false"})
  void codesHoldForAnHour(long later, boolean good) {
    House.Letter letter = signUp(ADA);
    house.clock.forward(later - 100);
    if (good) {
      assertThat(in(carried("signup", letter.token())).open()).isTrue();
    } else {
      assertThat(house.refused(carried("signup", letter.token())).code())
          .isEqualTo(ErrorCode.CODE_EXPIRED);
      assertThat(house.refused(typed("signup", ADA, letter.code())).code())
          .isEqualTo(ErrorCode.CODE_EXPIRED);
    }
  }

  @Test
  void theBannedUseNothingUp() {
    House.Letter letter = signUp(ADA);
    UUID id = letter.row().uuid("account");
    house.put("accounts", id, "banned_until", house.ground.in(60));
    assertThat(house.refused(carried("signup", letter.token())).code())
        .isEqualTo(ErrorCode.ACCOUNT_BANNED);
    assertThat(house.rows("sessions")).isEmpty();
    assertThat(house.row("accounts", id).happened("email_confirmed_at")).isFalse();
    house.clock.forward(60_000);
    assertThat(in(carried("signup", letter.token())).id()).isEqualTo(id);
  }

  /** What the first proof of an address puts into force, by the kind of its code. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sign up | {\"a\":1} | true",
        "code | {\"b\":2} | false",
        "recovery | {} | false",
        "invitation | {} | false"
      })
  void theFirstProofBringsItsOwnPasswordAndData(String name, String data, boolean password) {
    House.Letter letter =
        made(kinds().filter(it -> it.name().equals(name)).findFirst().orElseThrow());
    long now = house.ground.now();
    Member ada = in(carried(letter.data().getString("type"), letter.token()));
    assertThat(ada.session().person().userMetadata()).isEqualTo(data);
    assertThat(ada.row().text("password").isEmpty()).isEqualTo(!password);
    assertThat(ada.row().moment("email_confirmed_at")).isEqualTo(now);
    assertThat(ada.session().person().identities().getFirst().data())
        .contains("\"email_verified\":true");
    assertThat(house.rows("codes")).as("others are over").isEmpty();
    House.Letter next = code(ADA, false);
    Member again = in(carried("magiclink", next.token()));
    assertThat(again.session().person().userMetadata())
        .as("a later proof changes nothing")
        .isEqualTo(data);
    assertThat(again.row().moment("email_confirmed_at")).isEqualTo(now);
  }

  /** Somebody else had the account before its address was proven. */
  @Test
  void theFirstProofEndsWhatWasThereBefore() {
    signUp(ADA);
    House.Letter letter = house.last(ADA);
    UUID id = letter.row().uuid("account");
    Member thief = in(carried("signup", letter.token()));
    house.put("accounts", id, "email_confirmed_at", Line.NEVER);
    thief.run(new Step.EnrollFactor("totp", "", "", ""));
    house
        .work()
        .add(
            msingi.auth.Table.of("identities").insert(),
            Line.empty()
                .with("id", new UUID(0, 1))
                .with("account", id)
                .with("issuer", "https://elsewhere.example")
                .with("subject", "thief")
                .with("provider", "elsewhere")
                .with("data", "{}")
                .with("created_at", 1)
                .with("updated_at", 1))
        .await();
    assertThat(house.rows("factors")).hasSize(1);
    Member ada = in(carried("recovery", recovery(ADA).token()));
    assertThat(ada.id()).isEqualTo(id);
    assertThat(thief.open()).isFalse();
    assertThat(ada.open()).isTrue();
    assertThat(house.rows("factors")).isEmpty();
    assertThat(house.rows("identities"))
        .extracting(it -> it.text("issuer"))
        .containsExactly("email");
    assertThat(house.refused(new Step.RefreshGrant(thief.session().refreshToken())).code())
        .isEqualTo(ErrorCode.REFRESH_UNKNOWN);
  }

  @Test
  void aLinkLeadsWithTokensInItsFragment() {
    House.Letter letter = signUp(ADA);
    Step.FollowLink step = new Step.FollowLink("signup", letter.token());
    Reply.Redirect reply =
        (Reply.Redirect)
            house.run(step, House.towards(house.visit(""), House.SITE + "/in#old", ""));
    assertThat(reply.address()).startsWith(House.SITE + "/in#access_token=");
    Map<String, String> members = fragment(reply.address());
    assertThat(members.keySet())
        .containsExactlyInAnyOrder(
            "access_token",
            "expires_at",
            "expires_in",
            "refresh_token",
            "token_type",
            "type",
            "sb");
    assertThat(members)
        .containsEntry("expires_in", "900")
        .containsEntry("expires_at", Long.toString(house.clock.now().getEpochSecond() + 900))
        .containsEntry("token_type", "bearer")
        .containsEntry("type", "signup");
    assertThat(house.run(new Step.ReadUser(), house.visit(members.get("access_token"))))
        .isInstanceOf(Reply.User.class);
    assertThat(house.run(new Step.RefreshGrant(members.get("refresh_token"))))
        .isInstanceOf(Reply.SignedIn.class);
  }

  private static Map<String, String> fragment(String address) {
    return members(address.substring(address.indexOf('#') + 1));
  }

  private static Map<String, String> members(String text) {
    return Stream.of(text.split("&"))
        .collect(
            java.util.stream.Collectors.toMap(
                it -> it.substring(0, it.indexOf('=')),
                it ->
                    URLDecoder.decode(it.substring(it.indexOf('=') + 1), StandardCharsets.UTF_8)));
  }

  /**
   * What is wrong with a link is told where it leads: in the fragment, for programs also before.
   */
  @ParameterizedTest
  @ValueSource(strings = {"", "pkce_"})
  void aBadLinkLeadsWithAnErrorSomewhere(String prefix) {
    Reply.Redirect reply =
        (Reply.Redirect) house.run(new Step.FollowLink("signup", prefix + "0123"));
    Map<String, String> members = fragment(reply.address());
    assertThat(members)
        .containsEntry("error", "access_denied")
        .containsEntry("error_code", "otp_expired")
        .containsEntry("error_description", "Email link is invalid or has expired")
        .containsEntry("sb", "");
    String query = reply.address().substring(0, reply.address().indexOf('#'));
    if (prefix.isEmpty()) {
      assertThat(query).isEqualTo(House.SITE);
    } else {
      assertThat(members(query.substring(query.indexOf('?') + 1)))
          .containsEntry("error_code", "otp_expired");
    }
    Reply.Redirect unknown = (Reply.Redirect) house.run(new Step.FollowLink("other", "0123"));
    assertThat(fragment(unknown.address())).containsEntry("error_code", "validation_failed");
  }

  @Test
  void aLinkMayBearTheMarkOfProgramsOrNot() {
    House.Letter letter = signUp(ADA);
    assertThat(in(carried("signup", "pkce_" + letter.token())).open()).isTrue();
  }

  /** Somebody with a proven number, to whom an administrator adds an address. */
  @Test
  void theProofOfASecondAddressTakesNothingAway() {
    String phone = "254700111333";
    Member ada = house.join(phone);
    ada.run(Member.update("", "", "{\"name\":\"Ada\"}"));
    Reply.Enrolled begun = (Reply.Enrolled) ada.run(new Step.EnrollFactor("totp", "t", "", ""));
    house.put("factors", begun.factor().id(), "status", "verified");
    String password = ada.row().text("password");
    house.manage(
        new msingi.request.Administration.ChangeAccount(
            ada.id(),
            new msingi.request.AccountWish(
                "late@example.org",
                "",
                "",
                "",
                false,
                false,
                new msingi.request.AccountWish.Ban.Same(),
                "",
                "",
                "")));
    assertThat(ada.row().happened("email_confirmed_at")).isFalse();
    Contact contact = House.contact("late@example.org");
    house.run(new Step.SignUp(contact, "seven stolen spoons", "{\"name\":\"Eve\"}", Proof.NONE));
    String token = house.last("late@example.org").token();
    house.run(new Step.Verify("signup", contact, "", token));
    assertThat(ada.row().happened("email_confirmed_at")).isTrue();
    assertThat(ada.row().text("password")).isEqualTo(password);
    assertThat(ada.row().json("user_metadata")).contains("Ada");
    assertThat(house.rows("factors")).hasSize(1);
    Member now = ada.refreshed();
    assertThat(now.open()).isTrue();
    assertThat(now.person().identities()).hasSize(2);
  }

  /** Answers are counted before they are looked at: many at once are no more than ten. */
  @Test
  void tenGuessesAreLookedAtHoweverManyComeAtOnce() {
    Contact contact = House.contact("guessed@example.org");
    house.run(new Step.SignUp(contact, House.PASSWORD, "", Proof.NONE));
    String digits = house.last("guessed@example.org").code();
    msingi.auth.accounts.Codes codes = new msingi.auth.accounts.Codes(house.ground);
    msingi.auth.accounts.Codes.Kind kind = msingi.auth.accounts.Codes.Kind.SIGN_UP;
    for (int each = 0; each < 10; each++) {
      assertThat(codes.typed(house.work(), kind, contact.text(), "x" + each)).isEmpty();
    }
    assertThat(codes.typed(house.work(), kind, contact.text(), digits)).isEmpty();
  }
}
