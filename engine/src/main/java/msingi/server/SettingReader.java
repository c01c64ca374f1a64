package msingi.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import msingi.auth.PasswordCost;
import msingi.auth.PasswordSettings;
import msingi.auth.Passwords;
import msingi.auth.SigningAlgorithm;
import msingi.auth.TokenRules;
import msingi.base.Ip;
import msingi.dispatch.Routes;
import msingi.door.graphql.GraphSettings;
import msingi.door.rest.RestSettings;
import msingi.error.Failure;
import msingi.http.HttpSettings;
import msingi.http.Proxies;
import msingi.http.Transport;
import msingi.integration.Guard;
import msingi.observe.Log;

/** Makes settings' texts into values; collects every mistake. */
final class SettingReader {
  private static final int MOST_DAYS = 36_600;
  private static final int MOST_PORT = 65_535;
  private static final int MOST_LOOPS = 256;
  private static final int MOST_CONCURRENT = 1_000_000;
  private static final int MOST_QUEUE = 1_000_000;
  private static final int MOST_DRAIN = 600;
  private static final int MOST_IDLE = 90;
  private static final Pattern COST = Pattern.compile("(\\d{1,4}) *, *(\\d{1,2})");
  private static final int MOST_SPOOL = 1 << 24;

  private final Map<Setting, Configuration.Origin> values;
  private final List<String> mistakes = new ArrayList<>();

  SettingReader(Map<Setting, Configuration.Origin> values) {
    this.values = values;
  }

  Configuration configuration(List<String> warnings) {
    int loops = whole(Setting.EVENT_LOOPS, 0, MOST_LOOPS);
    HttpSettings listen =
        new HttpSettings(
            text(Setting.HOST),
            whole(Setting.PORT, 0, MOST_PORT),
            loops == 0 ? Runtime.getRuntime().availableProcessors() : loops,
            words(Setting.ORIGINS),
            whole(Setting.CONCURRENT, 1, MOST_CONCURRENT),
            proxies(),
            transport(),
            exports());
    Log.Options log =
        new Log.Options(
            one(Setting.LOG_FORMAT, Log.Format.class, Log.Format.TEXT),
            truth(Setting.LOG_ACCESS),
            whole(Setting.LOG_QUEUE, 1, MOST_QUEUE));
    RestSettings rest =
        new RestSettings(
            truth(Setting.TX_OVERRIDE),
            one(
                    Setting.TARGET_NAMES,
                    Configuration.TargetNaming.class,
                    Configuration.TargetNaming.LEGACY)
                == Configuration.TargetNaming.LEGACY,
            truth(Setting.ROOT_DOCUMENT));
    GraphSettings graph = graph();
    Configuration.Exposure metrics =
        one(Setting.METRICS, Configuration.Exposure.class, Configuration.Exposure.PRIVATE);
    Duration drain = Duration.ofSeconds(whole(Setting.DRAIN_SECONDS, 0, MOST_DRAIN));
    boolean migrate = truth(Setting.MIGRATE);
    boolean docs = truth(Setting.DOCS);
    Guard outbound = outbound();
    TokenRules tokens = tokens(outbound);
    Routes routes = new RoutesReader(this::text, outbound, mistakes).read();
    PasswordSettings passwords = passwords().within(Passwords.MEMORY);
    boolean rateLimits = truth(Setting.RATE_LIMITS);
    int auditDays = whole(Setting.AUDIT_DAYS, 0, MOST_DAYS);
    Configuration.Signing signing =
        new Configuration.Signing(
            text(Setting.KEYS),
            one(Setting.KEYS_ALGORITHM, SigningAlgorithm.class, SigningAlgorithm.ES256));
    if (!mistakes.isEmpty()) {
      throw Configuration.refused(mistakes);
    }
    return new Configuration(
        Path.of(text(Setting.DEFINITION)),
        text(Setting.STORE),
        migrate,
        listen,
        tokens,
        log,
        rest,
        graph,
        docs,
        metrics,
        drain,
        outbound,
        routes,
        signing,
        passwords,
        rateLimits,
        auditDays,
        values,
        warnings);
  }

  private GraphSettings graph() {
    return new GraphReader(this::text, this::whole, this::truth, mistakes)
        .read(
            one(
                Setting.GRAPHQL_INTROSPECTION,
                GraphSettings.Introspection.class,
                GraphSettings.Introspection.KNOWN));
  }

  private HttpSettings.Exports exports() {
    HttpSettings.Exports usual = HttpSettings.Exports.DEFAULT;
    String folder = text(Setting.SPOOL);
    Path spool = folder.isEmpty() ? usual.folder() : Path.of(folder);
    if (!folder.isEmpty() && !Files.isWritable(spool)) {
      mistakes.add(Setting.SPOOL.variable() + " must be a folder that can be written to");
    }
    return new HttpSettings.Exports(
        usual.most(),
        usual.waiting(),
        1_000L * whole(Setting.EXPORT_IDLE_SECONDS, 1, MOST_IDLE),
        spool,
        (long) whole(Setting.SPOOL_MIB, 1, MOST_SPOOL) << 20);
  }

