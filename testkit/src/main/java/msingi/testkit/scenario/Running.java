package msingi.testkit.scenario;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import msingi.auth.Keys;
import msingi.auth.Secret;
import msingi.auth.SystemApp;
import msingi.auth.TokenMaker;
import msingi.base.Time;
import msingi.definition.App;
import msingi.migrate.Permission;
import msingi.migrate.Progress;
import msingi.migrate.Target;
import msingi.server.Configuration;
import msingi.server.Server;
import msingi.server.Wiring;
import msingi.store.Store;
import msingi.testkit.Place;

/** A server on a free port over a fresh, migrated database of its own. */
public final class Running implements AutoCloseable {
  /** What tokens of the tests are signed with. */
  public static final String SECRET = "a-secret-of-the-tests-of-at-least-32-bytes";

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final String address;
  private final Server server;
  private final String secretKey;
  private final String publishableKey;

  private Running(String address, App app, Map<String, String> flags, Time time) {
    this.address = address;
    Map<String, String> all = new HashMap<>(flags);
    all.put("port", "0");
    all.put("drain-seconds", "1");
    all.put("event-loops", "1");
    all.put("log-access", "false");
    all.put("secret", SECRET);
    Wiring wiring = new Wiring(Configuration.of(all, Map.of()), log, time);
    Store store = wiring.store(address);
    migrate(wiring, store, SystemApp.APP);
    migrate(wiring, store, app);
    this.server = Server.start(wiring, app, store, System.nanoTime());
    this.secretKey = server.keys().create(Keys.Kind.SECRET, "tests").await().text();
    this.publishableKey = server.keys().create(Keys.Kind.PUBLISHABLE, "tests").await().text();
  }

  /**
   * Starts a server.
   *
   * @param store one of {@link Place#STORES}
   * @param definition the text of {@code msingi.yaml}
   */
  public static Running start(String store, String definition) {
    return start(store, definition, Map.of());
  }

  /** The same with flags of the configuration. */
  public static Running start(String store, String definition, Map<String, String> flags) {
    try {
      return at(Place.address(store), definition, flags);
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  /** Starts a server over the database at an address, which is migrated. */
  public static Running at(String address, String definition, Map<String, String> flags) {
    return at(address, definition, flags, Time.SYSTEM);
  }

  /** The same by another clock than the machine's. */
  public static Running at(
      String address, String definition, Map<String, String> flags, Time time) {
    return new Running(address, Place.app(definition), flags, time);
  }

  /** Starts a server of an application over a fresh database. */
  public static Running start(String store, App app) {
    try {
      return new Running(Place.address(store), app, Map.of(), Time.SYSTEM);
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  /** The definition of an example of this project. */
  public static String example(String name) {
    Path root = Path.of(System.getProperty("msingi.root", "."));
    try {
      return Files.readString(root.resolve("examples").resolve(name).resolve("msingi.yaml"));
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  private static void migrate(Wiring wiring, Store store, App app) {
    wiring
        .migrator(store, app.name())
        .apply(new Target(app, ""), Permission.LOSSLESS, Progress.NONE);
  }

  /** Where it listens. */
  public URI uri() {
    return URI.create(server.address());
  }

  /** The address of its store. */
  public String store() {
    return address;
  }

  /** The server itself. */
  public Server server() {
    return server;
  }

  /** A key that passes rules. */
  public String secretKey() {
    return secretKey;
  }

  /** A key of strangers. */
  public String publishableKey() {
    return publishableKey;
  }

  /** A token of a person that holds for an hour. */
  public String token(String subject, List<String> roles) {
    TokenMaker.Wish wish =
        new TokenMaker.Wish("authenticated", subject, roles, "", "", Duration.ofHours(1), Map.of());
    return new TokenMaker(Secret.ofTokens(SECRET), Time.SYSTEM).token(wish);
  }

  /** What the server has logged so far. */
  public String log() {
    return log.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop();
  }
}
