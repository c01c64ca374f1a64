package msingi.auth.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import msingi.auth.House;
import msingi.auth.Line;
import msingi.auth.Member;
import msingi.auth.Revocations;
import msingi.auth.Work;
import msingi.definition.AccountSettings;
import msingi.request.Contact;
import msingi.request.Person;
import msingi.request.Step;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Parts of steps, where steps alone would not show them. */
class SessionsTest {
  private static final Sessions.Loss LOST =
      new Sessions.Loss(new UUID(0, 1), Sessions.Method.TOTP, true);

  private final House house = new House("autoconfirm: true, anonymous: true");
  private final Revocations.Notice notice = house.ground.revocations().notice();

  @AfterEach
  void close() {
    house.close();
  }

  @ParameterizedTest
  @EnumSource(Sessions.Method.class)
  void methodsAreSpeltAsTheWireDoes(Sessions.Method method) {
    assertThat(Sessions.Method.of(method.text())).isEqualTo(method);
    assertThat(Sessions.Method.of("unknown")).isEqualTo(Sessions.Method.CODE);
  }

  @Test
  void revokingIsANewEpochAndNoSession() {
    Member ada = house.join("ada@example.org");
    Member bob = house.join("bob@example.org");
    house.clock.forward(1_000);
    Work work = house.work();
    new Sessions(house.ground).revoke(work, ada.id(), notice);
    assertThat(ada.open()).as("not kept yet").isFalse();
    notice.kept();
    assertThat(ada.row().whole("epoch")).isEqualTo(1);
    assertThat(ada.row().moment("updated_at")).isEqualTo(house.ground.now());
    assertThat(house.rows("sessions"))
        .extracting(it -> it.uuid("account"))
        .containsExactly(bob.id());
    assertThat(house.rows("revocations"))
        .extracting(it -> it.text("kind"))
        .containsExactly("account", "session");
    assertThat(bob.open()).isTrue();
  }

  @Test
  void outdatingLeavesSessionsToBringWhatIsSo() {
    Member ada = house.join("ada@example.org");
    new Sessions(house.ground).outdate(house.work(), ada.id(), notice);
    assertThat(ada.open()).as("counts once it is kept").isTrue();
    notice.kept();
    assertThat(ada.open()).isFalse();
    assertThat(ada.refreshed().open()).isTrue();
  }

  @Test
  void whatWasRaisedByAFactorEndsWithIt() {
    Member ada = house.join("ada@example.org");
    Member tab = house.enter("ada@example.org");
    UUID factor = UUID.randomUUID();
    Sessions sessions = new Sessions(house.ground);
    Line row = house.row("sessions", tab.sessionId());
    Optional<Line> raised = sessions.raise(house.work(), row, factor, Sessions.Method.TOTP, notice);
    notice.kept();
    assertThat(raised.orElseThrow().text("aal")).isEqualTo("aal2");
    assertThat(ada.open()).isFalse();
    sessions.endBy(house.work(), ada.id(), UUID.randomUUID(), notice);
    assertThat(house.rows("sessions")).hasSize(1);
    sessions.endBy(house.work(), ada.id(), factor, notice);
    notice.kept();
    assertThat(house.rows("sessions")).isEmpty();
    assertThat(sessions.raise(house.work(), row, factor, Sessions.Method.TOTP, notice)).isEmpty();
  }

