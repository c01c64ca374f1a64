package msingi.auth.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import msingi.auth.House;
import msingi.auth.Line;
import msingi.auth.Member;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.request.AccountWish;
import msingi.request.Administration;
import msingi.request.Person;
import msingi.request.Proof;
import msingi.request.Reply;
import msingi.request.Step;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts as who runs the application makes and changes them. */
class AdministeringTest {
  private static final String ADA = "ada@example.org";
  private static final String PHONE = "254700111222";
  private static final String OTHER = "six purple lanterns";
  private final House house = new House("autoconfirm: true, phone: true, anonymous: true");

  @AfterEach
  void close() {
    house.close();
  }

  /** A wish in words: members that are not named stay as they are. */
  private static AccountWish wish(String text) {
    JsonObject said = new JsonObject(text);
    AccountWish.Ban ban =
        !said.containsKey("ban")
            ? new AccountWish.Ban.Same()
            : said.getLong("ban") == 0
                ? new AccountWish.Ban.Lifted()
                : new AccountWish.Ban.Lasting(said.getLong("ban"));
    return new AccountWish(
        said.getString("email", ""),
        said.getString("phone", ""),
        said.getString("password", ""),
        said.getString("hash", ""),
        said.getBoolean("email_proven", false),
        said.getBoolean("phone_proven", false),
        ban,
        said.getString("role", ""),
        said.containsKey("app") ? said.getJsonObject("app").encode() : "",
        said.containsKey("user") ? said.getJsonObject("user").encode() : "");
  }

  private static Administration.MakeAccount make(String wish) {
    return new Administration.MakeAccount(Administration.NONE, wish(wish));
  }

  private Person made(String wish) {
    return ((Reply.User) house.manage(make(wish))).person();
  }

  private static Administration.ChangeAccount change(UUID id, String wish) {
    return new Administration.ChangeAccount(id, wish(wish));
  }

  private Person changed(UUID id, String wish) {
    return ((Reply.User) house.manage(change(id, wish))).person();
  }

  private Problem refused(Step step) {
    return house.refused(step, house.service());
  }

  private Line note() {
    return house.rows("audit").getLast();
  }

  @Test
  void anAccountIsMadeAsItWasWished() {
    Person person =
        made(
            """
            {"email":" ADA@example.org","phone":"+254 700 111222","password":"nine green kettles",
             "email_proven":true,"phone_proven":true,"role":"nurse","ban":60,
             "app":{"roles":["doctor"]},"user":{"name":"Ada"}}\
            """);
    long now = house.ground.now();
    assertThat(person.email()).isEqualTo(ADA);
    assertThat(person.phone()).isEqualTo(PHONE);
    assertThat(person.role()).isEqualTo("nurse");
    assertThat(person.anonymous()).isFalse();
    assertThat(person.moments())
        .containsOnly(
            Map.entry(Person.Moment.CREATED, now),
            Map.entry(Person.Moment.UPDATED, now),
            Map.entry(Person.Moment.EMAIL_CONFIRMED, now),
            Map.entry(Person.Moment.PHONE_CONFIRMED, now),
            Map.entry(Person.Moment.BANNED_UNTIL, now + 60_000_000));
    assertThat(new JsonObject(person.appMetadata()))
        .isEqualTo(
            new JsonObject(
                "{\"provider\":\"email\",\"providers\":[\"email\",\"phone\"],\"roles\":[\"doctor\"]}"));
    assertThat(person.userMetadata()).isEqualTo("{\"name\":\"Ada\"}");
    assertThat(person.identities())
        .extracting(Person.Identity::provider)
        .containsExactly("email", "phone");
    assertThat(person.identities())
        .allSatisfy(it -> assertThat(it.data()).contains("_verified\":true"));
    assertThat(house.texts("SELECT id FROM users")).containsExactly(person.id().toString());
    assertThat(house.letters()).isEmpty();
    assertThat(note().text("event")).isEqualTo("user_signedup");
    assertThat(note().uuid("account")).isEqualTo(person.id());
    assertThat(note().uuid("actor")).isEqualTo(Line.NOBODY);
    assertThat(note().json("data").replace(" ", "")).isEqualTo("{\"by\":\"administrator\"}");
    house.clock.forward(60_000);
    assertThat(house.enter(PHONE).claims().getString("role")).isEqualTo("nurse");
  }

