package msingi.server;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import msingi.auth.Authenticator;
import msingi.auth.Doorkeeper;
import msingi.auth.Issuers;
import msingi.auth.Keys;
import msingi.auth.Limits;
import msingi.auth.Passwords;
import msingi.auth.Repeats;
import msingi.auth.Revocations;
import msingi.auth.SealKey;
import msingi.auth.SigningKeys;
import msingi.auth.TokenRules;
import msingi.auth.Tokens;
import msingi.auth.accounts.Actors;
import msingi.auth.accounts.Ground;
import msingi.auth.factors.Party;
import msingi.auth.flows.AccountService;
import msingi.auth.flows.LimitedAccounts;
import msingi.base.Ids;
import msingi.base.Randomness;
import msingi.base.Time;
import msingi.definition.AccountSettings;
import msingi.definition.App;
import msingi.dispatch.Carrier;
import msingi.dispatch.Dispatcher;
import msingi.dispatch.Templates;
import msingi.door.auth.AuthDoor;
import msingi.door.documents.ContractDocument;
import msingi.door.documents.Documents;
import msingi.door.documents.PageDoor;
import msingi.door.graphql.GraphDoor;
import msingi.door.graphql.GraphiqlDoor;
import msingi.door.graphql.SchemaDocument;
import msingi.door.grpc.Contracts;
import msingi.door.grpc.GrpcDoor;
import msingi.door.grpc.Lock;
import msingi.door.grpc.ProtoDocument;
import msingi.door.operation.HealthDoor;
import msingi.door.operation.MetricsDoor;
import msingi.door.rest.RestDoor;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.http.Door;
import msingi.http.HttpSettings;
import msingi.integration.Outbound;
import msingi.migrate.Migrator;
import msingi.observe.Log;
import msingi.observe.Metrics;
import msingi.observe.Observation;
import msingi.observe.Observer;
import msingi.pipeline.Pipeline;
import msingi.request.Accounts;
import msingi.request.Engine;
import msingi.request.Operation;
import msingi.store.Catalog;
import msingi.store.Schema;
import msingi.store.Store;
import msingi.store.sql.SqlCompiler;
import msingi.store.sql.postgres.CatalogPostgres;
import msingi.store.sql.postgres.PostgresOptions;
import msingi.store.sql.postgres.PostgresStore;
import msingi.store.sql.postgres.SchemaPostgres;
import msingi.store.sql.sqlite.CatalogSqlite;
import msingi.store.sql.sqlite.SchemaSqlite;
import msingi.store.sql.sqlite.SqliteOptions;
import msingi.store.sql.sqlite.SqliteStore;

/**
 * Everything put together by hand: what is made once for the process, and how what comes with a
 * store or a definition is made from it.
 */
public final class Wiring implements AutoCloseable {
  static final String SQLITE = "sqlite:";

  /** The longest that an access token of ours may hold: what definitions may say at most. */
  private static final Duration LONGEST_TOKEN = Duration.ofDays(1);

  private static final Duration MIGRATOR_WAIT = Duration.ofSeconds(30);

  private final Configuration configuration;
  private final Vertx vertx;
  private final Time time;
  private final Randomness randomness = Randomness.secure();
  private final Ids ids;
  private final Log log;
  private final Metrics metrics = new Metrics();
  private final Observer observer;
  private final Outbound outbound;
  private final Passwords passwords;
  private final Limits limits;
  private final Repeats repeats;
  private final Map<Store, String> addresses = new ConcurrentHashMap<>();

  /**
   * @param out where the log goes
   */
  public Wiring(Configuration configuration, OutputStream out) {
    this(configuration, out, Time.SYSTEM);
  }

