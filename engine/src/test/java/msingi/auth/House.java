package msingi.auth;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import msingi.auth.accounts.Ground;
import msingi.auth.flows.AccountService;
import msingi.base.Deadline;
import msingi.base.Ids;
import msingi.base.Randomness;
import msingi.base.Time;
import msingi.definition.App;
import msingi.definition.DefinitionReader;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.integration.Guard;
import msingi.integration.Outbound;
import msingi.migrate.Migrator;
import msingi.migrate.Permission;
import msingi.migrate.Progress;
import msingi.migrate.Target;
import msingi.observe.Observer;
import msingi.request.Contact;
import msingi.request.Credentials;
import msingi.request.Proof;
import msingi.request.Reply;
import msingi.request.Step;
import msingi.request.Visit;
import msingi.store.sql.sqlite.SchemaSqlite;
import msingi.store.sql.sqlite.SqliteOptions;
import msingi.store.sql.sqlite.SqliteStore;

/**
 * The whole of accounts in this process, on a real database of its own: no network, passwords at
 * the least cost there is, and a clock that moves only when told.
 */
public final class House implements AutoCloseable {
  public static final String ADDRESS = "192.0.2.7";
  public static final String SITE = "https://app.example.org";
  public static final String ISSUER = "https://api.example.org/auth/v1";
  public static final String PASSWORD = "nine green kettles";

  private static final String DEFINITION =
      """
      msingi: 1
      name: house
      roles: [nurse, doctor]
      auth: { %s }
      collections:
        users:
          fields:
            name: text?
            greeting: text = 'hello'
            joined: timestamp auto(create)
            changed: timestamp auto(update)
            owner: { is: "uuid?", default: { expr: auth.uid } }
          access: { read: id == auth.uid }
        visits:
          key: [id]
          fields: { id: long, person: users }
          access: { read: true }
      """;

  private static final Map<String, App> APPS = new ConcurrentHashMap<>();
  private static final Vertx VERTX = Vertx.vertx();
  private static final Outbound OUTBOUND = new Outbound(VERTX, Guard.strict());
  private static final Path FOLDER = folder();
  private static final Path TEMPLATE = template();
  private static final Passwords PASSWORDS =
      new Passwords(
          new PasswordSettings(new PasswordCost(1, 1), false, 1),
          Randomness.secure(),
          Time.SYSTEM,
          Observer.NONE);

  public final Clock clock = new Clock(Instant.parse("2026-03-01T12:00:00Z"));
  public final SqliteStore store;
  public final Ground ground;
  private final Tokens tokens;
  private final Authenticator authenticator;
  private final SigningKeys signing;
  private AccountService accounts;
  private final Path home;
  private final Keys keys;
  private String secret = "";