  private Guard outbound() {
    try {
      return Guard.of(words(Setting.OUTBOUND), Guard.Names.SYSTEM);
    } catch (IllegalArgumentException entry) {
      mistakes.add(
          Setting.OUTBOUND.variable()
              + ": '"
              + entry.getMessage()
              + "' is no host, address or network, alone or with :port");
      return Guard.strict();
    }
  }

  private TokenRules tokens(Guard outbound) {
    List<TokenRules.Source> sources = List.of();
    try {
      sources = Configuration.sources(text(Setting.SECRET), text(Setting.JWKS), outbound);
    } catch (Failure failure) {
      mistakes.add(failure.problem().message());
    }
    return new TokenRules(
        sources,
        text(Setting.AUDIENCE),
        text(Setting.ISSUER),
        List.of(text(Setting.ROLE_CLAIM).split("\\.", -1)));
  }

  /** What stands between commas. */
  private List<String> words(Setting setting) {
    return Arrays.stream(text(setting).split(","))
        .map(String::strip)
        .filter(it -> !it.isEmpty())
        .toList();
  }

  private Proxies proxies() {
    List<Ip.Network> trusted = new ArrayList<>();
    for (String word : words(Setting.TRUSTED_PROXIES)) {
      Ip.Network.parse(word)
          .ifPresentOrElse(
              trusted::add,
              () ->
                  mistakes.add(
                      Setting.TRUSTED_PROXIES.variable()
                          + ": "
                          + word
                          + " is not an address or a network such as 10.0.0.0/8"));
    }
    return new Proxies(trusted);
  }

  private Transport transport() {
    String certificate = text(Setting.TLS_CERTIFICATE);
    String key = text(Setting.TLS_KEY);
    String least = text(Setting.TLS_LEAST);
    if (certificate.isEmpty() != key.isEmpty()) {
      mistakes.add(
          Setting.TLS_CERTIFICATE.variable()
              + " and "
              + Setting.TLS_KEY.variable()
              + " are needed both, or none");
    }
    if (!least.equals("1.2") && !least.equals("1.3")) {
      mistakes.add(Setting.TLS_LEAST.variable() + " must be 1.2 or 1.3");
    }
    int port = whole(Setting.REDIRECT_PORT, 0, MOST_PORT);
    String address = text(Setting.PUBLIC_URL);
    if (port != 0 && (certificate.isEmpty() || !address.startsWith("https://"))) {
      mistakes.add(
          Setting.REDIRECT_PORT.variable()
              + " needs "
              + Setting.TLS_CERTIFICATE.variable()
              + " and a "
              + Setting.PUBLIC_URL.variable()
              + " that begins with https://");
    }
    return certificate.isEmpty()
        ? new Transport.Plain()
        : new Transport.Secured(
            Path.of(certificate),
            Path.of(key),
            least.equals("1.2"),
            port == 0
                ? Transport.Redirect.NONE
                : new Transport.Redirect(port, address.replaceFirst("/+$", "")));
  }

  private PasswordSettings passwords() {
    int concurrent = whole(Setting.PASSWORD_CONCURRENT, 0, MOST_LOOPS);
    String text = text(Setting.PASSWORD_COST);
    if (text.equals("auto")) {
      return new PasswordSettings(PasswordCost.LEAST, true, concurrent);
    }
    Matcher parts = COST.matcher(text);
    if (parts.matches()) {
      PasswordCost cost =
          new PasswordCost(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
      if (cost.bearable()) {
        return new PasswordSettings(cost, false, concurrent);
      }
    }
    mistakes.add(
        Setting.PASSWORD_COST.variable()
            + " must be auto, or MiB and passes such as 46,1: at least 19 MiB, at most 1024,64");
    return PasswordSettings.DEFAULT;
  }

  private String text(Setting setting) {
    Configuration.Origin origin = values.get(setting);
    return origin == null ? setting.otherwise() : origin.value();
  }

  private int whole(Setting setting, int least, int most) {
    String text = text(setting);
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Said below, like a number out of bounds.
    }
    mistakes.add(setting.variable() + " must be a number from " + least + " to " + most);
    return least;
  }

  private boolean truth(Setting setting) {
    String text = text(setting);
    if (!text.equals("true") && !text.equals("false")) {
      mistakes.add(setting.variable() + " must be true or false");
    }
    return text.equals("true");
  }

  private <E extends Enum<E>> E one(Setting setting, Class<E> type, E otherwise) {
    List<String> words = new ArrayList<>();
    for (E each : type.getEnumConstants()) {
      String word = each.name().toLowerCase(Locale.ROOT);
      if (word.equals(text(setting))) {
        return each;
      }
      words.add(word);
    }
    mistakes.add(setting.variable() + " must be one of " + String.join(", ", words));
    return otherwise;
  }
}
