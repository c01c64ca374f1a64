package msingi.server;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import msingi.auth.Authenticator;
import msingi.auth.Keys;
import msingi.auth.SealMark;
import msingi.auth.Tokens;
import msingi.definition.App;
import msingi.definition.Settings;
import msingi.dispatch.Dispatcher;
import msingi.dispatch.Templates;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.http.Door;
import msingi.http.HttpSettings;
import msingi.http.Listener;
import msingi.migrate.Migration;
import msingi.migrate.MigrationPlan;
import msingi.migrate.Migrator;
import msingi.migrate.Permission;
import msingi.migrate.Progress;
import msingi.migrate.Target;
import msingi.observe.Observation;
import msingi.pipeline.Pipeline;
import msingi.request.Accounts;
import msingi.request.Engine;
import msingi.store.Store;

/**
 * A server that listens. Made by {@link #start}; a new definition takes effect by {@link #swap};
 * ended by {@link #stop}. These three block and are not for event loops.
 */
public final class Server {
  private static final int MANY_COLLECTIONS = 500;

  /** How long mail that is being sent may take at the end. */
  private static final long SENDING_MILLIS = 3_000;

  private final Wiring wiring;
  private final Store store;
  private final Keys keys;
  private final AccountKeys accountKeys;
  private final Readiness readiness;
  private final Generations generations;
  private final Migrator migrator;
  private final List<Door> doors;
  private final Listener listener;
  private final Sweeper sweeper;
  private final Dispatcher dispatcher;
  private final Thread onTermination = Thread.ofPlatform().unstarted(this::stop);
  private final AtomicBoolean stopped = new AtomicBoolean();
  private volatile Runnable watching = () -> {};
  private volatile InForce inForce;
  private volatile Templates templates;
  private volatile Optional<Waiting> waiting = Optional.empty();
  private volatile Future<Void> drained = Future.succeededFuture();
  private int port;

  /** What comes with a definition. */
  private record InForce(
      App app, Tokens tokens, Authenticator authenticator, Pipeline engine, Accounts accounts) {}

  private Server(Wiring wiring, App app, Store store) {
    this.wiring = wiring;
    this.store = store;
    this.keys = wiring.keys(store);
    this.readiness = new Readiness(store, wiring.time());
    this.templates = Templates.read(wiring.configuration().definition());
    this.dispatcher = wiring.dispatcher(store, () -> templates, () -> inForce.app(), this::address);
    this.accountKeys = wiring.accountKeys(store);
    this.sweeper =
        new Sweeper(
            wiring.vertx(),
            store,
            accountKeys.revocations(),
            wiring.configuration().auditDays(),
            wiring.time(),
            wiring.observer());
    this.inForce = inForce(app, wiring.tokens(app, accountKeys));
    this.migrator = wiring.migrator(store, app.name());
    this.generations = new Generations(inForce.engine(), wiring.vertx(), wiring.time());
    Operations operations =
        new Operations(
            readiness,
            wiring.metrics(),
            wiring.configuration().metrics(),
            credentials -> inForce.authenticator().authenticate(credentials));
    this.doors =
        wiring.doors(
            generations,
            (step, visit) -> inForce.accounts().run(step, visit),
            operations,
            accountKeys.seal());
    this.listener =
        new Listener(
            wiring.vertx(),
            wiring.configuration().listen(),
            this::limits,
            doors,
            wiring.observer(),
            wiring.time(),
            wiring.randomness());
    wiring.metrics().gauge("msingi.requests.working", "Requests in work", listener::working);
  }

  /**
   * Begins to serve an application from a store whose schema is that of the definition. SIGTERM
   * then stops the server.
   *
   * @param startedNanos when the start began, on the monotonic clock
   */
  public static Server start(Wiring wiring, App app, Store store, long startedNanos) {
    return new Server(wiring, app, store).listen(startedNanos);
  }

  /**
   * The same, with a database that is made ready first. Where it cannot be reached the server
   * listens without being ready, answers 503, and goes on by itself when the database appears.
   *
   * @throws msingi.error.Failure what {@link Startup#prepare} fails with but for its absence
   */
  public static Server start(Startup startup, long startedNanos) {
    Wiring wiring = startup.wiring();
    try {
      startup.prepare();
    } catch (Failure failure) {
      if (failure.problem().code() != ErrorCode.STORE_UNAVAILABLE) {
        throw failure;
      }
      Server server = new Server(wiring, startup.target().app(), startup.store());
      server.await(startup, failure.problem());
      return server.listen(startedNanos);
    }
    return start(wiring, startup.target().app(), startup.store(), startedNanos);
  }

  /** Puts the engine aside until the database can be served. */
  private void await(Startup startup, Problem absent) {
    readiness.waiting(true);
    Engine ready = inForce.engine();
    Waiting engine =
        new Waiting(
            startup,
            absent,
            () -> {
              generations.swap(ready, Duration.ZERO);
              readiness.waiting(false);
              knowSeal();
            });
    generations.swap(engine, Duration.ZERO);
    engine.begin();
    waiting = Optional.of(engine);
  }

