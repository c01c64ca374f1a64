package msingi.door.auth;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.http.Exchange;
import msingi.request.Contact;
import msingi.request.Step;

/**
 * A method and path, and the step that they stand for.
 *
 * @param template the path after the prefix, its variable parts in braces
 * @param body whether the request has one
 */
record Route(
    String method, String template, boolean body, BiFunction<Fields, Query, Step> reading) {

  private static final String VERIFY = "/verify";
  private static final String PROVIDERS =
      "Signing in by way of another site is not built yet; show its id_token at"
          + " /token?grant_type=id_token";

  private static final List<Route> OWN =
      List.of(
          post("/signup", (fields, _) -> signUp(fields)),
          post("/token", Route::grant),
          get("/user", _ -> new Step.ReadUser()),
          new Route("PUT", "/user", true, (fields, _) -> update(fields)),
          new Route("POST", "/logout", false, (_, query) -> new Step.Logout(scope(query))),
          post("/otp", (fields, _) -> code(fields, wanted(fields))),
          post("/magiclink", (fields, _) -> code(fields, true)),
          post("/recover", (fields, _) -> new Step.Recover(email(fields), fields.proof())),
          new Route(
              "DELETE",
              "/user/identities/{id}",
              false,
              (_, query) -> new Step.RemoveIdentity(query.id("id"))),
          notYet("GET", "/user/identities/authorize", PROVIDERS),
          notYet("GET", "/authorize", PROVIDERS),
          notYet("GET", "/callback", PROVIDERS),
          notYet("POST", "/callback", PROVIDERS),
          notYet("POST", "/sso", "Single sign-on by SAML is not built yet"),
          post(
              "/resend",
              (fields, _) -> new Step.Resend(demanded(fields, "type"), fields.contact())),
          get("/reauthenticate", _ -> new Step.Reauthenticate()),
          post(VERIFY, (fields, _) -> verify(fields)),
          get(VERIFY, query -> new Step.FollowLink(query.text("type"), query.text("token"))),
          get("/settings", _ -> new Step.ReadSettings()),
          get("/health", _ -> new Step.ReadHealth()),
          get("/.well-known/jwks.json", _ -> new Step.ReadKeySet()));

  /** Every route of this door. */
  static final List<Route> ALL =
      Stream.of(OWN, FactorRoutes.ALL, AdminRoutes.ALL).flatMap(List::stream).toList();

  /** What the wire has and we have not, said so rather than unknown. */
  private static Route notYet(String method, String template, String message) {
    return new Route(method, template, false, (_, _) -> new Step.NotYet(message));
  }

  static Route post(String template, BiFunction<Fields, Query, Step> reading) {
    return new Route("POST", template, true, reading);
  }

  static Route get(String template, java.util.function.Function<Query, Step> reading) {
    return new Route("GET", template, false, (_, query) -> reading.apply(query));
  }

  /**
   * The route of a request.
   *
   * @throws Failure PATH_INVALID, METHOD
   */
  static Route find(Exchange exchange) {
    String path = exchange.path();
    List<Route> same = ALL.stream().filter(it -> it.template().equals(path)).toList();
    List<Route> there =
        same.isEmpty() ? ALL.stream().filter(it -> it.parts(path).isPresent()).toList() : same;
    if (there.isEmpty()) {
      throw Problem.of(ErrorCode.PATH_INVALID, "Not found").failure();
    }
    String method = exchange.method().equals("HEAD") ? "GET" : exchange.method();
    return there.stream()
        .filter(it -> it.method().equals(method))
        .findFirst()
        .orElseThrow(() -> {
          exchange.set("Allow", String.join(", ", there.stream().map(Route::method).toList()));
          return Problem.of(ErrorCode.METHOD, "Method not allowed").failure();
        });
  }

  /** Whether somebody only looks where a link leads, as filters of mail do. */
  static boolean looks(Exchange exchange) {
    return exchange.method().equals("HEAD") && exchange.path().equals(VERIFY);
  }

  /** The variable parts of a path by name; empty where the path is not this route's. */
  Optional<Map<String, String>> parts(String path) {
    String[] wanted = template.split("/", -1);
    String[] given = path.split("/", -1);
    if (wanted.length != given.length) {
      return Optional.empty();
    }
    Map<String, String> parts = new HashMap<>();
    for (int index = 0; index < wanted.length; index++) {
      String part = wanted[index];
      if (part.startsWith("{")) {
        parts.put(part.substring(1, part.length() - 1), given[index]);
      } else if (!part.equals(given[index])) {
        return Optional.empty();
      }
    }
    return Optional.of(parts);
  }

  /** The step that a request stands for. */
  Step step(Fields fields, Query query) {
    return reading.apply(fields, query);
  }

  private static Step signUp(Fields fields) {
    Contact contact = reached(fields);
    if (contact.text().isEmpty() && !fields.has("password")) {
      return new Step.SignUpAnonymously(fields.object("data"));
    }
    if (contact.text().isEmpty()) {
      throw Problem.of(ErrorCode.VALIDATION, "Sign up requires an email address or phone number")
          .failure();
    }
    return new Step.SignUp(contact, fields.text("password"), fields.object("data"), fields.proof());
  }

  /** Messages are texts: who wants them to come otherwise is told so, and gets none. */
  private static Contact reached(Fields fields) {
    String channel = fields.text("channel");
    if (!channel.isEmpty() && !channel.equals("sms")) {
      throw Problem.of(ErrorCode.VALIDATION, "Invalid channel, supported values are 'sms'")
          .failure();
    }
    return fields.contact();
  }

  private static Step code(Fields fields, boolean create) {
    return new Step.SendCode(reached(fields), create, fields.object("data"), fields.proof());
  }

  private static boolean wanted(Fields fields) {
    return !fields.has("create_user") || fields.truth("create_user");
  }

  private static Contact email(Fields fields) {
    return new Contact(Contact.Kind.EMAIL, fields.text("email"));
  }

  private static Step verify(Fields fields) {
    return new Step.Verify(
        demanded(fields, "type"),
        fields.contact(),
        fields.text("token").strip(),
        fields.text("token_hash"));
  }

  private static Step grant(Fields fields, Query query) {
    return switch (query.text("grant_type")) {
      case "password" -> new Step.PasswordGrant(fields.contact(), fields.text("password"));
      case "refresh_token" -> new Step.RefreshGrant(demanded(fields, "refresh_token"));
      case "id_token" -> idToken(fields);
      case "web3" -> new Step.NotYet("Signing in by a wallet is not built yet");
      case "pkce" -> new Step.CodeExchange(fields.text("auth_code"), fields.text("code_verifier"));
      default -> throw Problem.of(ErrorCode.VALIDATION, "unsupported_grant_type").failure();
    };
  }

  private static Step idToken(Fields fields) {
    Step.Word word =
        new Step.Word(
            fields.text("provider"),
            fields.text("issuer"),
            demanded(fields, "id_token"),
            fields.text("access_token"),
            fields.text("nonce"));
    return fields.truth("link_identity")
        ? new Step.LinkIdentity(word)
        : new Step.IdTokenGrant(word);
  }

  static String demanded(Fields fields, String name) {
    String text = fields.text(name);
    if (text.isEmpty()) {
      throw Problem.of(ErrorCode.VALIDATION, name + " required").failure();
    }
    return text;
  }

  private static Step update(Fields fields) {
    return new Step.UpdateUser(
        fields.text("email"),
        fields.text("phone"),
        fields.text("password"),
        fields.text("current_password"),
        fields.text("nonce"),
        fields.object("data"),
        fields.proof());
  }

  private static Step.Scope scope(Query query) {
    return switch (query.text("scope").toLowerCase(Locale.ROOT)) {
      case "", "global" -> Step.Scope.GLOBAL;
      case "local" -> Step.Scope.LOCAL;
      case "others" -> Step.Scope.OTHERS;
      default -> throw Problem.of(ErrorCode.VALIDATION, "Unsupported logout scope").failure();
    };
  }
}
