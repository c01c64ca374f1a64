package msingi.cli;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import msingi.auth.Authenticator;
import msingi.definition.App;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.migrate.Permission;
import msingi.migrate.Progress;
import msingi.request.Caller;

/** Runs the cases of a file on a fresh database; whatever a case writes is rolled back. */
final class AccessRun {
  /** What refusals for want of rights look like; a mistake in the request is no refusal. */
  private static final Set<String> REFUSALS =
      Set.of("42501", "PGRST205", "PGRST204", "PGRST200", "42703", "23503", "PGRST302");

  /**
   * How a case came out.
   *
   * @param wrong empty when it came out as expected
   */
  record Outcome(AccessFile.Case expected, String wrong) {}

  private AccessRun() {}

  /** Runs all cases in order. */
  static List<Outcome> of(AccessFile file, App app, Database database) {
    database.migrate("", Permission.LOSSLESS, Progress.NONE);
    Authenticator authenticator =
        credentials ->
            Future.succeededFuture(
                file.callers().getOrDefault(credentials.bearer(), Caller.STRANGER));
    List<Outcome> outcomes = new ArrayList<>();
    try (Local local = new Local(database.wiring(), app, database.pipeline(authenticator))) {
      for (Map.Entry<String, List<?>> rows : file.rows().entrySet()) {
        HttpResponse<String> put =
            local.send(
                "POST",
                "/rest/v1/" + rows.getKey(),
                "service",
                json(rows.getValue()),
                "missing=default");
        if (put.statusCode() >= 400) {
          throw Problem.of(
                  ErrorCode.DEFINITION,
                  file.name() + ": the rows of " + rows.getKey() + " are refused")
              .withDetails(put.body())
              .failure();
        }
      }
      for (AccessFile.Case each : file.cases()) {
        String prefer =
            each.method().equals("GET") ? "" : "return=representation,missing=default,tx=rollback";
        HttpResponse<String> answer =
            local.send(each.method(), each.target(), each.as(), each.body(), prefer);
        outcomes.add(new Outcome(each, wrong(each.expectation(), answer)));
      }
    }
    return outcomes;
  }

  private static String wrong(AccessFile.Expectation expectation, HttpResponse<String> answer) {
    int status = answer.statusCode();
    String shown = status + " " + answer.body();
    String text = answer.body().strip();
    int count = status < 400 && text.startsWith("[") ? new JsonArray(text).size() : -1;
    return switch (expectation) {
      case AccessFile.Expectation.Allowed(int wanted) ->
          status < 400 && (wanted < 0 || wanted == count)
              ? ""
              : "allowed" + (wanted < 0 ? "" : " with " + wanted + " rows") + ", but: " + shown;
      case AccessFile.Expectation.Rows(List<?> rows) ->
          count >= 0 && new JsonArray(text).equals(new JsonArray(json(rows)))
              ? ""
              : "allowed with " + json(rows) + ", but: " + shown;
      case AccessFile.Expectation.Refused(String code) -> {
        String found = status < 400 ? "" : code(text);
        boolean refused =
            code.isEmpty() ? count == 0 || REFUSALS.contains(found) : found.equals(code);
        yield refused
            ? ""
            : "refused" + (code.isEmpty() ? "" : " with " + code) + ", but: " + shown;
      }
    };
  }

  private static String code(String text) {
    return text.startsWith("{") ? new JsonObject(text).getString("code", "") : "";
  }

  /** What YAML held, as JSON. */
  static String json(Object value) {
    return io.vertx.core.json.Json.encode(value);
  }
}
