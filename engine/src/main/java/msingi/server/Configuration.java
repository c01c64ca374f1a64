package msingi.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import msingi.auth.Issuers;
import msingi.auth.PasswordSettings;
import msingi.auth.Secret;
import msingi.auth.SigningAlgorithm;
import msingi.auth.TokenRules;
import msingi.base.NearNames;
import msingi.definition.AccountSettings;
import msingi.definition.Settings;
import msingi.dispatch.Routes;
import msingi.door.graphql.GraphSettings;
import msingi.door.rest.RestSettings;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.http.HttpSettings;
import msingi.integration.Guard;
import msingi.integration.Outbound;
import msingi.observe.Log;

/**
 * How this process runs; made once at start and never changed.
 *
 * @param definition folder or file of the definition
 * @param store where the data lives, or empty for what the definition says
 * @param migrate whether safe steps are applied before serving
 * @param rest what is decided about the REST dialect
 * @param graph what is decided about GraphQL
 * @param docs whether there is a page to read and try the contract
 * @param outbound what may be called
 * @param routes how mail and text messages leave
 * @param signing where the keys are that sign our own tokens
 * @param passwords how they are hashed
 * @param rateLimits whether tries at accounts are limited in number
 * @param auditDays for which the audit of accounts is kept; 0 for ever
 * @param values every setting with where it came from, for {@link #dump}
 * @param warnings what the administrator should know, e.g. variables that mean nothing
 */
