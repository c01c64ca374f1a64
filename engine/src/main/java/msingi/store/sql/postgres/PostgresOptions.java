package msingi.store.sql.postgres;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import msingi.base.NearNames;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;

/**
 * How to reach a database, from {@code postgresql://user:password@host:port/database?option=...}.
 *
 * @param connections the most exclusive connections ({@code pool}, 10)
 * @param waiting the most requests that wait for one ({@code queue}, 512)
 * @param pipelined pipelined connections for each event loop ({@code pipelined}, 1, at most 4; 0
 *     sends every read to the pool)
 * @param inFlight the most reads under way on one pipelined connection ({@code in_flight}, 512)
 * @param boundedMillis how long a pipelined read may take before it is moved to the pool ({@code
 *     bounded_timeout}, 1,000)
 * @param lockMillis how long a write waits for a lock ({@code lock_timeout}, 3,000)
 * @param statementMillis how long a statement may run on the pool at most, should the cancel never
 *     arrive ({@code statement_timeout}, 60,000)
 * @param connectMillis how long connecting may take ({@code connect_timeout}, in seconds, 5)
 * @param drainMillis how long closing waits for what runs ({@code drain}, 5,000)
 * @param pgbouncer whether a pgbouncer in transaction mode stands between ({@code pgbouncer}): no
 *     named statements, no pipelining, settings by transaction
 */
public record PostgresOptions(
    String host,
    int port,
    String user,
    String password,
    String database,
    Security security,
    String rootCertificate,
    String applicationName,
    int connections,
    int waiting,
    int pipelined,
    int inFlight,
    int boundedMillis,
    int lockMillis,
    int statementMillis,
    int connectMillis,
    int drainMillis,
    boolean pgbouncer) {

  /** Every option that a URL may have. */
  static final List<String> NAMES =
      List.of(
          "sslmode",
          "sslrootcert",
          "application_name",
          "pool",
          "queue",
          "pipelined",
          "in_flight",
          "bounded_timeout",
          "lock_timeout",
          "statement_timeout",
          "connect_timeout",
          "drain",
          "pgbouncer");

  private static final Pattern URL =
      Pattern.compile(
          "postgres(?:ql)?://(?:([^:@/?]*)(?::([^@/?]*))?@)?(\\[[0-9a-fA-F:.]+]|[^:@/?\\[\\],]*)"
              + "(?::(\\d{1,5}))?(?:/([^/?]*))?(?:\\?(.*))?");

  /** Encryption of the connection, as libpq's {@code sslmode} has it. */
  public enum Security {
    /** None. */
    DISABLE,
    /** When the server can. */
    PREFER,
    /** Always; the server's certificate is not checked. */
    REQUIRE,
    /** Always, with a certificate from a known authority. */
    VERIFY_CA,
    /** The same, and the certificate names the host. */
    VERIFY_FULL
  }

  /** Whether a store's URL means PostgreSQL. */
  public static boolean speaks(String url) {
    return url.startsWith("postgresql://") || url.startsWith("postgres://");
  }

  /**
   * Reads a URL; parts may be percent-encoded. The messages never repeat it, for its password.
   *
   * @throws Failure CONFIGURATION
   */
  public static PostgresOptions parse(String url) {
    Matcher match = URL.matcher(url);
    if (!match.matches()) {
      throw mistake("the URL is not of the form postgresql://user:password@host:port/database");
    }
    Map<String, String> given = options(group(match, 6));
    String host = decoded(group(match, 3));
    if (host.startsWith("[")) {
      host = host.substring(1, host.length() - 1);
    }
    host = host.isEmpty() ? "localhost" : host;
    String user = decoded(group(match, 1));
    user = user.isEmpty() ? "postgres" : user;
    String database = decoded(group(match, 5));
    return new PostgresOptions(
        host,
        port(group(match, 4)),
        user,
        decoded(group(match, 2)),
        database.isEmpty() ? user : database,
        security(given, host),
        given.getOrDefault("sslrootcert", ""),
        given.getOrDefault("application_name", "msingi"),
        number(given, "pool", 10, 1, 10_000),
        number(given, "queue", 512, 0, 1_000_000),
        number(given, "pipelined", 1, 0, 4),
        number(given, "in_flight", 512, 1, 100_000),
        number(given, "bounded_timeout", 1_000, 10, 60_000),
        number(given, "lock_timeout", 3_000, 1, 600_000),
        number(given, "statement_timeout", 60_000, 100, 86_400_000),
        1_000 * number(given, "connect_timeout", 5, 1, 600),
        number(given, "drain", 5_000, 0, 600_000),
        flag(given, "pgbouncer"));
  }

  private static String group(Matcher match, int number) {
    String text = match.group(number);
    return text == null ? "" : text;
  }

  private static Map<String, String> options(String query) {
    Map<String, String> given = new HashMap<>();
    for (String part : query.split("&", -1)) {
      if (part.isEmpty()) {
        continue;
      }
      int equals = part.indexOf('=');
      String name = decoded(equals < 0 ? part : part.substring(0, equals));
      if (!NAMES.contains(name)) {
        String near =
            NearNames.near(name, NAMES).map(it -> "; did you mean " + it + "?").orElse("");
        throw mistake("unknown option " + name + near + " Options: " + String.join(", ", NAMES));
      }
      if (given.put(name, equals < 0 ? "" : decoded(part.substring(equals + 1))) != null) {
        throw mistake("the option " + name + " is given twice");
      }
    }
    return given;
  }

  private static int port(String text) {
    int port = text.isEmpty() ? 5432 : Integer.parseInt(text);
    if (port < 1 || port > 65_535) {
      throw mistake("the port is not from 1 to 65535");
    }
    return port;
  }

  private static Security security(Map<String, String> given, String host) {
    String mode = given.get("sslmode");
    if (mode == null) {
      boolean near = host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
      return near ? Security.DISABLE : Security.PREFER;
    }
    for (Security security : Security.values()) {
      if (mode.equals(security.name().toLowerCase(Locale.ROOT).replace('_', '-'))) {
        return security;
      }
    }
    throw mistake("sslmode is one of disable, prefer, require, verify-ca, verify-full");
  }

  private static int number(
      Map<String, String> given, String name, int otherwise, int least, int most) {
    String text = given.get(name);
    if (text == null) {
      return otherwise;
    }
    if (!text.matches("\\d{1,9}")
        || Integer.parseInt(text) < least
        || Integer.parseInt(text) > most) {
      throw mistake(name + " is a whole number from " + least + " to " + most);
    }
    return Integer.parseInt(text);
  }

  private static boolean flag(Map<String, String> given, String name) {
    return switch (given.getOrDefault(name, "false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw mistake(name + " is true or false");
    };
  }

  /** Percent-decoded; a plus sign is a plus sign. */
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw mistake("a percent sign must be followed by two hexadecimal digits");
    }
  }

  private static Failure mistake(String what) {
    return Problem.of(ErrorCode.CONFIGURATION, "The database's URL: " + what).failure();
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "postgresql://" + user + "@" + host + ":" + port + "/" + database;
  }
}