  /** The same by another clock. */
  public Wiring(Configuration configuration, OutputStream out, Time time) {
    this.configuration = configuration;
    this.time = time;
    this.ids = new Ids(time, randomness);
    this.log = new Log(out, configuration.log(), time);
    log.captureLibraries();
    this.observer = Observer.all(metrics, log);
    this.vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(configuration.listen().loops())
                .setPreferNativeTransport(true));
    this.outbound = new Outbound(vertx, configuration.outbound());
    this.passwords = new Passwords(configuration.passwords(), randomness, time, observer);
    this.limits = new Limits(configuration.rateLimits(), time, observer);
    this.repeats = new Repeats(time);
    configuration.warnings().forEach(it -> observer.observe(new Observation.Warned(it)));
  }

  public Configuration configuration() {
    return configuration;
  }

  public Vertx vertx() {
    return vertx;
  }

  public Time time() {
    return time;
  }

  public Observer observer() {
    return observer;
  }

  /** Finds out what a hash of a password may cost here, where nothing else was said. */
  void measure() {
    if (configuration.passwords().measured()) {
      passwords.measure();
    }
  }

  Randomness randomness() {
    return randomness;
  }

  Metrics metrics() {
    return metrics;
  }

  /**
   * Opens the store behind an address.
   *
   * @throws msingi.error.Failure MSI009 when no store of ours speaks it
   */
  public Store store(String address) {
    Store opened = opened(address);
    addresses.put(opened, address);
    return opened;
  }

  /**
   * Opens the store behind an address for a few short reads and writes. An SQLite file may be
   * served by another process meanwhile.
   *
   * @throws msingi.error.Failure as {@link #store}
   */
  public Store beside(String address) {
    return address.startsWith(SQLITE)
        ? SqliteStore.beside(SqliteOptions.of(Path.of(address.substring(SQLITE.length()))))
        : store(address);
  }

  private Store opened(String address) {
    if (PostgresOptions.speaks(address)) {
      return PostgresStore.open(
          vertx, PostgresOptions.parse(address), SqlCompiler.postgres(), time, observer);
    }
    if (address.startsWith(SQLITE)) {
      return SqliteStore.open(SqliteOptions.of(Path.of(address.substring(SQLITE.length()))));
    }
    throw Problem.of(
            ErrorCode.CONFIGURATION, "The store's address must begin with sqlite: or postgresql://")
        .failure();
  }

  /** Brings a store that {@link #store} opened to a definition; for virtual threads. */
  public Migrator migrator(Store store, String application) {
    return new Migrator(schema(store), application, MIGRATOR_WAIT, time);
  }

  /**
   * What the database at an address tells of itself. Changes nothing; for virtual threads.
   *
   * @param schemas those of PostgreSQL to look at; every one that is not the system's when empty
   * @throws msingi.error.Failure CONFIGURATION, STORE_UNAVAILABLE, STORE_FAILED
   */
  public Catalog catalog(String address, Set<String> schemas) {
    if (address.startsWith(SQLITE)) {
      return CatalogSqlite.read(Path.of(address.substring(SQLITE.length())));
    }
    Store store = store(address);
    try {
      if (store instanceof PostgresStore postgres) {
        return CatalogPostgres.read(postgres, schemas);
      }
      throw Problem.of(ErrorCode.UNSUPPORTED, "This store cannot be adopted").failure();
    } finally {
      store.close().await();
    }
  }

  private static Schema schema(Store store) {
    if (store instanceof SqliteStore sqlite) {
      return SchemaSqlite.of(sqlite);
    }
    if (store instanceof PostgresStore postgres) {
      return SchemaPostgres.of(postgres);
    }
    throw Problem.of(ErrorCode.UNSUPPORTED, "This store has no migrations").failure();
  }

  /** Makes, lists and revokes keys in a store. */
  public Keys keys(Store store) {
    return new Keys(store, time, randomness, observer);
  }

  /** What belongs to accounts, whatever the definition. Opens the files of keys. */
  AccountKeys accountKeys(Store store) {
    Path file = configuration.keys(addresses.getOrDefault(store, ""));
    if (SealKey.forgotten(file)) {
      observer.observe(
          new Observation.Warned(
              SealKey.file(file)
                  + " is made anew beside keys that were there: where this database was served"
                  + " before, copy that file from there, or sessions and second factors end"));
    }
    return new AccountKeys(
        SigningKeys.open(file, configuration.signing().algorithm(), LONGEST_TOKEN, time),
        SealKey.open(file, randomness),
        new Revocations(store, ids, time, observer));
  }

  /** Tokens as the configuration and the definition say, and our own. */
  Tokens tokens(App app, AccountKeys keys) {
    TokenRules rules = configuration.tokens(app.settings().auth());
    List<TokenRules.Source> sources = new ArrayList<>(rules.sources());
    sources.add(own(keys));
    return new Tokens(
            new TokenRules(sources, rules.audience(), rules.issuer(), rules.rolePath()),
            Set.copyOf(app.roles()),
            vertx,
            outbound,
            time,
            observer)
        .heeding(keys.revocations());
  }

  /**
   * A database that is thrown away: who signs in there, and who recognises them and the store's own
   * keys.
   */
  public record Rehearsal(Actors actors, Authenticator authenticator) {}

  /** What access cases need to ask by real tokens. Makes keys beside the store. */
  public Rehearsal rehearsal(App app, Store store) {
    AccountKeys keys = accountKeys(store);
    TokenRules rules = new TokenRules(List.of(own(keys)), "", "", TokenRules.NONE.rolePath());
    Tokens tokens =
        new Tokens(rules, Set.copyOf(app.roles()), vertx, outbound, time, observer)
            .heeding(keys.revocations());
    return new Rehearsal(
        new Actors(ground(app, store, keys)), authenticator(app, keys(store), tokens));
  }

  private TokenRules.Source own(AccountKeys keys) {
    return new TokenRules.Source.Own(keys.signing(), issuer(), Ground.AUDIENCE);
  }

  private Ground ground(App app, Store store, AccountKeys keys) {
    String site = app.settings().auth().accounts().site();
    return new Ground(
        app,
        store,
        keys.signing(),
        passwords,
        keys.revocations(),
        limits,
        repeats,
        issuers(app),
        issuer(),
        site.isEmpty() ? publicUrl() : site,
        keys.seal(),
        ids,
        randomness,
        time);
  }

  /** The steps of accounts for one definition. */
  Accounts accounts(App app, Store store, Authenticator authenticator, AccountKeys keys) {
    Ground ground = ground(app, store, keys);
    AccountSettings settings = ground.settings();
    Party party = Party.of(ground);
    if ((settings.passkeys().on() || settings.factors().webauthn()) && !party.usable()) {
      observer.observe(
          new Observation.Warned(
              "no page can use passkeys: they are made for "
                  + party.id()
                  + " (auth.passkeys.rp_id), and people are at "
                  + ground.site()
                  + "; set MSINGI_PUBLIC_URL or auth.site to where they are"));
    }
    return new LimitedAccounts(
        new AccountService(ground, authenticator, keys.signing()::published), limits);
  }

  /** Whose ID tokens sign people in. */
  private Issuers issuers(App app) {
    return new Issuers(
        app.settings().auth().accounts().issuers(),
        it -> Configuration.sources("", it.jwks(), configuration.outbound()),
        vertx,
        outbound,
        time,
        observer);
  }

  /** Where nothing is said, people are taken to sit at this machine. */
  private String publicUrl() {
    String said = configuration.routes().address();
    HttpSettings listen = configuration.listen();
    return said.isEmpty() ? listen.address(listen.port()) : said;
  }

  private String issuer() {
    return publicUrl() + "/auth/v1";
  }

  Authenticator authenticator(App app, Keys keys, Tokens tokens) {
    return new Doorkeeper(
        keys, tokens.withRoles(Set.copyOf(app.roles())), app.settings().keysRequired());
  }

  /** The engine of one definition. */
  Pipeline engine(App app, Store store, Authenticator authenticator) {
    return new Pipeline(app, store, authenticator, time, ids);
  }

  /** Sends what the outbox holds. */
  Dispatcher dispatcher(
      Store store, Supplier<Templates> templates, Supplier<App> app, Supplier<String> address) {
    Carrier carrier =
        new Carrier(
            configuration.routes(),
            templates,
            app,
            address,
            configuration.outbound(),
            outbound,
            time);
    return new Dispatcher(store, carrier, time, randomness, observer);
  }

  /** The numbers of gRPC's fields, from the file beside the definition. */
  private Lock lock() {
    Path definition = configuration.definition();
    Path folder = Files.isDirectory(definition) ? definition : definition.resolveSibling("");
    Path file = folder.resolve(Lock.FILE);
    try {
      return Files.exists(file) ? Lock.parse(Files.readString(file)) : Lock.NONE;
    } catch (IOException unreadable) {
      throw Problem.of(ErrorCode.CONFIGURATION, "The file " + file + " cannot be read").failure();
    }
  }

  /**
   * Every face.
   *
   * @param seal the secret of this installation
   */
  List<Door> doors(Engine engine, Accounts accounts, Operation operation, byte[] seal) {
    Documents documents = new Documents();
    List<Door> doors = new ArrayList<>(ContractDocument.doors(engine, documents, observer));
    if (configuration.docs()) {
      doors.add(new PageDoor());
      if (configuration.graph().served()) {
        doors.add(new GraphiqlDoor());
      }
    }
    doors.add(new RestDoor(engine, observer, configuration.rest(), documents));
    if (configuration.graph().served()) {
      doors.add(new GraphDoor(engine, observer, configuration.graph(), seal));
      doors.add(SchemaDocument.door(engine, observer, configuration.graph()));
    }
    Contracts contracts = new Contracts(this::lock, observer);
    doors.add(ProtoDocument.door(engine, contracts, observer));
    doors.add(new GrpcDoor(engine, operation, contracts, seal, observer, List.of(), GrpcDoor.MOST));
    doors.add(new AuthDoor(accounts, observer));
    doors.add(new HealthDoor(operation));
    doors.add(new MetricsDoor(operation));
    return doors;
  }

  /** Ends what was made once: event loops first, the log last. */
  @Override
  public void close() {
    vertx.close().await();
    passwords.close();
    log.close();
  }
}
