package msingi.definition;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how people sign up and in. */
final class AccountsReader {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,7})\\s*(s|m|h|d)");

  /** A scheme that leads somewhere and runs nothing, and what follows it. */
  private static final Pattern LEADS =
      Pattern.compile("(?i)(?!(javascript|data|vbscript|file|blob):)[a-z][a-z0-9+.-]*:/.+");

  private static final Map<String, Long> SECONDS =
      Map.of("s", 1L, "m", 60L, "h", 3_600L, "d", 86_400L);
  private static final Set<String> COUNTS = Set.of("least", "digits", "most");
  private static final Set<String> OURS = Set.of("email", "phone", "anonymous");
  private static final long MOST_ACCESS = 86_400;
  private static final long YEARS = 10L * 366 * 86_400;
  private static final int LONGEST_PASSWORD = 128;
  private static final int MOST_KEPT = 50;

  private final Node.Mapping auth;
  private final Mistakes mistakes;

  AccountsReader(Node.Mapping auth, Mistakes mistakes) {
    this.auth = auth;
    this.mistakes = mistakes;
  }

  AccountSettings read() {
    AccountSettings otherwise = AccountSettings.DEFAULT;
    return new AccountSettings(
        Nodes.flag(auth, "sign_up", otherwise.signUp()),
        new AccountSettings.Ways(
            Nodes.flag(auth, "email", otherwise.ways().email()),
            Nodes.flag(auth, "phone", otherwise.ways().phone()),
            Nodes.flag(auth, "anonymous", otherwise.ways().anonymous())),
        Nodes.flag(auth, "autoconfirm", otherwise.autoconfirm()),
        Nodes.flag(auth, "linking", otherwise.linking()),
        site(),
        redirects(),
        seconds(auth, "auth.", "access_token", 60, MOST_ACCESS, otherwise.accessSeconds()),
        passwords(otherwise.passwords()),
        sessions(otherwise.sessions()),
        codes(otherwise.codes()),
        factors(otherwise.factors()),
        new PasskeysReader(Nodes.mapping(auth, "passkeys"), Nodes.text(auth, "site"), mistakes)
            .read(otherwise.passkeys(), most("passkeys", otherwise.passkeys().most())),
        issuers(),
        notices(otherwise.notices()));
  }

  private AccountSettings.Notices notices(AccountSettings.Notices otherwise) {
    Node.Mapping node = Nodes.mapping(auth, "notices");
    return new AccountSettings.Notices(
        Nodes.flag(node, "password", otherwise.password()),
        Nodes.flag(node, "email", otherwise.email()),
        Nodes.flag(node, "phone", otherwise.phone()),
        Nodes.flag(node, "identity", otherwise.identity()),
        Nodes.flag(node, "factor", otherwise.factor()),
        Nodes.flag(node, "passkey", otherwise.passkey()));
  }

  private List<AccountSettings.Issuer> issuers() {
    List<AccountSettings.Issuer> all = new ArrayList<>();
    for (Node.Entry entry : Nodes.mapping(auth, "issuers").entries()) {
      String path = "auth.issuers." + entry.key();
      Node.Mapping node = Nodes.mapping(entry.value());
      if (OURS.contains(entry.key())) {
        mistakes.add(
            node.place(),
            path,
            "this name stands for our own ways to sign in",
            "call it otherwise");
      }
      AccountSettings.Issuer issuer =
          new AccountSettings.Issuer(
              entry.key(),
              Nodes.text(node, "issuer"),
              Nodes.texts(node, "audience"),
              Nodes.text(node, "jwks"),
              Nodes.flag(node, "emails", false));
      if (issuer.issuer().isEmpty() || issuer.audiences().isEmpty() || issuer.jwks().isEmpty()) {
        mistakes.add(
            node.place(),
            path,
            "an issuer needs its name, whom its tokens are for, and its keys",
            "write issuer:, audience: and jwks:");
      }
      if (all.stream().anyMatch(it -> it.issuer().equals(issuer.issuer()))) {
        mistakes.add(node.place(), path, "two names for one issuer", "leave one of them out");
      }
      all.add(issuer);
    }
    return all;
  }

  private String site() {
    String text = Nodes.text(auth, "site");
    try {
      URI uri = new URI(text);
      if (text.isEmpty() || (uri.isAbsolute() && !uri.isOpaque())) {
        return text;
      }
    } catch (URISyntaxException _) {
      // Said below, like an address without a scheme.
    }
    mistakes.add(
        auth.get("site").map(Node::place).orElse(auth.place()),
        "auth.site",
        "this is not an address",
        "write https://app.example.org");
    return "";
  }

  private List<String> redirects() {
    List<String> all = auth.get("redirects").map(Nodes::texts).orElse(List.of());
    all.stream()
        .filter(it -> !LEADS.matcher(it).matches())
        .forEach(it ->
            mistakes.add(
                auth.get("redirects").map(Node::place).orElse(auth.place()),
                "auth.redirects",
                "'" + it + "' fits no address that a browser may be led to",
                "write the whole address, such as https://app.example.org/** or myapp://welcome"));
    return all;
  }

  private AccountSettings.Passwords passwords(AccountSettings.Passwords otherwise) {
    Node.Mapping node = Nodes.mapping(auth, "passwords");
    return new AccountSettings.Passwords(
        (int) whole(node, "auth.passwords.", "least", 6, LONGEST_PASSWORD, otherwise.least()),
        node.get("characters").map(Nodes::texts).orElse(otherwise.characters()),
        Nodes.flag(node, "reauthenticate", otherwise.reauthenticate()));
  }

  private AccountSettings.Sessions sessions(AccountSettings.Sessions otherwise) {
    Node.Mapping node = Nodes.mapping(auth, "sessions");
    String path = "auth.sessions.";
    return new AccountSettings.Sessions(
        seconds(node, path, "timebox", 60, YEARS, otherwise.timeboxSeconds()),
        seconds(node, path, "inactivity", 60, YEARS, otherwise.inactivitySeconds()),
        seconds(node, path, "reuse", 0, 3_600, otherwise.reuseSeconds()),
        Nodes.flag(node, "single", otherwise.single()));
  }

  private AccountSettings.Codes codes(AccountSettings.Codes otherwise) {
    Node.Mapping node = Nodes.mapping(auth, "codes");
    String path = "auth.codes.";
    return new AccountSettings.Codes(
        seconds(node, path, "lifetime", 60, 86_400, otherwise.lifetimeSeconds()),
        (int) whole(node, path, "digits", 6, 10, otherwise.digits()),
        seconds(node, path, "every", 0, 3_600, otherwise.everySeconds()));
  }

  private AccountSettings.Factors factors(AccountSettings.Factors otherwise) {
    Node.Mapping node = Nodes.mapping(auth, "factors");
    return new AccountSettings.Factors(
        Nodes.flag(node, "totp", otherwise.totp()),
        Nodes.flag(node, "phone", otherwise.phone()),
        Nodes.flag(node, "webauthn", otherwise.webauthn()),
        most("factors", otherwise.most()));
  }

  /** How many of something somebody may have. */
  private int most(String section, int otherwise) {
    Node.Mapping node = Nodes.mapping(auth, section);
    return (int) whole(node, "auth." + section + ".", "most", 1, MOST_KEPT, otherwise);
  }

  private long whole(
      Node.Mapping node, String path, String key, long least, long most, long otherwise) {
    Optional<Node> found = node.get(key);
    if (found.isEmpty() || !(found.get() instanceof Node.Scalar scalar)) {
      return otherwise;
    }
    long number = scalar.text().length() > 9 ? -1 : scalar.number().orElseThrow().longValue();
    return inside(found.get(), path + key, number, least, most, otherwise);
  }

  private long seconds(
      Node.Mapping node, String path, String key, long least, long most, long otherwise) {
    Optional<Node> found = node.get(key);
    if (found.isEmpty()) {
      return otherwise;
    }
    Matcher matcher = DURATION.matcher(Nodes.text(found.get()));
    long number =
        matcher.matches()
            ? Long.parseLong(matcher.group(1)) * SECONDS.getOrDefault(matcher.group(2), 0L)
            : -1;
    return inside(found.get(), path + key, number, least, most, otherwise);
  }

  private long inside(Node node, String path, long number, long least, long most, long otherwise) {
    if (number >= least && number <= most) {
      return number;
    }
    boolean time = !COUNTS.contains(path.substring(path.lastIndexOf('.') + 1));
    String unit = time ? "s" : "";
    mistakes.add(
        node.place(),
        path,
        "this must be from " + least + unit + " to " + most + unit,
        time ? "write 90s, 15m, 8h or 30d" : "");
    return otherwise;
  }
}
