package msingi.testkit.conformance;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import msingi.auth.Doorkeeper;
import msingi.auth.Keys;
import msingi.auth.Secret;
import msingi.auth.TokenRules;
import msingi.auth.Tokens;
import msingi.base.Ids;
import msingi.base.Randomness;
import msingi.base.Time;
import msingi.definition.App;
import msingi.door.documents.Documents;
import msingi.door.rest.RestDoor;
import msingi.door.rest.RestSettings;
import msingi.http.HttpSettings;
import msingi.http.Listener;
import msingi.integration.Guard;
import msingi.integration.Outbound;
import msingi.observe.Observer;
import msingi.pipeline.Pipeline;
import msingi.request.Engine;
import msingi.store.Store;

/** A listening server for one configuration of the specification. */
final class Stand implements AutoCloseable {
  private static final String SECRET = "reallyreallyreallyreallyverysafe";

  /** The moment at which the cases were recorded: tokens in them are good around it. */
  private static final Instant RECORDED = Instant.ofEpochSecond(1_795_231_329L);

  private static final HttpSettings.Limits LIMITS = new HttpSettings.Limits(30_000, 8L << 20);

  private static final Time THEN =
      new Time() {
        @Override
        public Instant now() {
          return RECORDED;
        }

        @Override
        public long nanos() {
          return System.nanoTime();
        }
      };

  private final Case configuration;
  private final Databases.Template template;
  private final App app;
  private final Vertx vertx;
  private final Tokens tokens;
  private final Store shared;
  private final RollingBack engine;
  private final Listener listener;
  private final int port;

  private Stand(Case configuration, App app, Databases.Template template, Vertx vertx) {
    this.configuration = configuration;
    this.template = template;
    this.app = app;
    this.vertx = vertx;
    this.tokens =
        new Tokens(
            rules(configuration),
            Set.copyOf(app.roles()),
            vertx,
            new Outbound(vertx, Guard.strict()),
            THEN,
            Observer.NONE);
    this.shared = template.copy();
    this.engine = new RollingBack(engine(shared));
    RestSettings settings =
        new RestSettings(
            !configuration.setting("db-tx-allow-override", "true").equals("false"),
            !configuration.setting("url-use-legacy-target-names", "true").equals("false"),
            !configuration.setting("openapi-mode", "").equals("OADisabled"));
    this.listener =
        new Listener(
            vertx,
            new HttpSettings("127.0.0.1", 0, 1, origins(configuration), 100),
            () -> LIMITS,
            List.of(new RestDoor(engine, Observer.NONE, settings, new Documents())),
            Observer.NONE,
            Time.SYSTEM,
            Randomness.secure());
    this.port = listener.start().await();
  }

  /** Starts a server with the configuration of a case. */
  static Stand start(Case like, Fixture fixture, Databases databases, Vertx vertx) {
    List<String> schemas = new ArrayList<>();
    if (like.config().get("db-schemas") instanceof JsonArray array) {
      array.forEach(it -> schemas.add(String.valueOf(it)));
    } else {
      schemas.add("test");
    }
    FixtureDefinition definition =
        new FixtureDefinition(fixture, schemas, databases.name().equals("sqlite"));
    long rows = Long.parseLong(like.setting("db-max-rows", "100000"));
    String keys = like.setting("db-anon-role", "").equals("null") ? "required" : "optional";
    boolean aggregates = like.setting("db-aggregates-enabled", "false").equals("true");
    boolean plans = like.setting("db-plan-enabled", "false").equals("true");
    App app = definition.app(databases.address(), rows, keys, aggregates, plans);
    Databases.Template template = databases.prepare(app, definition);
    return new Stand(
        like, databases.adopts() ? AdoptedFixture.app(template, app) : app, template, vertx);
  }

  private static TokenRules rules(Case like) {
    String secret = like.setting("jwt-secret", SECRET);
    List<TokenRules.Source> sources =
        secret.equals("null")
            ? List.of()
            : List.of(
                secret.startsWith("{")
                    ? new TokenRules.Source.Inline(secret)
                    : new TokenRules.Source.Shared(Secret.ofTokens(secret)));
    return new TokenRules(sources, like.setting("jwt-aud", ""), "", List.of("role"));
  }

  private static List<String> origins(Case like) {
    List<String> origins = new ArrayList<>();
    if (like.config().get("server-cors-allowed-origins") instanceof JsonArray array) {
      array.forEach(it -> origins.add(String.valueOf(it)));
    }
    return origins;
  }

  private Engine engine(Store store) {
    Randomness random = Randomness.secure();
    Keys keys = new Keys(store, Time.SYSTEM, random, Observer.NONE);
    Doorkeeper doorkeeper = new Doorkeeper(keys, tokens, app.settings().keysRequired());
    return new Pipeline(app, store, doorkeeper, Time.SYSTEM, new Ids(Time.SYSTEM, random));
  }

  /** Replays a case of this configuration; what is wrong, or nothing. */
  Optional<String> replay(Case that) {
    if (!that.commits()) {
      if (that.writes()) {
        template.renumber(shared);
      }
      return steps(that);
    }
    Store own = template.copy();
    try {
      engine.over(engine(own));
      return steps(that);
    } finally {
      engine.over(engine(shared));
      template.discard(own);
    }
  }

  private Optional<String> steps(Case that) {
    String location = "";
    for (Case.Step step : that.steps()) {
      engine.rollback(rollsBack(step));
      String path = step.path().replace("{{Location}}", location);
      Answer answer =
          Client.ask(vertx, port, step, path.startsWith("//") ? path.substring(1) : path);
      location = answer.headers("Location").stream().findFirst().orElse(location);
      Optional<String> mistake = mistake(step, answer);
      if (mistake.isPresent()) {
        return Optional.of(
            step.method()
                + " "
                + path
                + " "
                + step.headers()
                + text(step)
                + "\n      "
                + mistake.get());
      }
    }
    return Optional.empty();
  }

  private static String text(Case.Step step) {
    return step.body().length == 0
        ? ""
        : "\n      " + new String(step.body(), StandardCharsets.UTF_8);
  }

  private boolean rollsBack(Case.Step step) {
    boolean override = !configuration.setting("db-tx-allow-override", "true").equals("false");
    boolean all = !configuration.setting("db-tx-rollback-all", "true").equals("false");
    return all && !(override && step.says("Prefer", "tx=commit"));
  }

  private static Optional<String> mistake(Case.Step step, Answer answer) {
    if (answer.status() != step.status()) {
      return Optional.of(
          "status: wanted " + step.status() + ", got " + answer.status() + " " + answer.body());
    }
    for (HeaderMatcher matcher : step.expectedHeaders()) {
      Optional<String> mistake = matcher.mistake(answer);
      if (mistake.isPresent()) {
        return mistake;
      }
    }
    return step.expected()
        .mistake(answer.body())
        .or(() ->
            step.asserted().stream().flatMap(it -> it.mistake(answer.body()).stream()).findFirst());
  }

  @Override
  public void close() {
    listener.stop(1).await();
    template.discard(shared);
  }
}