  /** What a session proved, whether the factor is the last of its kind, and what is left. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "totp,password | true | false | aal1 | password",
        "totp,password | false | false | aal2 | totp,password",
        "totp,password | false | true | aal1 | password",
        "totp,mfa/phone,password | true | true | aal2 | mfa/phone,password",
        "totp,passkey | true | true | aal2 | passkey",
        "totp | true | true | aal1 | ''"
      })
  void aFactorThatIsGoneLowersWhatItProved(
      String methods, boolean last, boolean own, String level, String left) {
    Member ada = house.join("ada@example.org");
    UUID factor = UUID.randomUUID();
    String amr = "";
    for (String each : methods.split(",")) {
      amr += (amr.isEmpty() ? "" : ",") + "{\"method\":\"" + each + "\",\"timestamp\":1}";
    }
    house.put("sessions", ada.sessionId(), "methods", "[" + amr + "]");
    house.put("sessions", ada.sessionId(), "aal", "aal2");
    house.put("sessions", ada.sessionId(), "factor", own ? factor : UUID.randomUUID());
    new Sessions(house.ground)
        .lower(
            house.work(), ada.id(), new Sessions.Loss(factor, Sessions.Method.TOTP, last), notice);
    notice.kept();
    Line row = house.row("sessions", ada.sessionId());
    assertThat(row.text("aal")).isEqualTo(level);
    assertThat(String.join(",", ada.refreshed().methods())).isEqualTo(left);
    boolean lowered = last || own;
    assertThat(row.uuid("factor").equals(Line.NOBODY)).isEqualTo(lowered);
  }

  /** What a store answers that writes JSON otherwise. */
  @Test
  void methodsThatCannotBeReadAreNone() {
    Member ada = house.join("ada@example.org");
    house.put("sessions", ada.sessionId(), "methods", "{}");
    new Sessions(house.ground).lower(house.work(), ada.id(), LOST, notice);
    assertThat(house.row("sessions", ada.sessionId()).json("methods")).isEqualTo("[]");
    house.put("sessions", ada.sessionId(), "methods", "[1,{\"method\":2},{\"x\":1}]");
    new Sessions(house.ground).lower(house.work(), ada.id(), LOST, notice);
    assertThat(house.row("sessions", ada.sessionId()).text("aal")).isEqualTo("aal1");
    assertThat(house.row("sessions", ada.sessionId()).json("methods").replace(" ", ""))
        .isEqualTo("[1,{\"method\":2},{\"x\":1}]");
  }

  @ParameterizedTest
  @CsvSource({
    "false, false, false, true",
    "true, false, false, false",
    "false, true, false, false",
    "false, false, true, false"
  })
  void anAccountIsUnprovenWhileNothingWasProven(
      boolean anonymous, boolean email, boolean phone, boolean unproven) {
    Line account =
        Line.empty()
            .with("anonymous", anonymous)
            .moment("email_confirmed_at", email ? 1 : Line.NEVER)
            .moment("phone_confirmed_at", phone ? 1 : Line.NEVER);
    assertThat(Proofs.unproven(account)).isEqualTo(unproven);
  }

  @Test
  void hashesAreThoseOfTheirStandards() {
    assertThat(Hashes.sha256("abc"))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(
            java.util.HexFormat.of()
                .formatHex(
                    Hashes.mac(
                        "key".getBytes(StandardCharsets.UTF_8),
                        "The quick brown fox jumps over the lazy dog"
                            .getBytes(StandardCharsets.UTF_8))))
        .isEqualTo("f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8");
    assertThat(Hashes.same("a", "a")).isTrue();
    assertThat(Hashes.same("a", "b")).isFalse();
  }

  /** Digits are drawn evenly: bytes of 250 and more would favour some. */
  @ParameterizedTest
  @CsvSource({"0, 0", "9, 9", "10, 0", "249, 9", "250, ''", "255, ''"})
  void digitsAreEquallyLikely(int drawn, String digit) {
    byte[] sequence = {(byte) drawn, 7};
    int[] at = {0};
    Ground ground =
        new Ground(
            house.ground.app(),
            house.ground.store(),
            house.ground.signer(),
            house.ground.passwords(),
            house.ground.revocations(),
            house.ground.limits(),
            house.ground.repeats(),
            house.ground.issuers(),
            "",
            "",
            house.ground.seal(),
            house.ground.ids(),
            bytes -> bytes[0] = sequence[Math.min(at[0]++, 1)],
            house.ground.time());
    assertThat(new Codes(ground).digits()).isEqualTo((digit + "7777777").substring(0, 6));
  }