  /**
   * @param auth members of {@code auth:} besides the site, as YAML writes them in a line
   */
  public House(String auth) {
    App app = APPS.computeIfAbsent(auth, House::app);
    Random random = new Random(2026);
    Randomness randomness = random::nextBytes;
    Ids ids = new Ids(clock, randomness);
    try {
      home = Files.createTempDirectory(FOLDER, "house");
      Files.copy(TEMPLATE, home.resolve("data.db"));
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
    store = SqliteStore.open(options(home.resolve("data.db"), clock));
    signing =
        SigningKeys.open(
            home.resolve("house.keys"), SigningAlgorithm.ES256, Duration.ofDays(1), clock);
    Revocations revocations = new Revocations(store, ids, clock, Observer.NONE);
    ground =
        new Ground(
            app,
            store,
            signing,
            PASSWORDS,
            revocations,
            new Limits(true, clock, Observer.NONE),
            new Repeats(clock),
            issuers(app),
            ISSUER,
            SITE,
            "the seal of this house, 32 bytes".getBytes(StandardCharsets.UTF_8),
            ids,
            randomness,
            clock);
    TokenRules rules =
        new TokenRules(
            List.of(new TokenRules.Source.Own(signing, ISSUER, Ground.AUDIENCE)),
            "",
            "",
            List.of("role"));
    tokens =
        new Tokens(rules, Set.copyOf(app.roles()), VERTX, OUTBOUND, clock, Observer.NONE)
            .heeding(revocations);
    keys = new Keys(store, clock, randomness, Observer.NONE);
    authenticator = new Doorkeeper(keys, tokens, false);
    accounts = new AccountService(ground, authenticator, signing::published);
  }

  /** From now on something happens once, while a password is compared. */
  public void meanwhile(Runnable act) {
    Ground other =
        new Ground(
            ground.app(),
            store,
            signing,
            new Meanwhile(PASSWORDS, act),
            ground.revocations(),
            ground.limits(),
            ground.repeats(),
            ground.issuers(),
            ISSUER,
            SITE,
            ground.seal(),
            ground.ids(),
            ground.randomness(),
            clock);
    accounts = new AccountService(other, authenticator, signing::published);
  }

  /** The steps of accounts. */
  public AccountService accounts() {
    return accounts;
  }

  /** Who recognises tokens. */
  Tokens tokens() {
    return tokens;
  }

  /** The public keys of tokens. */
  public String published() {
    return signing.published();
  }

  private Issuers issuers(App app) {
    return new Issuers(
        app.settings().auth().accounts().issuers(),
        it -> List.of(new TokenRules.Source.Inline(it.jwks())),
        VERTX,
        OUTBOUND,
        clock,
        Observer.NONE);
  }

  private static App app(String auth) {
    String settings = "site: '" + SITE + "'" + (auth.isEmpty() ? "" : ", " + auth);
    return switch (DefinitionReader.read(
        Map.of("msingi.yaml", DEFINITION.formatted(settings)), Map.of())) {
      case DefinitionReader.Result.Read(App app) -> app;
      case DefinitionReader.Result.Refused(var mistakes) ->
          throw new AssertionError(mistakes.toString());
    };
  }

  /** In memory, where this machine has a folder there: each commit waits for its file. */
  private static Path folder() {
    try {
      Path memory = Path.of("/dev/shm");
      Path folder =
          Files.isWritable(memory)
              ? Files.createTempDirectory(memory, "msingi-house")
              : Files.createTempDirectory("msingi-house");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
      return folder;
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  private static Path template() {
    Path file = FOLDER.resolve("template.db");
    SqliteStore made = SqliteStore.open(options(file, Time.SYSTEM));
    for (App app : List.of(SystemApp.APP, app(""))) {
      new Migrator(SchemaSqlite.of(made), app.name(), Duration.ofSeconds(5), Time.SYSTEM)
          .apply(new Target(app, ""), Permission.SAFE, Progress.NONE);
    }
    made.close().await();
    return file;
  }

  private static SqliteOptions options(Path file, Time time) {
    return new SqliteOptions(file, 1, 1, 1_024, 256, 1_000, 30_000, time);
  }

  private static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(it -> it.toFile().delete());
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  /** A visit that shows this bearer token, or none where it is empty. */
  public Visit visit(String bearer) {
    return new Visit(
        new Credentials("", bearer, false),
        ADDRESS,
        "house/1",
        "",
        "",
        Deadline.after(30_000, clock),
        false);
  }

  /** A visit of who runs the application. */
  public Visit service() {
    if (secret.isEmpty()) {
      secret = keys.create(Keys.Kind.SECRET, "house").await().text();
    }
    return visit(secret);
  }

  /** The same visit from elsewhere. */
  public static Visit from(Visit visit, String address) {
    return new Visit(
        visit.credentials(),
        address,
        visit.agent(),
        visit.redirect(),
        visit.language(),
        visit.deadline(),
        visit.familiar());
  }

  /** The same visit, to be led there in the end, by somebody who reads this language. */
  public static Visit towards(Visit visit, String redirect, String language) {
    return new Visit(
        visit.credentials(),
        visit.address(),
        visit.agent(),
        redirect,
        language,
        visit.deadline(),
        visit.familiar());
  }

  /** What a stranger is answered. */
  public Reply run(Step step) {
    return run(step, visit(""));
  }

  public Reply run(Step step, Visit visit) {
    return accounts.run(step, visit).await();
  }

  /** What who runs the application is answered. */
  public Reply manage(Step step) {
    return run(step, service());
  }

  /** Why a stranger is refused. */
  public Problem refused(Step step) {
    return refused(step, visit(""));
  }

  public Problem refused(Step step, Visit visit) {
    try {
      throw new AssertionError("not refused: " + run(step, visit));
    } catch (Failure failure) {
      return failure.problem();
    }
  }

  /** Somebody who has signed up by this address, and proven it where that is wanted. */
  public Member join(String text) {
    Contact contact = contact(text);
    Reply reply = run(new Step.SignUp(contact, PASSWORD, "", Proof.NONE));
    if (reply instanceof Reply.SignedIn session) {
      return new Member(this, session);
    }
    String type = contact.kind() == Contact.Kind.EMAIL ? "signup" : "sms";
    return new Member(
        this,
        (Reply.SignedIn) run(new Step.Verify(type, contact, last(contact.text()).code(), "")));
  }

  /** Somebody of whom nothing is known. */
  public Member anonymous() {
    return new Member(this, (Reply.SignedIn) run(new Step.SignUpAnonymously("")));
  }

  /** Another session of somebody who has the usual password. */
  public Member enter(String text) {
    return new Member(this, (Reply.SignedIn) run(new Step.PasswordGrant(contact(text), PASSWORD)));
  }

  /** An address or a number. */
  public static Contact contact(String text) {
    return new Contact(text.indexOf('@') >= 0 ? Contact.Kind.EMAIL : Contact.Kind.PHONE, text);
  }

  /** A message on its way. */
  public record Letter(Line row, String template, String address, JsonObject data) {
    public String code() {
      return data.getString("code");
    }

    public String token() {
      return data.getString("token");
    }
  }

  /** All messages on their way, the oldest first. */
  public List<Letter> letters() {
    return rows("outbox").stream()
        .map(it ->
            new Letter(
                it, it.text("template"), it.text("address"), new JsonObject(it.json("data"))))
        .toList();
  }

  /** The last message to an address. */
  public Letter last(String address) {
    return letters().stream()
        .filter(it -> it.address().equals(address))
        .reduce((_, later) -> later)
        .orElseThrow(() -> new AssertionError("nothing was sent to " + address));
  }

  /** What the audit says happened, the oldest first. */
  public List<String> events() {
    return rows("audit").stream().map(it -> it.text("event")).toList();
  }

  /** The rows of a system table, the oldest first. */
  public List<Line> rows(String table) {
    return work().all(Table.of(table).list("id")).await();
  }

  /** A row of a system table. */
  public Line row(String table, UUID id) {
    return work().one(Table.of(table).find(Condition.equal("id")), id).await().orElseThrow();
  }

  /** Puts a value into a row of a system table. */
  public void put(String table, UUID id, String column, Object value) {
    Table.Change change =
        Table.of(table).update(List.of(Assignment.set(column)), Condition.equal("id"));
    work().change(change, value, id).await();
  }

  /** The database by itself. */
  public Work work() {
    return ground.alone(Deadline.after(30_000, clock));
  }

  /** Asks the application's tables by SQL: the first column of each row. */
  public List<String> texts(String sql) {
    return store
        .exclusively(connection -> {
          try (var statement = connection.createStatement();
              var found = statement.executeQuery(sql)) {
            List<String> texts = new java.util.ArrayList<>();
            while (found.next()) {
              texts.add(String.valueOf(found.getObject(1)));
            }
            return texts;
          }
        })
        .await();
  }

  /** Changes the application's tables by SQL. */
  public void change(String sql) {
    store
        .exclusively(connection -> {
          try (var statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
          }
        })
        .await();
  }

  @Override
  public void close() {
    store.close().await();
    remove(home);
  }
}