public record Configuration(
    Path definition,
    String store,
    boolean migrate,
    HttpSettings listen,
    TokenRules tokens,
    Log.Options log,
    RestSettings rest,
    GraphSettings graph,
    boolean docs,
    Exposure metrics,
    Duration drain,
    Guard outbound,
    Routes routes,
    Signing signing,
    PasswordSettings passwords,
    boolean rateLimits,
    int auditDays,
    Map<Setting, Origin> values,
    List<String> warnings) {

  /** Variables that others read: the launcher. */
  private static final Set<String> FOREIGN = Set.of("MSINGI_JVM", "MSINGI_ROOT");

  /** How an embedded resource with an alias may be called in parameters. */
  enum TargetNaming {
    /** By its target too, with a warning. */
    LEGACY,
    /** By its alias alone. */
    STRICT
  }

  /** Who may read the metrics. */
  public enum Exposure {
    /** Requests from this machine that no proxy passed on, and secret keys. */
    PRIVATE,
    /** Everybody. */
    PUBLIC,
    /** Nobody: the path is unknown. */
    OFF
  }

  /**
   * The keys that sign our own tokens.
   *
   * @param file where they are; empty for the usual place
   * @param algorithm how the first of them signs
   */
  public record Signing(String file, SigningAlgorithm algorithm) {}

  /**
   * A setting's value and who said it.
   *
   * @param by {@code flag}, {@code environment} or {@code default}
   */
  public record Origin(String value, String by) {}

  public Configuration {
    values = Map.copyOf(values);
    warnings = List.copyOf(warnings);
  }

  /**
   * Reads the configuration.
   *
   * @param flags by {@link Setting#flag()}
   * @param environment all of the process's environment
   * @throws msingi.error.Failure MSI009 with every mistake at once
   */
  public static Configuration of(Map<String, String> flags, Map<String, String> environment) {
    Map<Setting, Origin> values = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      values.put(setting, origin(setting, flags, environment));
    }
    return new SettingReader(values).configuration(warnings(environment));
  }

  private static Origin origin(
      Setting setting, Map<String, String> flags, Map<String, String> environment) {
    String flag = flags.get(setting.flag());
    if (flag != null) {
      return new Origin(flag, "flag");
    }
    String variable = environment.get(setting.variable());
    return variable == null
        ? new Origin(setting.otherwise(), "default")
        : new Origin(variable, "environment");
  }

  private static List<String> warnings(Map<String, String> environment) {
    List<String> known = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      known.add(setting.variable());
    }
    List<String> warnings = new ArrayList<>();
    for (String name : new TreeSet<>(environment.keySet())) {
      if (name.startsWith("MSINGI_") && !known.contains(name) && !FOREIGN.contains(name)) {
        warnings.add(
            "the environment variable "
                + name
                + " means nothing"
                + NearNames.near(name, known)
                    .map(near -> "; did you mean " + near + "?")
                    .orElse(""));
      }
    }
    return warnings;
  }

  /** The token rules, with the definition's {@code auth:} block where nothing else was said. */
  public TokenRules tokens(Settings.Auth auth) {
    List<TokenRules.Source> sources = new ArrayList<>(tokens.sources());
    if (sources.isEmpty()) {
      sources.addAll(sources(auth.secret(), auth.jwks(), outbound));
    }
    return new TokenRules(
        sources,
        tokens.audience().isEmpty() ? auth.audience() : tokens.audience(),
        tokens.issuer().isEmpty() ? auth.issuer() : tokens.issuer(),
        tokens.rolePath());
  }

  /**
   * What is wrong with the keys of issuers that sign people in, by the issuer's name; only those
   * are looked at that are in the definition or a file.
   */
  public static Map<String, Problem> mistakes(AccountSettings accounts) {
    Map<String, Problem> found = new LinkedHashMap<>();
    for (AccountSettings.Issuer issuer : accounts.issuers()) {
      try {
        if (!issuer.jwks().contains("://") || issuer.jwks().stripLeading().startsWith("{")) {
          Issuers.check(issuer, sources("", issuer.jwks(), Guard.strict()));
        }
      } catch (Failure refused) {
        found.put(issuer.name(), refused.problem());
      }
    }
    return found;
  }

  static List<TokenRules.Source> sources(String secret, String jwks, Guard outbound) {
    List<TokenRules.Source> sources = new ArrayList<>();
    if (!secret.isEmpty()) {
      sources.add(new TokenRules.Source.Shared(Secret.ofTokens(secret)));
    }
    if (jwks.stripLeading().startsWith("{")) {
      sources.add(new TokenRules.Source.Inline(jwks));
    } else if (jwks.contains("://")) {
      sources.add(new TokenRules.Source.Address(Outbound.checked(jwks, outbound)));
    } else if (!jwks.isEmpty()) {
      sources.add(new TokenRules.Source.File(Path.of(jwks)));
    }
    return sources;
  }

  /**
   * The file of the keys that sign our own tokens: the configured one, or beside the database file
   * or the definition.
   *
   * @param address the store's
   */
  public Path keys(String address) {
    if (!signing.file().isEmpty()) {
      return Path.of(signing.file());
    }
    if (address.startsWith(Wiring.SQLITE)) {
      return Path.of(address.substring(Wiring.SQLITE.length()) + ".keys");
    }
    Path folder = Files.isDirectory(definition) ? definition : definition.resolveSibling("");
    return folder.resolve("msingi.keys");
  }

  /**
   * What the administrator should know once the server listens.
   *
   * @param address where it does
   */
  Optional<String> advice(String address) {
    boolean silent = routes.mail() instanceof Routes.Mail.None || !routes.address().isEmpty();
    return silent
        ? Optional.empty()
        : Optional.of(
            "MSINGI_PUBLIC_URL is not set: links in mails begin with "
                + address
                + "; set it to where people reach this server");
  }

  /** All settings as lines, secrets masked: {@code name = value # from}. */
  public String dump() {
    StringBuilder out = new StringBuilder();
    for (Setting setting : Setting.values()) {
      Origin origin = values.getOrDefault(setting, new Origin("", "default"));
      out.append(setting.flag()).append(" = ").append(shown(setting, origin.value()));
      out.append("   # ").append(origin.by()).append(", ").append(setting.variable()).append('\n');
    }
    return out.toString();
  }

  private static String shown(Setting setting, String value) {
    if (setting.secret()) {
      return value.isEmpty() ? "" : "***";
    }
    // These addresses may carry a password.
    return setting == Setting.STORE || setting == Setting.SMTP
        ? value.replaceAll("(://[^:/@]*):[^@]*@", "$1:***@")
        : value;
  }

  /** A mistake in the configuration. */
  static RuntimeException refused(List<String> mistakes) {
    return Problem.of(ErrorCode.CONFIGURATION, String.join("\n", mistakes)).failure();
  }
}
