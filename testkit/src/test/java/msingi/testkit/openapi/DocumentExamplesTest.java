package msingi.testkit.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import msingi.testkit.Place;
import msingi.testkit.scenario.People;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every example of the documents is a request that the server understands, on every store. */
class DocumentExamplesTest {
  @SuppressWarnings("unused")
  private static final List<String> STORES = Place.STORES;

  /**
   * What an example may meet all the same: a row that is not there yet or is there already, a
   * reference to none, a check, a function of the words that the example has, no right.
   */
  private static final Set<String> MET =
      Set.of("23503", "23505", "23514", "42501", "PGRST103", "PGRST116");

  private final Set<String> wrong = new TreeSet<>();
  private int asked;
  private int good;

  @ParameterizedTest
  @FieldSource("STORES")
  void ofTheWorkshop(String store) {
    try (Running running = Running.start(store, Workshop.definition());
        Asking asking = new Asking(running)) {
      for (String caller : Workshop.CALLERS) {
        all(asking, Workshop.headers(caller, running));
      }
    }
    verdict(store, 300);
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void ofTheClinic(String store) {
    try (Running running = Running.start(store, Running.example("clinic"));
        Asking asking = new Asking(running)) {
      for (String caller : List.of("stranger", "nurse", "doctor", "secret")) {
        all(asking, People.headers(caller, running));
      }
    }
    verdict(store, 100);
  }

  private void verdict(String store, int least) {
    System.out.printf("%s: %d examples asked, %d answered with success%n", store, asked, good);
    assertThat(wrong).isEmpty();
    assertThat(asked).isGreaterThan(least);
    assertThat(good * 100 / asked).isGreaterThan(80);
  }

  private void all(Asking asking, Map<String, String> shown) {
    Contracts contract = Contracts.of(asking.document("/openapi.json", shown));
    for (Contracts.Operation operation : contract.operations()) {
      ask(asking, shown, contract, operation, new JsonObject());
      for (JsonObject parameter : operation.parameters()) {
        if (parameter.containsKey("example")) {
          fits(contract, parameter.getJsonObject("schema"), parameter.getValue("example"));
          ask(asking, shown, contract, operation, parameter);
        }
      }
    }
    postman(asking, shown);
  }

  private void fits(Contracts contract, JsonObject schema, Object example) {
    List<String> mistakes = contract.mistakes(schema, Json.encode(example));
    if (!mistakes.isEmpty()) {
      wrong.add("the example " + example + " is not of its schema: " + mistakes);
    }
  }

  /** The operation with what it must have, its body and one parameter more. */
  private void ask(
      Asking asking,
      Map<String, String> shown,
      Contracts contract,
      Contracts.Operation operation,
      JsonObject one) {
    Map<String, String> headers = new HashMap<>();
    StringBuilder query = new StringBuilder();
    for (JsonObject parameter : operation.parameters()) {
      if (parameter.getBoolean("required", false) || parameter.equals(one)) {
        String value = String.valueOf(parameter.getValue("example"));
        if (parameter.getString("in").equals("header")) {
          headers.put(parameter.getString("name"), value);
        } else {
          query.append(query.isEmpty() ? "?" : "&").append(encoded(parameter.getString("name")));
          query.append('=').append(encoded(value));
        }
      }
    }
    JsonObject content =
        operation
            .json()
            .getJsonObject("requestBody", new JsonObject())
            .getJsonObject("content", new JsonObject())
            .getJsonObject("application/json", new JsonObject());
    if (!content.isEmpty() && !content.containsKey("example")) {
      return;
    }
    String body = "";
    if (!content.isEmpty()) {
      fits(contract, content.getJsonObject("schema"), content.getValue("example"));
      body = Json.encode(content.getValue("example"));
      headers.put("Content-Type", "application/json");
    }
    headers.putAll(shown);
    String target = contract.root() + operation.path() + query;
    judge(
        operation.method() + " " + target + " " + headers + body,
        asking.ask(operation.method(), target, headers, body));
  }

  private void judge(String request, HttpResponse<String> answer) {
    asked++;
    if (answer.statusCode() < 300) {
      good++;
    } else if (!answer.body().startsWith("{")
        || !MET.contains(new JsonObject(answer.body()).getString("code"))) {
      wrong.add(request + ": " + answer.statusCode() + " " + answer.body());
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** The requests of the Postman collection as they stand there, variables filled in. */
  private void postman(Asking asking, Map<String, String> shown) {
    JsonArray folders = asking.document("/postman.json", shown).getJsonArray("item");
    assertThat(folders).isNotEmpty();
    for (Object folder : folders) {
      for (Object item : ((JsonObject) folder).getJsonArray("item")) {
        JsonObject request = ((JsonObject) item).getJsonObject("request");
        JsonObject body = request.getJsonObject("body", new JsonObject());
        if (body.isEmpty() || !body.getString("raw").isEmpty()) {
          saved(asking, shown, request, body.getString("raw", ""));
        }
      }
    }
  }

  private void saved(Asking asking, Map<String, String> shown, JsonObject request, String body) {
    Map<String, String> headers = new HashMap<>();
    for (Object each : request.getJsonArray("header")) {
      JsonObject header = (JsonObject) each;
      if (!header.getBoolean("disabled", false) && !header.getString("value").contains("{{")) {
        headers.put(header.getString("key"), header.getString("value"));
      }
    }
    headers.putAll(shown);
    String target = request.getJsonObject("url").getString("raw").replace("{{baseUrl}}", "");
    String method = request.getString("method");
    judge("postman " + method + " " + target, asking.ask(method, target, headers, body));
  }
}
