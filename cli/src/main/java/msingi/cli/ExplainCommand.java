package msingi.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import msingi.definition.App;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.expression.Value;
import msingi.request.Caller;
import msingi.request.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows how a request would be answered, without answering it. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Show how a request would be answered.",
      "That is what it asks, the rules that apply, the statements with their values, and the"
          + " database's own query plan for a read. Nothing is changed."
    },
    footer = {
      "",
      "Examples:",
      "  msingi explain 'GET /rest/v1/cities?country=eq.KE&limit=3'",
      "  msingi explain 'GET /rest/v1/patients' --as 'uid=0190a000-...,roles=nurse,doctor'",
      "  msingi explain 'DELETE /rest/v1/patients?name=eq.Amina' --as service --json"
    })
final class ExplainCommand extends StoreCommand {
  @Parameters(paramLabel = "REQUEST", description = "method and path, e.g. 'GET /rest/v1/cities'")
  private String request = "";

  @Option(
      names = "--as",
      paramLabel = "CALLER",
      description = "stranger (default), service, or uid=UUID[,roles=A,B]")
  private String as = "stranger";

  @Option(names = "--body", paramLabel = "JSON", description = "the body of a write")
  private String body = "";

  @Option(names = "--prefer", paramLabel = "TEXT", description = "the header Prefer")
  private String prefer = "";

  @Option(names = "--json", description = "answer as one JSON object")
  private boolean json;

  ExplainCommand(Screen screen) {
    super(screen);
  }

  @Override
  public Integer call() {
    String[] words = request.strip().split("\\s+", 2);
    if (words.length != 2 || !words[1].startsWith("/rest/v1/")) {
      screen().note("the request must be a method and a path: 'GET /rest/v1/cities'");
      return Main.USAGE;
    }
    Optional<Caller> caller = caller(as);
    if (caller.isEmpty()) {
      screen().note("--as must be stranger, service, or uid=UUID[,roles=A,B], not: " + as);
      return Main.USAGE;
    }
    App app = app();
    try (Database database = database(app)) {
      database.demandMigrated();
      Decoder decoder = new Decoder(database.session(caller.get()));
      HttpResponse<String> answer = sent(database, app, decoder, words[0], words[1]);
      return decoder
          .request()
          .map(it -> show(app, caller.get(), it, statements(decoder, it)))
          .orElseGet(() -> refused(answer));
    }
  }

  private HttpResponse<String> sent(
      Database database, App app, Decoder decoder, String method, String target) {
    try (Local local = new Local(database.wiring(), app, decoder)) {
      return local.send(method, target, "", body, prefer);
    } catch (IllegalArgumentException broken) {
      throw Problem.of(ErrorCode.PATH_INVALID, "This is not a path: " + target)
          .withHint("Write spaces as %20 and other special characters in the same way.")
          .failure();
    }
  }

  private static String statements(Decoder decoder, Request request) {
    return decoder.session().explain(request).await();
  }

  /** Whom {@code --as} names; empty when it names nobody. */
  static Optional<Caller> caller(String text) {
    if (text.equals("stranger")) {
      return Optional.of(Caller.STRANGER);
    }
    if (text.equals("service")) {
      return Optional.of(Caller.SERVICE);
    }
    String[] parts = text.split(",roles=", 2);
    if (!parts[0].startsWith("uid=")) {
      return Optional.empty();
    }
    try {
      Value uid = new Value.Uuid(UUID.fromString(parts[0].substring("uid=".length())));
      List<String> roles = parts.length == 2 ? List.of(parts[1].split("[|,]")) : List.of();
      return Optional.of(new Caller(Caller.Role.AUTHENTICATED, uid, roles, false, Map.of()));
    } catch (IllegalArgumentException broken) {
      return Optional.empty();
    }
  }

  private int show(App app, Caller caller, Request decoded, String statements) {
    RequestWords words = RequestWords.of(app, decoded);
    RuleTexts texts = RuleTexts.of(this);
    List<RuleTexts.Rule> rules = texts.of(app, words.touched());
    if (json) {
      JsonArray list = new JsonArray();
      rules.forEach(it -> list.add(new JsonObject().put("name", it.name()).put("rule", it.text())));
      screen()
          .say(
              new JsonObject()
                  .put("request", request)
                  .put("as", as)
                  .put("plan", new JsonArray(words.lines()))
                  .put("rules", list)
                  .put("rules_apply", !caller.service())
                  .put("statements", statements)
                  .encodePrettily());
      return Main.OK;
    }
    words.lines().forEach(screen()::say);
    screen().say("");
    screen().say(caller.service() ? "Rules (a secret key passes them):" : "Rules:");
    rules.forEach(it -> screen().say("  " + it.name() + ": " + it.text()));
    screen().say("");
    screen().say(statements);
    return Main.OK;
  }

  /** The door refused; no statement would be run. */
  private int refused(HttpResponse<String> answer) {
    if (json) {
      screen()
          .say(
              new JsonObject()
                  .put("request", request)
                  .put("as", as)
                  .put("status", answer.statusCode())
                  .put("refused", answer.body())
                  .encodePrettily());
    } else {
      screen().say("refused before any statement: " + answer.statusCode() + " " + answer.body());
    }
    return Main.FAILED;
  }

  /** What ends the door's work once it has decoded a request. */
  static Failure decoded() {
    return Problem.of(ErrorCode.NOT_YET, "The request is explained, not run").failure();
  }
}