  @Test
  void anAccountOfAGivenIdIsMadeOnce() {
    UUID id = UUID.randomUUID();
    Step step = new Administration.MakeAccount(id, wish("{\"email\":\"ada@example.org\"}"));
    Person person = ((Reply.User) house.manage(step)).person();
    assertThat(person.id()).isEqualTo(id);
    assertThat(person.role()).isEqualTo("authenticated");
    assertThat(person.moments())
        .containsEntry(Person.Moment.INVITED, house.ground.now())
        .doesNotContainKey(Person.Moment.EMAIL_CONFIRMED);
    assertThat(person.identities().getFirst().data()).contains("\"email_verified\":false");
    assertThat(refused(step).code()).isEqualTo(ErrorCode.ACCOUNT_EXISTS);
    assertThat(refused(make("{\"email\":\"ada@example.org\"}")).code())
        .isEqualTo(ErrorCode.EMAIL_EXISTS);
    made("{\"phone\":\"254700111222\"}");
    assertThat(refused(make("{\"phone\":\"254700111222\"}")).code())
        .isEqualTo(ErrorCode.PHONE_EXISTS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{} | Cannot create a user without either an email or phone",
        "{\"email\":\"x@\"} | Unable to validate email address: invalid format",
        "{\"email\":\"a@b.c\",\"role\":\"king\"} | role must be authenticated or one of",
        "{\"email\":\"a@b.c\",\"password\":\"nine green kettles\",\"hash\":\"x\"} | Only a password",
        "{\"email\":\"a@b.c\",\"hash\":\"md5:x\"} | password_hash must be of bcrypt or argon2id",
        "{\"email\":\"a@b.c\",\"password\":\"short\"} | Password should be at least 8",
        "{\"email\":\"kettle@b.c\",\"password\":\"kettle@b.c\"} | Password is known to be weak"
      })
  void wishesThatCannotBeAreRefused(String row) {
    String[] parts = row.split(" \\| ");
    assertThat(refused(make(parts[0])).message()).startsWith(parts[1]);
    assertThat(house.rows("accounts")).isEmpty();
  }

  @Test
  void aRoleMayBeTheUsualOne() {
    assertThat(made("{\"email\":\"a@b.c\",\"role\":\"authenticated\"}").role())
        .isEqualTo("authenticated");
  }

  /** The first proof of an account that an administrator made leaves what stands there. */
  @Test
  void whatAnAdministratorPutThereStays() {
    made("{\"email\":\"ada@example.org\",\"password\":\"nine green kettles\",\"user\":{\"a\":1}}");
    house.run(new Step.SendCode(House.contact(ADA), false, "{\"b\":2}", Proof.NONE));
    Step.Verify verify =
        new Step.Verify("magiclink", House.contact(ADA), "", house.last(ADA).token());
    Member ada = new Member(house, (Reply.SignedIn) house.run(verify));
    assertThat(ada.session().person().userMetadata()).isEqualTo("{\"a\":1,\"b\":2}");
    assertThat(house.enter(ADA).id()).isEqualTo(ada.id());
    made("{\"email\":\"bob@example.org\",\"email_proven\":true}");
    assertThat(house.rows("accounts").getLast().happened("invited_at")).isFalse();
    made("{\"email\":\"eve@example.org\",\"email_proven\":true,\"phone\":\"254700111222\"}");
    assertThat(house.rows("accounts").getLast().happened("invited_at")).isTrue();
  }

  /** A change, and whether what the sessions of before have goes on. */
  private record Change(String wish, String noted, boolean sessions, boolean tokens) {
    @Override
    public String toString() {
      return wish;
    }
  }

