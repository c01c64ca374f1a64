package msingi.cli;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import msingi.base.Deadline;
import msingi.definition.Access;
import msingi.definition.App;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.expression.Value;
import msingi.request.Caller;
import msingi.request.Credentials;
import msingi.request.Engine;
import msingi.request.Request;
import msingi.request.Surface;
import msingi.result.Done;
import msingi.result.RowSink;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows how a request would be answered. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = "Show a request's plan, rules, SQL and the database's own query plan.",
    footer = {
      "",
      "Examples:",
      "  msingi explain 'GET /rest/v1/cities?country=eq.KE&limit=3'",
      "  msingi explain 'GET /rest/v1/patients' --as uid=0190a000-...,roles=nurse,doctor",
      "  msingi explain 'PATCH /rest/v1/cities?id=eq.1' --body '{\"name\":\"X\"}' --as service"
    })
final class ExplainCommand extends StoreCommand {
  @Parameters(paramLabel = "REQUEST", description = "a method and a path with its query")
  private String request = "";

  @Option(
      names = "--as",
      paramLabel = "WHO",
      description = "stranger, service, or uid=UUID,roles=A,B (stranger)")
  private String who = "stranger";

  @Option(names = "--body", paramLabel = "JSON", description = "the request's body")
  private String body = "";

  ExplainCommand(Screen screen) {
    super(screen);
  }

  @Override
  public Integer call() {
    String[] words = request.strip().split("\\s+", 2);
    if (words.length != 2 || !words[1].startsWith("/")) {
      screen().note("a request is a method and a path, like 'GET /rest/v1/cities?limit=3'");
      return Main.USAGE;
    }
    App app = app();
    Caller caller = caller(who);
    try (Database database = database(app)) {
      database.demandMigrated();
      Explaining engine = new Explaining(database, caller);
      try (Local local = new Local(database.wiring(), app, engine)) {
        var answer = local.send(words[0], words[1].replace(" ", "%20"), "", body, "");
        if (engine.texts.isEmpty()) {
          screen()
              .note("refused before any statement: " + answer.statusCode() + " " + answer.body());
          return Main.FAILED;
        }
      }
      screen().say("caller: " + caller.role().text() + ", roles " + caller.roles());
      engine.texts.forEach(screen()::say);
    }
    return Main.OK;
  }

  /** Whom {@code --as} means. */
  static Caller caller(String text) {
    if (text.equals("stranger")) {
      return Caller.STRANGER;
    }
    if (text.equals("service")) {
      return Caller.SERVICE;
    }
    Value uid = Value.Null.NULL;
    List<String> roles = new ArrayList<>();
    boolean inRoles = false;
    for (String part : Arrays.asList(text.split(","))) {
      if (part.startsWith("uid=")) {
        uid = new Value.Uuid(UUID.fromString(part.substring(4)));
        inRoles = false;
      } else if (part.startsWith("roles=")) {
        roles.add(part.substring(6));
        inRoles = true;
      } else if (inRoles) {
        roles.add(part);
      } else {
        throw Problem.of(ErrorCode.CONFIGURATION, "nobody is called " + part)
            .withHint("--as takes stranger, service, or uid=UUID,roles=A,B.")
            .failure();
      }
    }
    return new Caller(Caller.Role.AUTHENTICATED, uid, roles, false, Map.of());
  }

  /** An engine that explains instead of answering. */
  private static final class Explaining implements Engine {
    private final Database database;
    private final Caller caller;
    private final ConcurrentLinkedQueue<String> texts = new ConcurrentLinkedQueue<>();

    Explaining(Database database, Caller caller) {
      this.database = database;
      this.caller = caller;
    }

    @Override
    public Future<Session> admit(Credentials credentials, Deadline deadline) {
      return Future.succeededFuture(new Instead(database.session(caller), texts));
    }
  }

  /** Keeps the explanation and refuses, so that nothing is read or written. */
  private record Instead(Engine.Session session, ConcurrentLinkedQueue<String> texts)
      implements Engine.Session {
    @Override
    public Caller caller() {
      return session.caller();
    }

    @Override
    public Surface surface() {
      return session.surface();
    }

    @Override
    public Future<Done> run(Request request, RowSink sink) {
      texts.add(rules(session.surface(), request));
      return session
          .explain(request)
          .compose(text -> {
            texts.add(text);
            return Future.failedFuture(Problem.of(ErrorCode.NOT_YET, "explained").failure());
          });
    }

    @Override
    public Future<String> explain(Request request) {
      return session.explain(request);
    }

    private static String rules(Surface surface, Request request) {
      String id =
          switch (request) {
            case Request.Read read -> read.query().collection();
            case Request.Write write -> write.collection();
          };
      Access access = surface.app().collection(id).access();
      return "collection: "
          + id
          + "\nrules (row 0 is the row at hand):\n  read:   "
          + ExpressionText.of(access.read())
          + "\n  create: "
          + ExpressionText.of(access.create())
          + "\n  update: "
          + ExpressionText.of(access.update())
          + "\n  delete: "
          + ExpressionText.of(access.delete())
          + "\n";
    }
  }
}
