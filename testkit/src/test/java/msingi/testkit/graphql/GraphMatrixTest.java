package msingi.testkit.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import msingi.testkit.Place;
import msingi.testkit.matrix.Credential;
import msingi.testkit.matrix.Keyring;
import msingi.testkit.matrix.Who;
import msingi.testkit.scenario.Running;
import msingi.testkit.scenario.Scenario;
import msingi.testkit.scenario.ScenarioRunner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Every field at the root of the schema with every kind of credential, shown in every way. The
 * fields are those that the whole schema tells of itself: one that has no line here fails.
 */
class GraphMatrixTest {
  static final List<String> STORES = Place.STORES;

  private static final Map<String, String> FLAGS =
      Map.of("rate-limits", "false", "password-cost", "19,1", "password-concurrent", "2");
  private static final Map<String, String> RULES =
      new TreeMap<>(
          Map.of(
              "open", "true",
              "signed", "auth.role == 'authenticated'",
              "known", "auth.role == 'authenticated' && !auth.is_anonymous",
              "closed", "false"));
  private static final Map<String, Who> REACH =
      Map.of("open", Who.STRANGER, "signed", Who.GUEST, "known", Who.PERSON, "closed", Who.SERVICE);

  private static String definition() {
    StringBuilder text =
        new StringBuilder(
            """
            msingi: 1
            name: matrix
            auth: { autoconfirm: true, anonymous: true, site: "https://app.example.org" }
            collections:
              users: { fields: { name: text? } }
            """);
    RULES.forEach((name, rule) ->
        text.append(
            """
              %1$s:
                fields: { id: long identity, text: text }
                access: { read: %2$s, create: %2$s, update: %2$s, delete: %2$s }
            """
                .formatted(name, rule)));
    text.append("functions:\n");
    for (String volatility : List.of("stable", "volatile")) {
      RULES.forEach((name, rule) ->
          text.append(
              """
                %s_%s:
                  returns: long
                  volatility: %2$s
                  access: %3$s
                  sql: select count(*) from %1$s
              """
                  .formatted(name, volatility, rule)));
    }
    return text.toString();
  }

  /** A document that asks for a field, and who may ask it. */
  private record Line(String document, Who who) {}

  private static Map<String, Line> lines() {
    Map<String, Line> lines = new LinkedHashMap<>();
    REACH.forEach((name, who) -> {
      put(lines, "query", name + "Collection", "{ totalCount }", who);
      put(lines, "query", name + "ByPk", "(id: 1) { text }", who);
      put(lines, "query", name + "_stable", "", who);
      put(lines, "mutation", name + "_volatile", "", who);
      String written = " { affectedCount }";
      put(
          lines,
          "mutation",
          "insertInto" + name + "Collection",
          "(objects: [{text: \"a\"}])" + written,
          who);
      String one = "filter: {id: {eq: 1}})" + written;
      put(lines, "mutation", "update" + name + "Collection", "(set: {text: \"b\"}, " + one, who);
      put(lines, "mutation", "deleteFrom" + name + "Collection", "(" + one, who);
    });
    put(lines, "query", "usersCollection", "{ totalCount }", Who.SERVICE);
    String nobody = "(id: \"00000000-0000-7000-8000-000000000000\") { name }";
    put(lines, "query", "usersByPk", nobody, Who.SERVICE);
    put(lines, "query", "node", "(nodeId: \"x\") { nodeId }", Who.STRANGER);
    String set = "(set: {name: \"b\"}, filter: {name: {eq: \"x\"}}) { affectedCount }";
    put(lines, "mutation", "updateusersCollection", set, Who.SERVICE);
    put(
        lines,
        "mutation",
        "insertIntousersCollection",
        "(objects: []) { affectedCount }",
        Who.SERVICE);
    put(
        lines,
        "mutation",
        "deleteFromusersCollection",
        "(filter: {name: {eq: \"x\"}}) { affectedCount }",
        Who.SERVICE);
    put(lines, "query", "__typename", "", Who.STRANGER);
    put(lines, "query", "__schema", "{ queryType { name } }", Who.GUEST);
    put(lines, "query", "__type", "(name: \"Query\") { name }", Who.GUEST);
    return lines;
  }

