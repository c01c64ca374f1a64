package msingi.auth.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import msingi.auth.House;
import msingi.auth.Line;
import msingi.auth.Member;
import msingi.auth.SoftKey;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.request.Administration;
import msingi.request.Person;
import msingi.request.Reply;
import msingi.request.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Passkeys, and keys that are second factors: who shows one is believed only in what is true. */
class PasskeysTest extends InHouse {
  private static final String ADA = "ada@example.org";
  private static final String PARTY = "app.example.org";

  private static SoftKey key() {
    return new SoftKey(House.SITE, PARTY);
  }

  PasskeysTest() {
    super("autoconfirm: true, anonymous: true, passkeys: { most: 2 }");
  }

  private static Reply.PasskeyAsked begin(Member member) {
    return (Reply.PasskeyAsked) member.run(new Step.BeginPasskey());
  }

  private static Step.AddPasskey made(Reply.PasskeyAsked asked, SoftKey key) {
    return new Step.AddPasskey(
        asked.challenge(), key.made(new JsonObject(asked.options())).encode());
  }

  private static Person.Passkey add(Member member, SoftKey key) {
    return ((Reply.PasskeyKept) member.run(made(begin(member), key))).passkey();
  }

  private Reply.PasskeyAsked ask() {
    return (Reply.PasskeyAsked) house.run(new Step.AskPasskey());
  }

  private static Step.PasskeyGrant used(Reply.PasskeyAsked asked, SoftKey key) {
    return new Step.PasskeyGrant(
        asked.challenge(), key.used(new JsonObject(asked.options())).encode());
  }

  private Member enter(SoftKey key) {
    return new Member(house, (Reply.SignedIn) house.run(used(ask(), key)));
  }

