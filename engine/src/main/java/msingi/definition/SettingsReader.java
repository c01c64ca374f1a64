package msingi.definition;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads limits and switches. */
final class SettingsReader {
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})\\s*(B|KB|KiB|MB|MiB|GB|GiB)");
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})\\s*(ms|s|m)");
  private static final Map<String, Long> UNITS =
      Map.of(
          "B",
          1L,
          "KB",
          1_000L,
          "KiB",
          1L << 10,
          "MB",
          1_000_000L,
          "MiB",
          1L << 20,
          "GB",
          1_000_000_000L,
          "GiB",
          1L << 30,
          "ms",
          1L,
          "s",
          1_000L,
          "m",
          60_000L);
  private static final long MOST_ROWS = 1_000_000;
  private static final long MOST_DEPTH = 32;
  private static final long MOST_BYTES = 1L << 30;
  private static final long MOST_MILLIS = 600_000;
  private static final int LEAST_SECRET = 32;

  private final Node.Mapping limits;
  private final Node.Mapping root;
  private final Mistakes mistakes;

  SettingsReader(Node.Mapping root, Mistakes mistakes) {
    this.root = root;
    this.limits = Nodes.mapping(root, "limits");
    this.mistakes = mistakes;
  }

  Settings read() {
    Settings otherwise = Settings.DEFAULT;
    return new Settings(
        whole("rows", MOST_ROWS, otherwise.rows()),
        (int) whole("depth", MOST_DEPTH, otherwise.depth()),
        measured("body", SIZE, MOST_BYTES, otherwise.bodyBytes(), "write 8MiB"),
        measured("deadline", DURATION, MOST_MILLIS, otherwise.deadlineMillis(), "write 10s"),
        (int) whole("write_rows", MOST_ROWS, otherwise.writeRows()),
        Nodes.text(root, "openapi").equals("public"),
        Nodes.text(root, "keys").equals("required"),
        Nodes.flag(root, "aggregates", otherwise.aggregates()),
        Nodes.flag(root, "plans", otherwise.plans()),
        auth());
  }

  private Settings.Auth auth() {
    Node.Mapping auth = Nodes.mapping(root, "auth");
    String secret = Nodes.text(auth, "secret");
    if (!secret.isEmpty() && StoredNames.bytes(secret) < LEAST_SECRET) {
      mistakes.add(
          auth.get("secret").map(Node::place).orElse(auth.place()),
          "auth.secret",
          "a secret for HS256 needs " + LEAST_SECRET + " bytes or more (RFC 7518, section 3.2)",
          "make a longer random one");
    }
    return new Settings.Auth(
        secret,
        Nodes.text(auth, "jwks"),
        Nodes.text(auth, "issuer"),
        Nodes.text(auth, "audience"),
        new AccountsReader(auth, mistakes).read());
  }

  private long whole(String key, long most, long otherwise) {
    Optional<Node> node = limits.get(key);
    if (node.isEmpty() || !(node.get() instanceof Node.Scalar scalar)) {
      return otherwise;
    }
    long number = scalar.text().length() > 12 ? 0 : scalar.number().orElseThrow().longValue();
    return inside(node.get(), key, number, most, otherwise, "");
  }

  private long measured(String key, Pattern form, long most, long otherwise, String remedy) {
    Optional<Node> node = limits.get(key);
    if (node.isEmpty()) {
      return otherwise;
    }
    Matcher matcher = form.matcher(Nodes.text(node.get()));
    long number =
        matcher.matches()
            ? Long.parseLong(matcher.group(1)) * UNITS.getOrDefault(matcher.group(2), 0L)
            : 0;
    return inside(node.get(), key, number, most, otherwise, remedy);
  }

  private long inside(
      Node node, String key, long number, long most, long otherwise, String remedy) {
    if (number >= 1 && number <= most) {
      return number;
    }
    mistakes.add(
        node.place(), "limits." + key, "this must be more than 0 and at most " + most, remedy);
    return otherwise;
  }
}
