package msingi.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import msingi.auth.Keys;
import msingi.auth.SigningAlgorithm;
import msingi.auth.SigningKeys;
import msingi.base.Time;
import msingi.definition.App;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.server.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** Keys by which programs are known. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    description = {
      "Make, list and revoke keys by which programs are known.",
      "A key is shown once, only its hash is kept. rotate and import change the keys that sign"
          + " tokens."
    },
    synopsisSubcommandLabel = "(create | list | revoke | rotate | import)",
    footer = {
      "",
      "Examples:",
      "  msingi keys create publishable web",
      "  msingi keys create secret import --json",
      "  msingi keys list",
      "  msingi keys revoke 0198c1a2-...",
      "  msingi keys rotate"
    })
final class KeysCommand extends StoreCommand {
  private static final String DROP =
      "forget the old keys: access tokens of before are refused, apps refresh theirs";

  @Option(names = "--json", scope = ScopeType.INHERIT, description = "answer as JSON")
  private boolean json;

  KeysCommand(Screen screen) {
    super(screen);
  }

  @Override
  public Integer call() {
    screen().note("which? msingi keys create, list, revoke, rotate or import");
    return Main.USAGE;
  }

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Make a key and show it, this once.",
      footer = {"", "Examples:", "  msingi keys create publishable web"})
  int create(
      @Parameters(paramLabel = "KIND", description = "publishable or secret") Keys.Kind kind,
      @Parameters(paramLabel = "NAME", description = "what it is for", defaultValue = "")
          String name) {
    App app = app();
    try (Database database = beside(app)) {
      database.ready();
      Keys.Created created = database.keys().create(kind, name).await();
      if (json) {
        screen().say(object(created.key()).put("key", created.text()).encodePrettily());
      } else {
        screen().say(created.text());
        screen().note("This key is not shown again. Its id is " + created.key().id());
      }
      return Main.OK;
    }
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "List all keys by their beginnings.",
      footer = {"", "Examples:", "  msingi keys list"})
  int list() {
    try (Database database = beside(app())) {
      database.ready();
      List<Keys.Key> keys = database.keys().list().await();
      if (json) {
        JsonArray array = new JsonArray();
        keys.forEach(it -> array.add(object(it)));
        screen().say(array.encodePrettily());
      } else {
        keys.forEach(it -> screen().say(line(it)));
      }
      return Main.OK;
    }
  }

  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      description = "Revoke a key: every server refuses it within a second.",
      footer = {"", "Examples:", "  msingi keys revoke 0198c1a2-..."})
  int revoke(@Parameters(paramLabel = "ID", description = "as list shows it") String text) {
    UUID id = id(text);
    try (Database database = beside(app())) {
      database.ready();
      boolean revoked = database.keys().revoke(id).await();
      screen().say(revoked ? "revoked" : "there is no such key that is not revoked yet");
      return revoked ? Main.OK : Main.FAILED;
    }
  }

  private static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException _) {
      throw Problem.of(ErrorCode.CONFIGURATION, text + " is not the id of a key")
          .withHint("`msingi keys list` shows them.")
          .failure();
    }
  }

  @Command(
      name = "rotate",
      mixinStandardHelpOptions = true,
      description = {
        "Make the next key that signs tokens.",
        "Servers notice within seconds; what the old key signed stays good until it ends."
      },
      footer = {"", "Examples:", "  msingi keys rotate", "  msingi keys rotate --drop"})
  int rotate(
      @Option(
              names = "--algorithm",
              paramLabel = "NAME",
              description = "es256, rs256 or eddsa (MSINGI_KEYS_ALGORITHM)")
          Optional<SigningAlgorithm> algorithm,
      @Option(names = "--drop", description = DROP) boolean drop) {
    Configuration configuration = configuration();
    String id =
        SigningKeys.rotate(
            signingKeys(configuration),
            algorithm.orElse(configuration.signing().algorithm()),
            drop,
            Time.SYSTEM);
    return rotated(id);
  }

  @Command(
      name = "import",
      mixinStandardHelpOptions = true,
      description = {
        "Sign with a key from elsewhere.",
        "A JSON Web Key, or PEM without a passphrase, for ES256, RS256 or EdDSA."
      },
      footer = {"", "Examples:", "  msingi keys import signing.pem"})
  int bring(
      @Parameters(paramLabel = "FILE") Path file,
      @Option(names = "--drop", description = DROP) boolean drop)
      throws IOException {
    if (!Files.isReadable(file)) {
      throw Problem.of(ErrorCode.CONFIGURATION, "The file " + file + " cannot be read").failure();
    }
    String text = Files.readString(file);
    return rotated(
        SigningKeys.bring(signingKeys(configuration()), text, file.toString(), drop, Time.SYSTEM));
  }

  private Path signingKeys(Configuration configuration) {
    return configuration.signing().file().isEmpty()
        ? configuration.keys(address(app()))
        : configuration.keys("");
  }

  private int rotated(String id) {
    screen().say(json ? new JsonObject().put("kid", id).encodePrettily() : id);
    return Main.OK;
  }

  private static String line(Keys.Key key) {
    return "%s  %-11s  %s…  made %s, last used %s%s  %s"
        .formatted(
            key.id(),
            key.kind().text(),
            key.prefix(),
            moment(key.createdMicros()),
            moment(key.usedMicros()),
            key.revoked() ? ", revoked " + moment(key.revokedMicros()) : "",
            key.name());
  }

  private static JsonObject object(Keys.Key key) {
    return new JsonObject()
        .put("id", key.id().toString())
        .put("kind", key.kind().text().toLowerCase(Locale.ROOT))
        .put("name", key.name())
        .put("prefix", key.prefix())
        .put("created_at", moment(key.createdMicros()))
        .put("used_at", moment(key.usedMicros()))
        .put("revoked_at", moment(key.revokedMicros()));
  }

  private static String moment(long micros) {
    return micros == Keys.NEVER
        ? "never"
        : Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L)).toString();
  }
}