  private Problem refused(SoftKey key) {
    return house.refused(used(ask(), key));
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
        new Lie("a page that begins alike", it -> it.origin = House.SITE + ".evil.example"),
        new Lie("no TLS", it -> it.origin = "http://app.example.org"),
        new Lie("a page in another's", it -> it.framed = true),
        new Lie("another domain", it -> it.party = "evil.example"),
        new Lie("nobody there", it -> it.flags &= ~SoftKey.PRESENT),
        new Lie("kept elsewhere but not to be", it -> it.flags |= SoftKey.BACKED_UP),
        new Lie("another ceremony", it -> it.type = "payment.get"),
        new Lie("another challenge", it -> it.challenge = "x".repeat(43)));
  }

  private static Stream<Lie> newLies() {
    return Stream.concat(
        lies(), Stream.of(new Lie("nobody made sure", it -> it.flags &= ~SoftKey.VERIFIED)));
  }

  private static Stream<Lie> usedLies() {
    return Stream.concat(
        newLies(),
        Stream.of(
            new Lie("the ceremony of a new key", it -> it.type = "webauthn.create"),
            new Lie("a forged signature", it -> it.forged = true),
            new Lie("a counter that stands", it -> it.counter = 100),
            new Lie("a key that is now kept elsewhere", it -> it.flags |= SoftKey.ELIGIBLE),
            new Lie("nobody named", it -> it.handle = new byte[0]),
            new Lie("another account", it -> it.handle = new byte[16]),
            new Lie("an unknown key", it -> it.id = new byte[] {1, 2, 3}),
            new Lie("no key", it -> it.id = new byte[0])));
  }

  @Test
  void aNewKeyIsAskedForKeptAndShown() {
    Member ada = house.join(ADA);
    Reply.PasskeyAsked asked = begin(ada);
    assertThat(asked.expires()).isEqualTo(house.clock.now().getEpochSecond() + 300);
    JsonObject options = new JsonObject(asked.options());
    assertThat(options.getJsonObject("rp"))
        .isEqualTo(new JsonObject().put("id", PARTY).put("name", "house"));
    assertThat(options.getJsonObject("user").getString("name")).isEqualTo(ADA);
    assertThat(options.getJsonArray("excludeCredentials")).isEmpty();
    assertThat(options.getString("challenge")).matches("[A-Za-z0-9_-]{43}");
    Line challenge = house.row("challenges", asked.challenge());
    assertThat(challenge.text("kind")).isEqualTo("passkey_added");
    assertThat(challenge.uuid("account")).isEqualTo(ada.id());
    SoftKey key = key();
    key.flags |= SoftKey.ELIGIBLE | SoftKey.BACKED_UP;
    key.counter = 7;
    house.clock.forward(1_000);
    Step.AddPasskey made = made(asked, key);
    Person.Passkey kept = ((Reply.PasskeyKept) ada.run(made)).passkey();
    assertThat(kept.created()).isEqualTo(house.ground.now());
    assertThat(kept.used()).isEqualTo(Line.NEVER);
    assertThat(kept.name()).isEmpty();
    Line row = house.row("passkeys", kept.id());
    assertThat(row.uuid("account")).isEqualTo(ada.id());
    assertThat(row.uuid("factor")).isEqualTo(Line.NOBODY);
    assertThat(row.whole("counter")).isEqualTo(7);
    assertThat(row.moment("updated_at")).isEqualTo(house.ground.now());
    assertThat(new JsonObject(row.json("data")))
        .isEqualTo(
            new JsonObject()
                .put("model", "00000000-0000-0000-0000-000000000000")
                .put("transports", new JsonArray().add("hybrid").add("internal"))
                .put("eligible", true)
                .put("backed_up", true));
    Line note = house.rows("audit").getLast();
    assertThat(note.text("event")).isEqualTo("passkey_created");
    assertThat(note.json("data")).contains(kept.id().toString());
    assertThat(note.uuid("account")).isEqualTo(ada.id());
    assertThat(ada.refused(made).code()).as("once").isEqualTo(ErrorCode.CHALLENGE_UNKNOWN);
    JsonObject excluded =
        new JsonObject(begin(ada).options()).getJsonArray("excludeCredentials").getJsonObject(0);
    assertThat(excluded.getString("id"))
        .isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(key.id));
    assertThat(ada.run(new Step.ReadPasskeys())).isEqualTo(new Reply.Passkeys(List.of(kept)));
  }

  @ParameterizedTest
  @MethodSource("newLies")
  void aNewKeyThatLiesIsRefused(Lie lie) {
    Member ada = house.join(ADA);
    SoftKey key = key();
    lie.twist().accept(key);
    Reply.PasskeyAsked asked = begin(ada);
    assertThat(ada.refused(made(asked, key)).code()).isEqualTo(ErrorCode.CREDENTIAL_WRONG);
    assertThat(house.rows("passkeys")).isEmpty();
    assertThat(ada.refused(made(asked, key())).code())
        .as("a challenge is used up by its first answer")
        .isEqualTo(ErrorCode.CHALLENGE_UNKNOWN);
  }

  @Test
  void aNewKeyOfAnotherIdOrOfNoSizeIsRefused() {
    Member ada = house.join(ADA);
    Reply.PasskeyAsked asked = begin(ada);
    JsonObject said = key().made(new JsonObject(asked.options()));
    said.put("rawId", "AQID").put("id", "AQID");
    assertThat(ada.refused(new Step.AddPasskey(asked.challenge(), said.encode())).code())
        .isEqualTo(ErrorCode.CREDENTIAL_WRONG);
    asked = begin(ada);
    said = key().made(new JsonObject(asked.options()));
    said.getJsonObject("response").put("attestationObject", "A".repeat(100_000));
    assertThat(ada.refused(new Step.AddPasskey(asked.challenge(), said.encode())).code())
        .isEqualTo(ErrorCode.CREDENTIAL_WRONG);
  }

  @Test
  void aPasskeySignsInByItself() {
    Member ada = house.join(ADA);
    SoftKey key = key();
    UUID id = add(ada, key).id();
    house.clock.forward(1_000);
    Member in = enter(key);
    assertThat(in.id()).isEqualTo(ada.id());
    assertThat(in.methods()).containsExactly("passkey");
    assertThat(in.claims().getString("aal")).isEqualTo("aal2");
    assertThat(in.open()).isTrue();
    Line row = house.row("passkeys", id);
    assertThat(row.whole("counter")).isEqualTo(1);
    assertThat(row.moment("used_at")).isEqualTo(house.ground.now());
    assertThat(row.json("data")).contains("transports").contains("backed_up");
    Line note = house.rows("audit").getLast();
    assertThat(note.text("event")).isEqualTo("login");
    assertThat(note.uuid("account")).isEqualTo(ada.id());
    assertThat(note.json("data")).contains(id.toString());
    assertThat(in.session().person().moments())
        .containsEntry(Person.Moment.LAST_SIGN_IN, house.ground.now());
  }

  @Test
  void aKeyThatCountsNothingIsTakenTooAndItsBackupIsNoted() {
    Member ada = house.join(ADA);
    SoftKey key = key();
    key.flags |= SoftKey.ELIGIBLE;
    UUID id = add(ada, key).id();
    key.counter = -1;
    key.flags |= SoftKey.BACKED_UP;
    assertThat(enter(key).id()).isEqualTo(ada.id());
    assertThat(house.row("passkeys", id).whole("counter")).isZero();
    assertThat(new JsonObject(house.row("passkeys", id).json("data")).getBoolean("backed_up"))
        .isTrue();
    key.counter = -1;
    assertThat(enter(key).id()).isEqualTo(ada.id());
  }

  @ParameterizedTest
  @MethodSource("usedLies")
  void aKeyThatLiesDoesNotSignIn(Lie lie) {
    Member ada = house.join(ADA);
    SoftKey key = key();
    key.counter = 100;
    add(ada, key);
    key.counter = lie.name().equals("a counter that stands") ? 99 : 100;
    Consumer<SoftKey> twist = lie.name().startsWith("a counter") ? _ -> {} : lie.twist();
    twist.accept(key);
    if (lie.name().startsWith("a counter")) {
      key.counter = 99;
    }
    assertThat(refused(key)).isEqualTo(Problem.of(ErrorCode.CREDENTIAL_WRONG));
    assertThat(house.rows("sessions")).hasSize(1);
    assertThat(house.rows("passkeys").getFirst().whole("counter")).isEqualTo(100);
  }

  @Test
  void whatIsFarTooLongIsNotLookedAt() {
    Member ada = house.join(ADA);
    SoftKey key = key();
    add(ada, key);
    Reply.PasskeyAsked asked = ask();
    JsonObject said = key.used(new JsonObject(asked.options()));
    said.getJsonObject("response").put("authenticatorData", "A".repeat(100_000));
    assertThat(house.refused(new Step.PasskeyGrant(asked.challenge(), said.encode())).code())
        .isEqualTo(ErrorCode.CREDENTIAL_WRONG);
  }

  @Test
  void anAnswerIsGoodOnceAndForItsOwnQuestion() {
    Member ada = house.join(ADA);
    Member eve = house.join("eve@example.org");
    SoftKey key = key();
    Step.AddPasskey made = made(begin(ada), key);
    assertThat(eve.refused(made).code()).isEqualTo(ErrorCode.CHALLENGE_UNKNOWN);
    assertThat(house.rows("passkeys")).isEmpty();
    add(ada, key);
    byte[] own = key.handle;
    assertThat(eve.refused(made(begin(eve), key)).code()).isEqualTo(ErrorCode.PASSKEY_EXISTS);
    key.handle = own;
    Step.PasskeyGrant used = used(ask(), key);
    house.run(used);
    assertThat(house.refused(used).code()).isEqualTo(ErrorCode.CHALLENGE_UNKNOWN);
    assertThat(house.refused(new Step.PasskeyGrant(ask().challenge(), used.credential())).code())
        .as("the same answer to another question")
        .isEqualTo(ErrorCode.CREDENTIAL_WRONG);
    assertThat(house.refused(new Step.PasskeyGrant(UUID.randomUUID(), "{}")).code())
        .isEqualTo(ErrorCode.CHALLENGE_UNKNOWN);
    Reply.PasskeyAsked begun = begin(ada);
    assertThat(house.refused(new Step.PasskeyGrant(begun.challenge(), "{}")).code())
        .as("a question of another kind")
        .isEqualTo(ErrorCode.CHALLENGE_UNKNOWN);
    assertThat(ada.run(made(begun, key()))).isInstanceOf(Reply.PasskeyKept.class);
  }

  @ParameterizedTest
  @CsvSource({"299999, true", "300000, false"})
  void questionsHoldForFiveMinutes(long later, boolean good) {
    Member ada = house.join(ADA);
    SoftKey key = key();
    Reply.PasskeyAsked begun = begin(ada);
    house.clock.forward(later);
    if (!good) {
      assertThat(ada.refused(made(begun, key)).code()).isEqualTo(ErrorCode.CHALLENGE_EXPIRED);
    } else {
      ada.run(made(begun, key));
      Reply.PasskeyAsked asked = ask();
      house.clock.forward(later);
      assertThat(house.run(used(asked, key))).isInstanceOf(Reply.SignedIn.class);
    }
  }

  @Test
  void theQuestionNamesNobody() {
    JsonObject before = new JsonObject(ask().options());
    add(house.join(ADA), key());
    JsonObject after = new JsonObject(ask().options());
    assertThat(before.remove("challenge")).isNotEqualTo(after.remove("challenge"));
    assertThat(after).isEqualTo(before);
    assertThat(after.getJsonArray("allowCredentials")).isEmpty();
    assertThat(after.getString("userVerification")).isEqualTo("required");
    assertThat(after.getString("rpId")).isEqualTo(PARTY);
    assertThat(house.rows("challenges").getLast().uuid("account")).isEqualTo(Line.NOBODY);
    assertThat(ask().expires()).isEqualTo(house.clock.now().getEpochSecond() + 300);
  }

  @Test
  void theBannedAndTheGoneDoNotEnter() {
    Member ada = house.join(ADA);
    SoftKey key = key();
    add(ada, key);
    house.put("accounts", ada.id(), "banned_until", house.ground.in(60));
    assertThat(refused(key).code()).isEqualTo(ErrorCode.ACCOUNT_BANNED);
    assertThat(house.rows("passkeys").getFirst().whole("counter")).isZero();
    house.put("accounts", ada.id(), "banned_until", Line.NEVER);
    house.put("accounts", ada.id(), "deleted_at", house.ground.now());
    assertThat(refused(key).code()).isEqualTo(ErrorCode.CREDENTIAL_WRONG);
    house.put("accounts", ada.id(), "deleted_at", Line.NEVER);
    assertThat(enter(key).id()).isEqualTo(ada.id());
  }

  @Test
  void peopleHaveAsManyAsTheSettingsSay() {
    Member ada = house.join(ADA);
    Reply.PasskeyAsked early = begin(ada);
    add(ada, key());
    add(ada, key());
    assertThat(ada.refused(new Step.BeginPasskey()).code()).isEqualTo(ErrorCode.PASSKEYS_TOO_MANY);
    assertThat(ada.refused(made(early, key())).code()).isEqualTo(ErrorCode.PASSKEYS_TOO_MANY);
    assertThat(house.rows("passkeys")).hasSize(2);
    Problem guest = house.anonymous().refused(new Step.BeginPasskey());
    assertThat(guest.status()).isEqualTo(403);
  }

  @Test
  void whereTheyAreOffThereAreNone() {
    settings("autoconfirm: true, passkeys: { enabled: false }");
    Member ada = house.join(ADA);
    UUID none = UUID.randomUUID();
    for (Step step :
        List.of(
            new Step.BeginPasskey(),
            new Step.AddPasskey(none, "{}"),
            new Step.AskPasskey(),
            new Step.PasskeyGrant(none, "{}"))) {
      assertThat(ada.refused(step).code())
          .as(step.toString())
          .isEqualTo(ErrorCode.PASSKEYS_DISABLED);
    }
  }

  @Test
  void ownersNameTheirKeysAndTakeThemAway() {
    Member ada = house.join(ADA);
    Member eve = house.join("eve@example.org");
    SoftKey key = key();
    Person.Passkey kept = add(ada, key);
    house.clock.forward(1_000);
    for (Step step :
        List.of(new Step.RenamePasskey(kept.id(), "mine"), new Step.RemovePasskey(kept.id()))) {
      assertThat(eve.refused(step).code()).isEqualTo(ErrorCode.PASSKEY_UNKNOWN);
    }
    assertThat(ada.refused(new Step.RenamePasskey(kept.id(), "")).message())
        .isEqualTo("friendly_name is required");
    assertThat(ada.refused(new Step.RenamePasskey(kept.id(), "n".repeat(121))).message())
        .startsWith("friendly_name must be 120");
    ada.run(new Step.RenamePasskey(kept.id(), "n".repeat(120)));
    Person.Passkey named =
        ((Reply.PasskeyKept) ada.run(new Step.RenamePasskey(kept.id(), "Laptop"))).passkey();
    assertThat(named.name()).isEqualTo("Laptop");
    assertThat(house.row("passkeys", kept.id()).moment("updated_at")).isEqualTo(house.ground.now());
    assertThat(house.events()).endsWith("passkey_updated");
    assertThat(house.rows("audit").getLast().json("data")).contains(kept.id().toString());
    assertThat(eve.run(new Step.ReadPasskeys())).isEqualTo(new Reply.Passkeys(List.of()));
    assertThat(ada.run(new Step.RemovePasskey(kept.id()))).isEqualTo(new Reply.Gone());
    assertThat(house.events()).endsWith("passkey_deleted");
    assertThat(house.rows("audit").getLast().uuid("account")).isEqualTo(ada.id());
    assertThat(refused(key).code()).isEqualTo(ErrorCode.CREDENTIAL_WRONG);
    assertThat(ada.refused(new Step.RemovePasskey(kept.id())).code())
        .isEqualTo(ErrorCode.PASSKEY_UNKNOWN);
  }

  /** As when the phone that has the key was stolen. */
  @Test
  void aKeyThatIsTakenAwayTakesTheSessionsThatItBeganAlong() {
    Member ada = house.join(ADA);
    SoftKey lost = key();
    SoftKey kept = key();
    UUID id = add(ada, lost).id();
    add(ada, kept);
    Member thief = enter(lost);
    Member tablet = enter(kept);
    ada.run(new Step.RemovePasskey(id));
    assertThat(thief.open()).isFalse();
    assertThat(house.refused(new Step.RefreshGrant(thief.session().refreshToken())).code())
        .isEqualTo(ErrorCode.REFRESH_UNKNOWN);
    assertThat(tablet.open()).isTrue();
    assertThat(ada.open()).isTrue();
  }

  @Test
  void whoTakesAwayTheKeyThatTheyCameByStays() {
    Member ada = house.join(ADA);
    SoftKey key = key();
    UUID id = add(ada, key).id();
    Member here = enter(key);
    Member elsewhere = enter(key);
    here.run(new Step.RemovePasskey(id));
    assertThat(here.open()).isTrue();
    assertThat(elsewhere.open()).isFalse();
  }

  /** A factor that goes is nothing to a session that it did not raise. */
  @Test
  void aSessionOfAKeyIsStillOfThatKeyWhenTheLastFactorGoes() {
    Member ada = house.join(ADA);
    SoftKey key = key();
    UUID id = add(ada, key).id();
    Member in = enter(key);
    UUID factor =
        ((Reply.Enrolled) in.run(new Step.EnrollFactor("totp", "", "", ""))).factor().id();
    house.put("factors", factor, "status", "verified");
    in.run(new Step.UnenrollFactor(factor));
    assertThat(in.refreshed().claims().getString("aal")).isEqualTo("aal2");
    ada.run(new Step.RemovePasskey(id));
    assertThat(in.open()).isFalse();
  }

  @Test
  void whoRunsTheApplicationSeesAndTakesKeys() {
    Member ada = house.join(ADA);
    SoftKey key = key();
    Person.Passkey kept = add(ada, key);
    Member in = enter(key);
    Reply.Passkeys all =
        (Reply.Passkeys) house.manage(new Administration.ListAccountPasskeys(ada.id()));
    assertThat(all.all())
        .containsExactly(new Person.Passkey(kept.id(), "", kept.created(), house.ground.now()));
    UUID stranger = UUID.randomUUID();
    Map<Step, ErrorCode> refusals =
        Map.of(
            new Administration.ListAccountPasskeys(stranger),
            ErrorCode.ACCOUNT_UNKNOWN,
            new Administration.RemoveAccountPasskey(stranger, kept.id()),
            ErrorCode.ACCOUNT_UNKNOWN,
            new Administration.RemoveAccountPasskey(ada.id(), stranger),
            ErrorCode.PASSKEY_UNKNOWN);
    refusals.forEach(
        (step, why) -> assertThat(house.refused(step, house.service()).code()).isEqualTo(why));
    Step remove = new Administration.RemoveAccountPasskey(ada.id(), kept.id());
    assertThat(house.manage(remove)).isEqualTo(new Reply.Gone());
    assertThat(house.rows("passkeys")).isEmpty();
    assertThat(in.open()).isFalse();
    assertThat(ada.open()).isTrue();
    Line note = house.rows("audit").getLast();
    assertThat(note.text("event")).isEqualTo("passkey_deleted");
    assertThat(note.uuid("actor")).isEqualTo(Line.NOBODY);
    assertThat(note.json("data")).contains(kept.id().toString());
  }

  /** A session that proves less than its owner could changes no key. */
  @Test
  void whoHasAFactorUsesItBeforeKeysAreChanged() {
    Member ada = house.join(ADA);
    Person.Passkey kept = add(ada, key());
    Reply.PasskeyAsked begun = begin(ada);
    UUID factor =
        ((Reply.Enrolled) ada.run(new Step.EnrollFactor("totp", "", "", ""))).factor().id();
    assertThat(ada.run(new Step.RenamePasskey(kept.id(), "x")))
        .isInstanceOf(Reply.PasskeyKept.class);
    house.put("factors", factor, "status", "verified");
    for (Step step :
        List.of(new Step.BeginPasskey(), made(begun, key()), new Step.RemovePasskey(kept.id()))) {
      Problem problem = ada.refused(step);
      assertThat(problem.code()).isEqualTo(ErrorCode.AAL_LOW);
      assertThat(problem.status()).isEqualTo(403);
      assertThat(problem.message())
          .isEqualTo("AAL2 session is required to manage passkeys when MFA is enabled.");
    }
    house.put("sessions", ada.sessionId(), "aal", "aal2");
    assertThat(ada.run(new Step.RemovePasskey(kept.id()))).isEqualTo(new Reply.Gone());
  }

  /** Whatever else the session proved since. */
  @Test
  void aSessionThatAKeyBeganEndsWithItThoughAFactorRaisedIt() {
    Member ada = house.join(ADA);
    SoftKey lost = key();
    SoftKey kept = key();
    UUID id = add(ada, lost).id();
    add(ada, kept);
    Member thief = enter(lost);
    Member here = enter(kept);
    Reply.Enrolled begun = (Reply.Enrolled) thief.run(new Step.EnrollFactor("totp", "t", "", ""));
    UUID factor = begun.factor().id();
    UUID challenge = ((Reply.Challenged) thief.run(new Step.ChallengeFactor(factor, ""))).id();
    String code = new msingi.auth.CodeProgram(begun.secret()).code(house.clock.now());
    Member raised = thief.with(thief.run(new Step.VerifyFactor(factor, challenge, code, "")));
    assertThat(raised.methods()).containsExactly("totp", "passkey");
    here.run(new Step.RemovePasskey(id));
    assertThat(raised.open()).isFalse();
    assertThat(here.open()).isTrue();
  }
}