  private static Stream<Change> changes() {
    return Stream.of(
        new Change("{}", "[]", true, true),
        new Change("{\"user\":{\"a\":1}}", "[\"user_metadata\"]", true, true),
        new Change("{\"app\":{\"tenant\":7}}", "[\"app_metadata\"]", true, false),
        new Change(
            "{\"app\":{\"roles\":[\"nurse\",\"doctor\"]}}", "[\"app_metadata\"]", true, false),
        new Change("{\"app\":{\"roles\":[\"doctor\"]}}", "[\"app_metadata\"]", false, false),
        new Change("{\"app\":{\"roles\":null}}", "[\"app_metadata\"]", false, false),
        new Change("{\"role\":\"doctor\"}", "[\"role\"]", false, false),
        new Change("{\"role\":\"nurse\"}", "[]", true, true),
        new Change("{\"ban\":60}", "[\"banned_until\"]", false, false),
        new Change("{\"ban\":0}", "[]", true, true),
        new Change("{\"password\":\"six purple lanterns\"}", "[\"password\"]", false, false),
        new Change("{\"email\":\"new@example.org\"}", "[\"app_metadata\",\"email\"]", true, false),
        new Change("{\"email_proven\":true}", "[]", true, true));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void whatTakesSomethingAwayEndsWhatWasGivenBefore(Change change) {
    UUID id =
        made("""
        {"email":"ada@example.org","password":"nine green kettles","email_proven":true,
         "role":"nurse","app":{"roles":["nurse"],"providers":["x"]}}\
        """)
            .id();
    Member ada = house.enter(ADA);
    house.clock.forward(1_000);
    Person person = changed(id, change.wish());
    Line note =
        house.rows("audit").stream()
            .filter(it -> it.text("event").equals("user_modified"))
            .findFirst()
            .orElseThrow();
    assertThat(new JsonObject(note.json("data")).getJsonArray("changed"))
        .isEqualTo(new JsonArray(change.noted()));
    assertThat(note.uuid("account")).isEqualTo(id);
    assertThat(house.rows("sessions")).hasSize(change.sessions() ? 1 : 0);
    assertThat(ada.open()).isEqualTo(change.tokens());
    assertThat(ada.row().whole("epoch")).isEqualTo(change.tokens() ? 0 : 1);
    if (change.sessions()) {
      Member next = ada.refreshed();
      assertThat(next.open()).isTrue();
      assertThat(next.claims().getJsonObject("app_metadata"))
          .isEqualTo(new JsonObject(person.appMetadata()));
    }
  }

  @Test
  void bansAreNotedAndLifted() {
    UUID id = house.join(ADA).id();
    house.clock.forward(1_000);
    Person person = changed(id, "{\"ban\":60}");
    assertThat(person.moments()).containsEntry(Person.Moment.BANNED_UNTIL, house.ground.in(60));
    assertThat(house.events()).endsWith("user_modified", "user_banned");
    assertThat(note().json("data").replace(" ", "")).isEqualTo("{\"seconds\":60}");
    assertThat(house.refused(new Step.PasswordGrant(House.contact(ADA), House.PASSWORD)).code())
        .isEqualTo(ErrorCode.ACCOUNT_BANNED);
    person = changed(id, "{\"ban\":0}");
    assertThat(person.moments()).doesNotContainKey(Person.Moment.BANNED_UNTIL);
    assertThat(house.events()).endsWith("user_modified", "user_unbanned");
    assertThat(note().uuid("account")).isEqualTo(id);
    assertThat(house.enter(ADA).id()).isEqualTo(id);
  }

  @Test
  void aNewPasswordMakesCodesOfBeforeWorthless() {
    UUID id = house.join(ADA).id();
    house.run(new Step.Recover(House.contact(ADA), Proof.NONE));
    changed(id, "{\"user\":{}}");
    assertThat(house.rows("codes")).hasSize(1);
    changed(id, "{\"password\":\"six purple lanterns\"}");
    assertThat(house.rows("codes")).isEmpty();
    assertThat(house.events()).endsWith("user_modified", "user_updated_password");
    assertThat(note().uuid("account")).isEqualTo(id);
    assertThat(house.run(new Step.PasswordGrant(House.contact(ADA), OTHER)))
        .isInstanceOf(Reply.SignedIn.class);
  }

  @Test
  void anAddressIsReplacedWithItsIdentityAndItsCodes() {
    Member ada = house.join(ADA);
    house.run(new Step.Recover(House.contact(ADA), Proof.NONE));
    house.put("accounts", ada.id(), "new_email", "wanted@example.org");
    Person person = changed(ada.id(), "{\"email\":\"New@example.org\",\"phone\":\"254700111222\"}");
    assertThat(person.email()).isEqualTo("new@example.org");
    assertThat(person.newEmail()).isEmpty();
    assertThat(person.identities())
        .extracting(Person.Identity::provider)
        .containsExactlyInAnyOrder("email", "phone");
    assertThat(person.identities())
        .filteredOn(it -> it.provider().equals("email"))
        .allSatisfy(it -> {
          assertThat(it.email()).isEqualTo("new@example.org");
          assertThat(it.data()).contains("\"email_verified\":true");
        });
    assertThat(person.identities())
        .filteredOn(it -> it.provider().equals("phone"))
        .allSatisfy(it -> assertThat(it.data()).contains("\"phone_verified\":false"));
    assertThat(person.moments())
        .containsKey(Person.Moment.EMAIL_CONFIRMED)
        .doesNotContainKey(Person.Moment.PHONE_CONFIRMED);
    assertThat(person.appMetadata())
        .isEqualTo("{\"provider\":\"email\",\"providers\":[\"email\",\"phone\"]}");
    assertThat(house.rows("codes")).isEmpty();
    person = changed(ada.id(), "{\"phone_proven\":true}");
    assertThat(person.moments()).containsEntry(Person.Moment.PHONE_CONFIRMED, house.ground.now());
    house.join("bob@example.org");
    assertThat(refused(change(ada.id(), "{\"email\":\"bob@example.org\"}")).code())
        .isEqualTo(ErrorCode.EMAIL_EXISTS);
  }

  @Test
  void anAnonymousAccountBecomesPermanentByAProvenAddress() {
    Member guest = house.anonymous();
    Person person = changed(guest.id(), "{\"email\":\"ada@example.org\"}");
    assertThat(person.anonymous()).isTrue();
    assertThat(new JsonObject(person.appMetadata()).getString("provider")).isEqualTo("email");
    person = changed(guest.id(), "{\"email_proven\":true}");
    assertThat(person.anonymous()).isFalse();
    Member other = house.anonymous();
    assertThat(changed(other.id(), "{\"email_proven\":true,\"phone_proven\":true}").moments())
        .as("no address, nothing proven")
        .doesNotContainKeys(Person.Moment.EMAIL_CONFIRMED, Person.Moment.PHONE_CONFIRMED);
    assertThat(
            changed(other.id(), "{\"phone\":\"254700111222\",\"phone_proven\":true}").anonymous())
        .isFalse();
  }

  @Test
  void strangersAreNotFound() {
    UUID stranger = UUID.randomUUID();
    for (Step step :
        List.of(
            change(stranger, "{}"),
            new Administration.ReadAccount(stranger),
            new Administration.RemoveAccount(stranger, false),
            new Administration.ListAccountFactors(stranger))) {
      assertThat(refused(step).code()).isEqualTo(ErrorCode.ACCOUNT_UNKNOWN);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAccountGoes(boolean soft) {
    Member ada = house.join(ADA);
    Member tab = house.enter(ADA);
    ada.run(new Step.UpdateUser("", PHONE, "", "", "", "{\"a\":1}", Proof.NONE));
    ada.run(new Step.EnrollFactor("totp", "", "", ""));
    ada.run(new Step.BeginPasskey());
    house.run(new Step.Recover(House.contact(ADA), new Proof("c".repeat(43), "s256")));
    house.join("bob@example.org");
    house.manage(new Administration.RemoveAccount(ada.id(), soft));
    assertThat(List.of(ada.open(), tab.open())).containsOnly(false);
    assertThat(ada.refused(new Step.ReadUser()).code()).isEqualTo(ErrorCode.SESSION_UNKNOWN);
    assertThat(house.refused(new Step.RefreshGrant(tab.session().refreshToken())).code())
        .isEqualTo(ErrorCode.REFRESH_UNKNOWN);
    for (String table : List.of("factors", "challenges", "codes", "flows", "outbox", "passkeys")) {
      assertThat(house.rows(table)).as(table).isEmpty();
    }
    assertThat(house.rows("identities")).as("the other's").hasSize(1);
    assertThat(house.rows("accounts")).hasSize(soft ? 2 : 1);
    assertThat(house.texts("SELECT id FROM users")).hasSize(soft ? 2 : 1);
    assertThat(note().text("event")).isEqualTo("user_deleted");
    assertThat(note().json("data").replace(" ", "")).isEqualTo("{\"soft\":" + soft + "}");
    assertThat(note().uuid("account")).isEqualTo(ada.id());
    if (soft) {
      Line row = ada.row();
      assertThat(row.text("email") + row.text("phone") + row.text("password")).isEmpty();
      assertThat(row.text("new_email") + row.text("new_phone")).isEmpty();
      assertThat(row.happened("email_confirmed_at")).isFalse();
      assertThat(row.json("user_metadata") + row.json("app_metadata")).isEqualTo("{}{}");
      assertThat(row.moment("deleted_at")).isEqualTo(house.ground.now());
      assertThat(row.whole("epoch")).isEqualTo(1);
      assertThat(refused(change(ada.id(), "{}")).code()).isEqualTo(ErrorCode.ACCOUNT_UNKNOWN);
    }
    assertThat(house.join(ADA).id()).as("the address is free").isNotEqualTo(ada.id());
  }

  @Test
  void rowsOfTheApplicationHoldAnAccount() {
    Member ada = house.join(ADA);
    house.change("INSERT INTO visits (id, person_id) VALUES (1, '" + ada.id() + "')");
    Problem problem = refused(new Administration.RemoveAccount(ada.id(), false));
    assertThat(problem.code()).isEqualTo(ErrorCode.REFERENCE);
    assertThat(problem.message()).contains("should_soft_delete");
    assertThat(ada.open()).as("wholly or not at all").isTrue();
    assertThat(house.manage(new Administration.RemoveAccount(ada.id(), true)))
        .isEqualTo(new Reply.Done());
  }

  @Test
  void accountsAreListedTheNewestFirst() {
    List<UUID> ids =
        Stream.of("a", "b", "c", "d", "e").map(it -> house.join(it + "@example.org").id()).toList();
    Member first = house.enter("a@example.org");
    first.run(new Step.EnrollFactor("totp", "mine", "", ""));
    Reply.Users one = listed(1, 2, Administration.NONE);
    assertThat(one.persons()).extracting(Person::id).containsExactly(ids.get(4), ids.get(3));
    assertThat(one.persons())
        .allSatisfy(it -> {
          assertThat(it.identities()).hasSize(1);
          assertThat(it.identities().getFirst().account()).isEqualTo(it.id());
        });
    assertThat(one.window().total()).isEqualTo(5);
    assertThat(one.window().last()).isEqualTo(ids.get(3));
    Reply.Users three = listed(3, 2, Administration.NONE);
    assertThat(three.persons()).extracting(Person::id).containsExactly(ids.get(0));
    assertThat(three.persons().getFirst().factors().getFirst().name()).isEqualTo("mine");
    assertThat(three.window().last()).isEqualTo(Administration.NONE);
    Reply.Users after = listed(1, 2, ids.get(3));
    assertThat(after.persons()).extracting(Person::id).containsExactly(ids.get(2), ids.get(1));
    assertThat(after.window().total()).isEqualTo(-1);
    assertThat(listed(9, 2, Administration.NONE).persons()).isEmpty();
    Reply.Factors factors =
        (Reply.Factors) house.manage(new Administration.ListAccountFactors(ids.get(0)));
    assertThat(factors.factors()).extracting(Person.Factor::name).containsExactly("mine");
    Reply.User read = (Reply.User) house.manage(new Administration.ReadAccount(ids.get(2)));
    assertThat(read.person().email()).isEqualTo("c@example.org");
  }

  private Reply.Users listed(long number, long size, UUID after) {
    return (Reply.Users)
        house.manage(new Administration.ListAccounts(new Administration.Page(number, size, after)));
  }

  @Test
  void whatHappenedIsReadTheLatestFirst() {
    Member ada = house.join(ADA);
    house.clock.forward(1_000);
    changed(ada.id(), "{\"user\":{\"a\":1}}");
    Reply.Entries entries =
        (Reply.Entries)
            house.manage(
                new Administration.ReadAudit(new Administration.Page(1, 10, Administration.NONE)));
    assertThat(entries.entries())
        .extracting(Reply.Entry::event)
        .containsExactly("user_modified", "login", "user_signedup");
    Reply.Entry last = entries.entries().getFirst();
    assertThat(last.account()).isEqualTo(ada.id());
    assertThat(last.actor()).isEqualTo(Administration.NONE);
    assertThat(last.address()).isEqualTo(House.ADDRESS);
    assertThat(last.agent()).isEqualTo("house/1");
    assertThat(last.at()).isEqualTo(house.ground.now());
    assertThat(last.data().replace(" ", "")).isEqualTo("{\"changed\":[\"user_metadata\"]}");
    assertThat(entries.window().total()).isEqualTo(3);
  }

  @Test
  void whoBearsATokenOfThisRoleIsNotedByName() {
    Member ada = house.join(ADA);
    house.put("accounts", ada.id(), "role", "service_role");
    UUID bob = house.join("bob@example.org").id();
    assertThat(ada.refreshed().run(change(bob, "{}"))).isInstanceOf(Reply.User.class);
    assertThat(note().uuid("actor")).isEqualTo(ada.id());
    assertThat(note().uuid("account")).isEqualTo(bob);
  }

  /** As when somebody was removed by mistake and is brought back. */
  @Test
  void whoeverIsMadeAgainUnderTheSameIdIsLetIn() {
    Member ada = house.join(ADA);
    house.manage(new Administration.RemoveAccount(ada.id(), false));
    String wish =
        "{\"email\":\"%s\",\"password\":\"%s\",\"email_proven\":true}"
            .formatted(ADA, House.PASSWORD);
    house.manage(new Administration.MakeAccount(ada.id(), wish(wish)));
    assertThat(house.enter(ADA).open()).isTrue();
    assertThat(ada.open()).isFalse();
  }
}
