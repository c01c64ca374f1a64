package msingi.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import msingi.auth.Keys;
import msingi.definition.App;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.migrate.Permission;
import msingi.migrate.Progress;
import msingi.pipeline.Pipeline;
import msingi.server.Wiring;

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
    Wiring.Rehearsal rehearsal = database.wiring().rehearsal(app, database.store());
    Map<String, String> bearers = bearers(file, rehearsal, database);
    List<Outcome> outcomes = new ArrayList<>();
    Pipeline pipeline = database.pipeline(rehearsal.authenticator());
    try (Local local = new Local(database.wiring(), app, pipeline)) {
      String service = bearers.getOrDefault("service", "");
      file.rows().forEach((collection, rows) -> put(file, local, service, collection, rows));
      for (AccessFile.Case each : file.cases()) {
        String prefer =
            each.method().equals("GET") ? "" : "return=representation,missing=default,tx=rollback";
        HttpResponse<String> answer =
            local.send(
                each.method(),
                each.target(),
                bearers.getOrDefault(each.as(), ""),
                each.body(),
                prefer);
        outcomes.add(new Outcome(each, wrong(each.expectation(), answer)));
      }
    }
    return outcomes;
  }

  /** What every caller shows: a secret key, the access token of an account, or nothing. */
  private static Map<String, String> bearers(
      AccessFile file, Wiring.Rehearsal rehearsal, Database database) {
    Map<String, String> bearers = new HashMap<>();
    bearers.put("stranger", "");
    bearers.put("service", database.keys().create(Keys.Kind.SECRET, "cases").await().text());
    file.callers().forEach((name, actor) -> bearers.put(name, rehearsal.actors().token(actor)));
    return bearers;
  }

  /** Whoever signs in has a row of users already: what the file says of them is laid over it. */
  private static void put(
      AccessFile file, Local local, String service, String collection, List<?> rows) {
    String prefer =
        collection.equals("users")
            ? "missing=default,resolution=merge-duplicates"
            : "missing=default";
    HttpResponse<String> put =
        local.send("POST", "/rest/v1/" + collection, service, json(rows), prefer);
    if (put.statusCode() >= 400) {
      throw Problem.of(
              ErrorCode.DEFINITION, file.name() + ": the rows of " + collection + " are refused")
          .withDetails(put.body())
          .failure();
    }
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
