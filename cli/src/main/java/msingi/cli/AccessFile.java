package msingi.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import msingi.auth.accounts.Actors;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A file of access cases.
 *
 * @param rows what the database holds, by collection in the file's order
 * @param callers who sign in, by name; stranger and service are always there besides
 */
record AccessFile(
    String name, Map<String, List<?>> rows, Map<String, Actors.Actor> callers, List<Case> cases) {

  /** What a case expects. */
  sealed interface Expectation {
    /** It is done; with this many rows, or any when below 0. */
    record Allowed(int count) implements Expectation {}

    /** It is done and answers exactly these rows. */
    record Rows(List<?> rows) implements Expectation {}

    /** Nothing is seen and nothing done; with this code, or any when empty. */
    record Refused(String code) implements Expectation {}
  }

  /**
   * One case.
   *
   * @param body JSON, or empty
   */
  record Case(
      String name, String as, String method, String target, String body, Expectation expectation) {}

  private static final Set<String> CASE =
      Set.of("name", "as", "request", "body", "allowed", "refused");
  private static final Set<String> FILE = Set.of("rows", "callers", "cases");
  private static final Set<String> CALLER = Set.of("uid", "email", "roles", "anonymous");
  private static final List<String> ALWAYS = List.of("stranger", "service");

  static AccessFile read(Path file) throws IOException {
    String name = "access/" + file.getFileName();
    try {
      Object document =
          new Load(LoadSettings.builder().setLabel(name).build())
              .loadFromString(Files.readString(file));
      Map<String, Object> top = map(name, document, FILE);
      Map<String, List<?>> rows = new LinkedHashMap<>();
      map(name + ": rows", top.getOrDefault("rows", Map.of()), Set.of())
          .forEach((collection, list) -> rows.put(collection, list(name + ": rows", list)));
      Map<String, Actors.Actor> callers = new LinkedHashMap<>();
      map(name + ": callers", top.getOrDefault("callers", Map.of()), Set.of())
          .forEach((who, what) -> callers.put(who, caller(name + ": " + who, what)));
      Set<String> known = new LinkedHashSet<>(ALWAYS);
      known.addAll(callers.keySet());
      List<Case> cases = new ArrayList<>();
      for (Object each : list(name + ": cases", top.getOrDefault("cases", List.of()))) {
        cases.add(one(name + ": case " + (cases.size() + 1), each, known));
      }
      return new AccessFile(name, rows, callers, cases);
    } catch (YamlEngineException broken) {
      throw wrong(name, String.valueOf(broken.getMessage()));
    }
  }

  private static Actors.Actor caller(String place, Object node) {
    Map<String, Object> map = map(place, node, CALLER);
    return new Actors.Actor(
        map.containsKey("uid")
            ? UUID.fromString(String.valueOf(map.get("uid")))
            : UUID.randomUUID(),
        String.valueOf(map.getOrDefault("email", "")),
        list(place, map.getOrDefault("roles", List.of())).stream().map(String::valueOf).toList(),
        Boolean.TRUE.equals(map.get("anonymous")));
  }

  private static Case one(String place, Object node, Set<String> callers) {
    Map<String, Object> map = map(place, node, CASE);
    String[] request = String.valueOf(map.getOrDefault("request", "")).split(" ", 2);
    String as = String.valueOf(map.getOrDefault("as", ""));
    if (request.length != 2 || !request[1].startsWith("/rest/v1/")) {
      throw wrong(place, "request must be a method and a path, like GET /rest/v1/patients");
    }
    if (!callers.contains(as)) {
      throw wrong(place, "as must be one of " + String.join(", ", callers));
    }
    if (map.containsKey("allowed") == map.containsKey("refused")) {
      throw wrong(place, "say allowed or refused");
    }
    String name = String.valueOf(map.getOrDefault("name", as + ": " + request[0]));
    String body = map.containsKey("body") ? AccessRun.json(map.get("body")) : "";
    return new Case(name, as, request[0], request[1], body, expectation(place, map));
  }

  private static Expectation expectation(String place, Map<String, Object> map) {
    if (map.containsKey("refused")) {
      Object refused = map.get("refused");
      return new Expectation.Refused(Boolean.TRUE.equals(refused) ? "" : String.valueOf(refused));
    }
    Object allowed = map.get("allowed");
    if (allowed instanceof List<?> rows) {
      return new Expectation.Rows(rows);
    }
    if (allowed instanceof Integer count) {
      return new Expectation.Allowed(count);
    }
    if (Boolean.TRUE.equals(allowed)) {
      return new Expectation.Allowed(-1);
    }
    throw wrong(place, "allowed must be true, a number of rows, or the rows");
  }

  /** The mapping; no known keywords means that any are good. */
  private static Map<String, Object> map(String place, Object node, Set<String> known) {
    if (!(node instanceof Map<?, ?> map)) {
      throw wrong(place, "a mapping is wanted here");
    }
    Map<String, Object> typed = new LinkedHashMap<>();
    map.forEach((key, value) -> {
      if (!known.isEmpty() && !known.contains(String.valueOf(key))) {
        throw wrong(place, "unknown keyword " + key + "; there are " + known);
      }
      typed.put(String.valueOf(key), value);
    });
    return typed;
  }

  private static List<?> list(String place, Object node) {
    if (node instanceof List<?> list) {
      return list;
    }
    throw wrong(place, "a list is wanted here");
  }

  private static RuntimeException wrong(String place, String reason) {
    return Problem.of(ErrorCode.DEFINITION, place + ": " + reason)
        .withHint("docs/access.md shows the format.")
        .failure();
  }
}