  /** Roles and addresses that a case wants, and what its token says. */
  @ParameterizedTest
  @CsvSource({"amina@clinic.example, false", "'', true"})
  void actorsOfCasesAreSignedInAtOnce(String email, boolean anonymous) {
    UUID id = UUID.randomUUID();
    String token =
        new Actors(house.ground).token(new Actors.Actor(id, email, List.of("doctor"), anonymous));
    Person person =
        ((msingi.request.Reply.User) house.run(new Step.ReadUser(), house.visit(token))).person();
    assertThat(person.id()).isEqualTo(id);
    assertThat(person.email()).isEqualTo(email);
    assertThat(person.anonymous()).isEqualTo(anonymous);
    assertThat(person.appMetadata()).isEqualTo("{\"roles\":[\"doctor\"]}");
    assertThat(person.moments().containsKey(Person.Moment.EMAIL_CONFIRMED)).isEqualTo(!anonymous);
    assertThat(house.texts("SELECT id FROM users")).containsExactly(id.toString());
    assertThat(house.rows("sessions").getFirst().json("methods"))
        .contains(anonymous ? "anonymous" : "password");
  }

  @Test
  void anApplicationWithoutUsersKeepsNoRowsOfThem() {
    msingi.definition.App app =
        new msingi.definition.App(
            "bare",
            "1",
            "",
            List.of(),
            List.of("public"),
            Map.of(),
            Map.of(),
            msingi.definition.Settings.DEFAULT);
    UserRows users = new UserRows(app);
    assertThat(users.add(house.work(), UUID.randomUUID(), 1).await()).isFalse();
    assertThat(users.remove(house.work(), UUID.randomUUID()).await()).isZero();
  }

  @Test
  void whatFailsWithinIsUndoneWholly() {
    Member ada = house.join("ada@example.org");
    RuntimeException failure = new IllegalStateException("in the middle");
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(() ->
                house.ground.together(
                    house.visit("").deadline(),
                    work -> {
                      AccountRows.raise(work, ada.id(), 1).await();
                      throw failure;
                    })))
        .isSameAs(failure);
    assertThat(ada.row().whole("epoch")).isZero();
    assertThat(house.enter("ada@example.org").open()).as("others go on").isTrue();
  }

  /** Kinds of characters that a password must have, and passwords that lack one. */
  @ParameterizedTest
  @CsvSource({
    "lower, KETTLES GREEN 9!, kettles green 9!",
    "upper, kettles green 9!, Kettles green 9!",
    "digit, Kettles green!, Kettles green 9!",
    "symbol, Kettles green 9, Kettles green 9!"
  })
  void kindsOfCharacters(String kind, String lacking, String good) {
    AccountSettings.Passwords rules = new AccountSettings.Passwords(6, List.of(kind), false);
    assertThat(PasswordRules.weaknesses(rules, lacking)).containsExactly("characters");
    assertThat(PasswordRules.weaknesses(rules, good)).isEmpty();
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> PasswordRules.demand(rules, lacking)))
        .hasMessage("Password should contain at least one character of each: " + kind + ".");
  }

  @Test
  void passwordsAreOfABearableLength() {
    assertThat(PasswordRules.bearable("é".repeat(512))).isTrue();
    assertThat(PasswordRules.bearable("é".repeat(512) + "x")).isFalse();
    AccountSettings.Passwords rules = new AccountSettings.Passwords(6, List.of(), false);
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> PasswordRules.demand(rules, "x".repeat(1_025))))
        .hasMessageContaining("longer than 1024 bytes");
    assertThat(PasswordRules.weaknesses(rules, "@home at night", "@home at night"))
        .containsExactly("pwned");
    assertThat(PasswordRules.weaknesses(rules, "home at night", "@home at night", "")).isEmpty();
  }

  @Test
  void identitiesAreTheOwnersOwn() {
    Member ada = house.join("ada@example.org");
    Member bob = house.join("bob@example.org");
    UUID own = ada.session().person().identities().getFirst().id();
    Identities identities = new Identities(house.ground);
    assertThat(identities.remove(house.work(), bob.id(), own).await()).isZero();
    assertThat(identities.drop(house.work(), ada.id(), "phone").await()).isZero();
    assertThat(identities.drop(house.work(), ada.id(), "email").await()).isEqualTo(1);
    identities.noteProviders(house.work(), ada.row(), 5);
    assertThat(ada.row().json("app_metadata").replace(" ", "")).isEqualTo("{\"providers\":[]}");
    assertThat(
            identities.own(ada.id(), new Contact(Contact.Kind.PHONE, "1"), false, 1).json("data"))
        .contains("\"phone_verified\":false")
        .contains("\"email_verified\":false");
  }
}