  private static void put(
      Map<String, Line> lines, String operation, String field, String rest, Who who) {
    String document = operation + " { " + field + rest + " }";
    lines.put(operation + " " + field, new Line(document, who));
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void everyFieldIsOpenToWhomItShouldBeAndToNobodyElse(String store) {
    try (Running running = Running.start(store, definition(), FLAGS);
        ScenarioRunner runner = new ScenarioRunner(running.uri())) {
      Map<String, Line> lines = lines();
      assertThat(told(runner, Map.of("apikey", running.secretKey())))
          .as("the table has every field at the root, and no other")
          .isEqualTo(seen(lines, Who.SERVICE, Credential.SECRET_KEY, Credential.Way.APIKEY));
      Keyring keyring =
          new Keyring(
              running, (method, path, body, bearer) -> account(runner, method, path, body, bearer));
      List<String> wrong = new ArrayList<>();
      int asked = 0;
      for (Credential credential : Credential.values()) {
        for (Credential.Way way : Credential.Way.values()) {
          Map<String, String> headers = keyring.headers(credential, way);
          for (Line line : lines.values()) {
            JsonObject said = ask(runner, line.document(), headers);
            boolean open = said.containsKey("data") && !said.containsKey("errors");
            asked++;
            if (open != line.who().admits(credential, way)) {
              wrong.add(line + " as " + credential + " " + way + ": " + said);
            }
          }
          if (Who.GUEST.admits(credential, way)
              && !told(runner, headers).equals(seen(lines, Who.GUEST, credential, way))) {
            wrong.add("the schema of " + credential + " " + way + ": " + told(runner, headers));
          }
        }
      }
      assertThat(wrong).isEmpty();
      assertThat(asked).isGreaterThan(2_000);
    }
  }

  /** The fields that a schema tells a caller of. */
  private static TreeSet<String> told(ScenarioRunner runner, Map<String, String> headers) {
    JsonObject schema =
        ask(
                runner,
                "{ __schema { queryType { fields { name } } mutationType { fields { name } } } }",
                headers)
            .getJsonObject("data")
            .getJsonObject("__schema");
    TreeSet<String> told = new TreeSet<>();
    for (String operation : List.of("query", "mutation")) {
      JsonObject root = schema.getJsonObject(operation + "Type");
      if (root != null) {
        root.getJsonArray("fields")
            .forEach(it -> told.add(operation + " " + ((JsonObject) it).getString("name")));
      }
    }
    return told;
  }

  private static TreeSet<String> seen(
      Map<String, Line> lines, Who least, Credential credential, Credential.Way way) {
    TreeSet<String> seen = new TreeSet<>();
    lines.forEach((field, line) -> {
      if (!field.contains(" __")
          && least.admits(credential, way)
          && line.who().admits(credential, way)) {
        seen.add(field);
      }
    });
    return seen;
  }

  private static JsonObject ask(
      ScenarioRunner runner, String document, Map<String, String> headers) {
    Scenario asked =
        Scenario.of(document, "POST", "/graphql/v1", 0)
            .sending(new JsonObject().put("query", document).encode());
    for (Map.Entry<String, String> header : headers.entrySet()) {
      asked = asked.with(header.getKey(), header.getValue());
    }
    return new JsonObject(runner.send(asked).body());
  }

  private static JsonObject account(
      ScenarioRunner runner, String method, String path, JsonObject body, String bearer) {
    Scenario asked = Scenario.of(path, method, path, 0).sending(body.encode());
    HttpResponse<String> answer =
        runner.send(bearer.isEmpty() ? asked : asked.with("Authorization", "Bearer " + bearer));
    return answer.body().isEmpty() ? new JsonObject() : new JsonObject(answer.body());
  }
}
