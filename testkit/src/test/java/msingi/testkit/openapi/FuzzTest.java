package msingi.testkit.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import msingi.testkit.Place;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Every operation of the OpenAPI document, driven by what the document says and by nothing else:
 * values that it allows and values that it does not. No answer is a mistake of the server, none has
 * a status or a body that the document does not describe, and what the document allows is
 * understood.
 */
class FuzzTest {
  @SuppressWarnings("unused")
  private static final List<String> STORES = Place.STORES;

  private static final int ROUNDS = 30;
  private static final int MOST_OF_A_KIND = 6;
  private static final long SEED = 20_261_121;

  /** Codes that say that a request was not understood or not of the right form. */
  private static final Set<String> NOT_UNDERSTOOD =
      Set.of(
          "PGRST100",
          "PGRST102",
          "PGRST105",
          "PGRST107",
          "PGRST108",
          "PGRST118",
          "PGRST122",
          "PGRST125",
          "PGRST202",
          "PGRST204",
          "PGRST205",
          "42703",
          "42883",
          "22P02",
          "22003",
          "22001",
          "22007",
          "22008",
          "23502",
          "MSI102");

  private final Set<String> wrong = new TreeSet<>();
  private final Map<Integer, Integer> statuses = new TreeMap<>();
  private final Map<String, Integer> driven = new TreeMap<>();
  private int understood;

  @ParameterizedTest
  @FieldSource("STORES")
  void noOperationAnswersWhatItsContractDoesNotSay(String store) {
    try (Running running = Running.start(store, Workshop.definition());
        Asking asking = new Asking(running)) {
      for (String caller : Workshop.CALLERS) {
        Map<String, String> shown = Workshop.headers(caller, running);
        Contracts contract = Contracts.of(asking.document("/openapi.json", shown));
        Drawing drawing = new Drawing(contract, new Random(SEED));
        for (int round = 0; round < ROUNDS; round++) {
          for (Contracts.Operation operation : contract.operations()) {
            drive(asking, shown, contract, operation, drawing);
          }
        }
      }
    }
    System.out.printf("%s: %s, %d valid and answered well%n", store, statuses, understood);
    assertThat(wrong).isEmpty();
    assertThat(driven).hasSizeGreaterThan(40);
    assertThat(statuses.keySet()).contains(200, 201, 204, 206, 400, 406, 409);
    assertThat(understood).isGreaterThan(1_500);
  }

  private void drive(
      Asking asking,
      Map<String, String> shown,
      Contracts contract,
      Contracts.Operation operation,
      Drawing drawing) {
    Asked asked = Asked.of(contract, operation, drawing);
    Map<String, String> headers = new HashMap<>(asked.headers());
    headers.putAll(shown);
    HttpResponse<String> answer = asking.ask(asked.method(), asked.target(), headers, asked.body());
    statuses.merge(answer.statusCode(), 1, Integer::sum);
    driven.merge(operation.id(), 1, Integer::sum);
    mistake(contract, operation, asked, answer)
        .ifPresent(it -> {
          if (wrong.stream().filter(other -> other.startsWith(it)).count() < MOST_OF_A_KIND) {
            wrong.add(it + "\n  " + asked + "\n  " + answer.statusCode() + " " + answer.body());
          }
        });
  }

  private Optional<String> mistake(
      Contracts contract, Contracts.Operation operation, Asked asked, HttpResponse<String> answer) {
    int status = answer.statusCode();
    if (status >= 500) {
      return Optional.of("a mistake of the server");
    }
    Optional<JsonObject> described = contract.response(operation, status);
    if (described.isEmpty()) {
      return Optional.of("an undocumented status");
    }
    if (asked.valid()) {
      if (status < 400) {
        understood++;
      } else if (answer.body().startsWith("{")) {
        String code = new JsonObject(answer.body()).getString("code");
        if (NOT_UNDERSTOOD.contains(code)) {
          return Optional.of("not understood though the document allows it");
        }
      }
    }
    return body(contract, described.get(), answer);
  }

  /** What is wrong with a body by the schema of its media type. */
  private static Optional<String> body(
      Contracts contract, JsonObject described, HttpResponse<String> answer) {
    if (answer.body().isEmpty()) {
      return Optional.empty();
    }
    String type = answer.headers().firstValue("content-type").orElse("").split(";")[0];
    JsonObject content = described.getJsonObject("content", new JsonObject()).getJsonObject(type);
    if (content == null) {
      return Optional.of("a media type that is not documented: " + type);
    }
    if (!type.equals("application/json") && !type.endsWith("+json")) {
      return Optional.empty();
    }
    List<String> mistakes = contract.mistakes(content.getJsonObject("schema"), answer.body());
    return mistakes.isEmpty()
        ? Optional.empty()
        : Optional.of("not as the schema says " + mistakes.getFirst());
  }

  /** A test that cannot fail proves nothing: documents that say too little are found out. */
  @org.junit.jupiter.api.Test
  void whatADocumentLeavesOutIsFound() {
    try (Running running = Running.start("sqlite", Workshop.definition());
        Asking asking = new Asking(running)) {
      Map<String, String> shown = Workshop.headers("secret", running);
      JsonObject document = asking.document("/openapi.json", shown);
      document
          .getJsonObject("paths")
          .forEach(path ->
              ((JsonObject) path.getValue())
                  .forEach(operation ->
                      ((JsonObject) operation.getValue())
                          .getJsonObject("responses")
                          .remove("400")));
      JsonObject tools =
          document.getJsonObject("components").getJsonObject("schemas").getJsonObject("tools");
      tools
          .getJsonObject("properties")
          .getJsonObject("name")
          .put("type", new JsonArray().add("null"));
      Contracts contract = Contracts.of(document);
      Drawing drawing = new Drawing(contract, new Random(SEED));
      for (int round = 0; round < ROUNDS; round++) {
        contract.operations().forEach(it -> drive(asking, shown, contract, it, drawing));
      }
    }
    assertThat(wrong).anyMatch(it -> it.startsWith("an undocumented status"));
    assertThat(wrong).anyMatch(it -> it.startsWith("not as the schema says"));
  }
}