  /** A database that was moved without its files of keys is told of, not left to be found out. */
  private void knowSeal() {
    try {
      if (SealMark.strange(store, accountKeys.seal(), wiring.time()).await()) {
        wiring
            .observer()
            .observe(
                new Observation.Warned(
                    "this database was served with another file of keys (….seal.keys) before:"
                        + " without that one sessions end, and second factors by program"
                        + " cannot be checked; put it back, and start again"));
      }
    } catch (Failure failure) {
      if (failure.problem().code() != ErrorCode.STORE_UNAVAILABLE) {
        wiring
            .observer()
            .observe(new Observation.Failed("", "looking at the mark of the seal", failure));
      }
    }
  }

  private Server listen(long startedNanos) {
    if (inForce.app().collections().size() >= MANY_COLLECTIONS) {
      // Reading so many leaves hundreds of megabytes behind; now nobody waits for the collector.
      System.gc();
    }
    if (waiting.isEmpty()) {
      knowSeal();
    }
    port = listener.start().await();
    wiring.measure();
    sweeper.begin();
    dispatcher.begin();
    watching = accountKeys.watch(wiring.vertx(), wiring.observer());
    Runtime.getRuntime().addShutdownHook(onTermination);
    App app = inForce.app();
    wiring.observer().observe(new Observation.Swapped(app.name(), app.fingerprint(), 0));
    wiring
        .observer()
        .observe(new Observation.Started(address(), wiring.time().nanos() - startedNanos));
    wiring
        .configuration()
        .advice(address())
        .ifPresent(it -> wiring.observer().observe(new Observation.Warned(it)));
    return this;
  }

  /** The port that is listened on. */
  public int port() {
    return port;
  }

  /** The server's address for people, such as {@code http://127.0.0.1:8080}. */
  public String address() {
    return wiring.configuration().listen().address(port);
  }

  /** Every method and path that its doors answer. */
  public List<String> routes() {
    return doors.stream()
        .flatMap(
            door -> door.routes().stream().map(it -> it.replaceFirst(" ", " " + door.prefix())))
        .toList();
  }

  /** The keys of the served store. */
  public Keys keys() {
    return keys;
  }

  /**
   * New requests see the new definition from now on; those under way end with the old one.
   *
   * @return completes when the old definition is out of use, so that what only it needs may go
   */
  public Future<Void> swap(App app) {
    long started = wiring.time().nanos();
    App old = inForce.app();
    Tokens tokens =
        app.settings().auth().equals(old.settings().auth())
            ? inForce.tokens()
            : wiring.tokens(app, accountKeys);
    InForce next = inForce(app, tokens);
    next.engine().expect(inForce.engine());
    Future<Void> drained = generations.swap(next.engine(), wiring.configuration().drain());
    inForce = next;
    wiring
        .observer()
        .observe(
            new Observation.Swapped(
                app.name(), app.fingerprint(), wiring.time().nanos() - started));
    return drained;
  }

  /**
   * Takes a new definition while requests are served, with the migration that it needs; no request
   * waits or fails for it. What fails leaves the old definition in force.
   *
   * @return what was done in the database
   * @throws msingi.error.Failure what {@link Migrator#begin} and the steps fail with
   */
  public MigrationPlan reload(Target target, Permission permission, Progress progress) {
    Templates words = Templates.read(wiring.configuration().definition());
    boolean same = target.app().name().equals(inForce.app().name());
    Migrator own = same ? migrator : wiring.migrator(store, target.app().name());
    try (Migration migration = own.begin(target, permission, progress)) {
      migration.expand();
      Startup.functions(wiring, store, target.app());
      generations.moving();
      try {
        migration.swap(() -> drained = both(drained, swap(target.app())));
      } finally {
        generations.moved();
      }
      if (migration.contracts()) {
        // Nothing but this needs the end of the old definitions: an edit's author does not wait.
        drained.await();
      }
      migration.contract();
      templates = words;
      return migration.plan();
    }
  }

  /** Without a chain of what is over. */
  private static Future<Void> both(Future<Void> before, Future<Void> next) {
    return before.isComplete() ? next : Future.join(before, next).mapEmpty();
  }

  /** Finishes what runs, for as long as the configuration allows, and closes the store. */
  public void stop() {
    if (!stopped.compareAndSet(false, true)) {
      return;
    }
    long started = wiring.time().nanos();
    readiness.stop();
    sweeper.end();
    dispatcher.end(SENDING_MILLIS);
    watching.run();
    waiting.ifPresent(Waiting::end);
    try {
      listener.stop(wiring.configuration().drain().toSeconds()).await();
      store.close().await();
    } catch (RuntimeException cause) {
      wiring.observer().observe(new Observation.Failed("", "stopping", cause));
    }
    wiring.observer().observe(new Observation.Stopped(wiring.time().nanos() - started));
    wiring.close();
    if (!Thread.currentThread().equals(onTermination)) {
      try {
        Runtime.getRuntime().removeShutdownHook(onTermination);
      } catch (IllegalStateException _) {
        // The process ends already; the hook finds that the work is done.
      }
    }
  }

  private InForce inForce(App app, Tokens tokens) {
    Authenticator authenticator = wiring.authenticator(app, keys, tokens);
    return new InForce(
        app,
        tokens,
        authenticator,
        wiring.engine(app, store, authenticator),
        wiring.accounts(app, store, authenticator, accountKeys));
  }

  private HttpSettings.Limits limits() {
    Settings settings = inForce.app().settings();
    return new HttpSettings.Limits(settings.deadlineMillis(), settings.bodyBytes());
  }
}
