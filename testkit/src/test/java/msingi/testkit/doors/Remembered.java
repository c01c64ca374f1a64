package msingi.testkit.doors;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import msingi.definition.Collection;
import msingi.definition.Column;
import msingi.testkit.scenario.Running;
import msingi.testkit.scenario.Scenario;
import msingi.testkit.scenario.ScenarioRunner;

/** The rows of a server as they are, to be put back after a write. */
public final class Remembered implements AutoCloseable {
  private static final String BACK = "resolution=merge-duplicates,return=minimal";

  private final Model model;
  private final String key;
  private final ScenarioRunner runner;
  private final Map<String, JsonArray> rows = new LinkedHashMap<>();

  /**
   * @param collections which to remember, each after those that it refers to
   */
  public Remembered(Running running, Model model, List<String> collections) {
    this.model = model;
    this.key = running.secretKey();
    this.runner = new ScenarioRunner(running.uri());
    collections.forEach(it -> rows.put(it, new JsonArray(now(it))));
  }

  /** The rows of a collection as JSON, by their key. */
  public String now(String collection) {
    String order = String.join(",", model.key(collection));
    return send("GET", collection + "?order=" + order, "", "").body();
  }

  /** The rows that are remembered. */
  public JsonArray rows(String collection) {
    return rows.getOrDefault(collection, new JsonArray());
  }

  private HttpResponse<String> send(String method, String path, String body, String prefer) {
    Scenario scenario =
        Scenario.of(method + " " + path, method, "/rest/v1/" + path, 0).with("apikey", key);
    Scenario asked = prefer.isEmpty() ? scenario : scenario.with("Prefer", prefer);
    HttpResponse<String> answer = runner.send(body.isEmpty() ? asked : asked.sending(body));
    if (answer.statusCode() >= 300) {
      throw new IllegalStateException(method + " " + path + ": " + answer.body());
    }
    return answer;
  }

  /** Puts the rows of a collection back as they were. */
  public void restore(String collection) {
    List<String> columns = model.key(collection);
    JsonArray wanted = rows(collection);
    if (columns.size() != 1) {
      send("DELETE", collection, "", "");
      send("POST", collection, wanted.encode(), "return=minimal");
      return;
    }
    String column = columns.getFirst();
    String kept =
        wanted.stream()
            .map(it -> "\"" + ((JsonObject) it).getValue(column) + "\"")
            .collect(Collectors.joining(",", "(", ")"));
    send("DELETE", collection + "?" + column + "=not.in." + RestFilter.encoded(kept), "", "");
    if (!wanted.isEmpty()) {
      send("POST", collection, wanted.encode(), BACK);
    }
  }

  /** Puts everything back. */
  public void restore() {
    List<String> backwards = new ArrayList<>(rows.keySet());
    for (String each : backwards.reversed()) {
      send("DELETE", each, "", "");
    }
    rows.forEach((collection, wanted) -> {
      if (!wanted.isEmpty()) {
        send("POST", collection, wanted.encode(), BACK);
      }
    });
  }

  /** New rows, posted with a secret key. */
  public void put(String collection, JsonArray given) {
    if (!given.isEmpty()) {
      send("POST", collection, given.encode(), "return=minimal");
    }
  }

  /** What differs from what is remembered; empty where nothing does. */
  public String difference(String collection) {
    JsonArray before = rows(collection);
    JsonArray after = new JsonArray(now(collection));
    List<String> automatic =
        model.collection(collection).stream()
            .flatMap(it -> it.columns().stream())
            .filter(it -> it.automatic() || it.fill() == Column.Fill.NewId.NEW_ID || it.left())
            .map(Column::name)
            .toList();
    return lines(after, before, automatic, "+") + lines(before, after, automatic, "-");
  }

  private static String lines(JsonArray of, JsonArray without, List<String> hidden, String sign) {
    List<String> others = without.stream().map(it -> line(it, hidden)).toList();
    return of.stream()
        .map(it -> line(it, hidden))
        .filter(it -> !others.contains(it))
        .map(it -> sign + it + "\n")
        .collect(Collectors.joining());
  }

  private static String line(Object row, List<String> hidden) {
    JsonObject copy = ((JsonObject) row).copy();
    hidden.forEach(copy::remove);
    return copy.encode();
  }

  /** The collections of an application, each after those that it refers to. */
  public static List<String> inOrder(Model model) {
    List<String> ordered = new ArrayList<>();
    model.app().collections().values().forEach(it -> add(model, it, ordered));
    return ordered;
  }

  private static void add(Model model, Collection collection, List<String> ordered) {
    if (ordered.contains(collection.name())) {
      return;
    }
    collection.relations().values().stream()
        .filter(msingi.definition.Relation.ToOne.class::isInstance)
        .filter(it -> !it.to().equals(collection.id()))
        .map(it -> model.app().collections().get(it.to()))
        .filter(it -> it != null)
        .forEach(it -> add(model, it, ordered));
    ordered.add(collection.name());
  }

  @Override
  public void close() {
    runner.close();
  }
}
