package msingi.testkit.doors;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import msingi.testkit.scenario.Scenario;
import msingi.testkit.scenario.ScenarioRunner;

/** Wishes by REST. */
final class OverRest implements Door {
  private final Model model;
  private final ScenarioRunner runner;
  private final Heard heard;
  private final Canonical canonical;

  OverRest(URI server, Model model, Map<String, String> headers) {
    this.model = model;
    this.runner = new ScenarioRunner(server);
    this.heard = new Heard(runner, headers);
    this.canonical = new Canonical(model, Canonical.Dialect.REST);
  }

  @Override
  public String name() {
    return "REST";
  }

  @Override
  public Answer ask(Wish wish) {
    return switch (wish) {
      case Wish.Read it -> read(it);
      case Wish.One(var about, var shape, var key) ->
          read(new Wish.Read(about, shape, key, List.of(), Wish.Window.ALL, false));
      case Wish.Whole it -> whole(it);
      case Wish.Totals it -> totals(it);
      case Wish.Insert(var about, var rows, var shown) ->
          write("POST", about, named(rows), Condition.TRUE, new JsonArray(rows).encode(), shown);
      case Wish.Upsert(var about, var row, var shown) ->
          write("PUT", about, named(List.of(row)), Condition.TRUE, row.encode(), shown);
      case Wish.Update(var about, var set, var filter, var shown) ->
          write("PATCH", about, "", filter, set.encode(), shown);
      case Wish.Delete(var about, var filter, var shown) ->
          write("DELETE", about, "", filter, "", shown);
      case Wish.Call it -> call(it);
    };
  }

  @Override
  public String heard() {
    return heard.taken();
  }

  private static Scenario request(String method, String path) {
    return Scenario.of(method + " " + path, method, "/rest/v1/" + path, 0);
  }

  private static Answer.Refused refused(HttpResponse<String> answer) {
    String body = answer.body();
    JsonObject said = body.startsWith("{") ? new JsonObject(body) : new JsonObject();
    return Answer.refused(
        said.getString("code", "status " + answer.statusCode()),
        said.getString("message", ""),
        answer.statusCode() + " " + body);
  }

  /** What stands behind the slash of a range. */
  private static long total(HttpResponse<String> answer) {
    String range = answer.headers().firstValue("content-range").orElse("*/-1");
    return Long.parseLong(range.substring(range.indexOf('/') + 1));
  }

  private Answer read(Wish.Read wish) {
    RestFilter filter = new RestFilter(wish.filter());
    String select = select(wish.about(), wish.shape(), filter.embeds());
    String path = wish.about() + "?select=" + RestFilter.encoded(select) + filter.parameters();
    HttpResponse<String> answer =
        heard.send(request("GET", path + order("", wish.order()) + window(wish.window())));
    if (answer.statusCode() >= 300) {
      return refused(answer);
    }
    long total = -1;
    if (wish.counted()) {
      // Beside a window that begins behind the last row a count is an error of its own.
      total = total(heard.send(request("GET", path + "&limit=0").with("Prefer", "count=exact")));
    }
    JsonArray rows = new JsonArray(answer.body());
    return new Answer.Rows(canonical.rows(wish.about(), wish.shape(), rows), total);
  }

  private String select(String about, Wish.Shape shape, List<String> more) {
    List<String> items = new ArrayList<>(shape.columns());
    for (Wish.Inside inside : shape.inside()) {
      String target = model.target(about, inside.relation());
      items.add(inside.relation() + "(" + select(target, inside.shape(), List.of()) + ")");
    }
    items.addAll(more);
    return String.join(",", items);
  }

  private static String order(String prefix, List<Wish.Order> order) {
    return order.isEmpty()
        ? ""
        : "&"
            + prefix
            + "order="
            + order.stream()
                .map(it ->
                    it.column()
                        + (it.descending() ? ".desc" : ".asc")
                        + (it.nullsFirst() ? ".nullsfirst" : ".nullslast"))
                .collect(Collectors.joining(","));
  }

  private static String window(Wish.Window window) {
    return window.size() == 0
        ? ""
        : "&limit=" + window.size() + "&offset=" + window.size() * window.page();
  }

  private Answer whole(Wish.Whole wish) {
    RestFilter filter = new RestFilter(wish.filter());
    String select = String.join(",", wish.columns());
    String embeds = filter.embeds().isEmpty() ? "" : "," + String.join(",", filter.embeds());
    String path =
        wish.about()
            + "?select="
            + RestFilter.encoded(select + embeds)
            + filter.parameters()
            + order("", wish.order());
    HttpResponse<String> answer =
        heard.send(request("GET", path).with("Accept", "application/x-ndjson"));
    if (answer.statusCode() >= 300) {
      return refused(answer);
    }
    JsonArray rows = new JsonArray();
    answer.body().lines().forEach(it -> rows.add(new JsonObject(it)));
    Wish.Shape shape = Wish.Shape.of(wish.columns());
    return new Answer.Rows(canonical.rows(wish.about(), shape, rows), -1);
  }

  private Answer totals(Wish.Totals wish) {
    RestFilter filter = new RestFilter(wish.filter());
    List<String> items = new ArrayList<>(List.of("count()"));
    wish.sums()
        .forEach(it -> items.add(it.name() + ":" + it.column() + "." + it.function() + "()"));
    items.addAll(filter.embeds());
    String path =
        wish.about()
            + "?select="
            + RestFilter.encoded(String.join(",", items))
            + filter.parameters();
    HttpResponse<String> answer = heard.send(request("GET", path));
    if (answer.statusCode() >= 300) {
      return refused(answer);
    }
    JsonObject raw = new JsonArray(answer.body()).getJsonObject(0);
    JsonObject row = new JsonObject().put("count", raw.getLong("count"));
    for (Wish.Sum sum : wish.sums()) {
      row.put(
          sum.name(),
          canonical.value(raw.getValue(sum.name()), model.type(wish.about(), sum.column())));
    }
    return new Answer.Rows(List.of(row), -1);
  }

  /** All columns that some row names: what a row leaves out takes its default then. */
  private static String named(List<JsonObject> rows) {
    return "&columns="
        + rows.stream()
            .flatMap(it -> it.fieldNames().stream())
            .distinct()
            .collect(Collectors.joining(","));
  }

  private Answer write(
      String method,
      String about,
      String columns,
      Condition condition,
      String body,
      List<String> shown) {
    if (condition.relates()) {
      return new Answer.Wordless("writes ask nothing about related rows");
    }
    String parameters = new RestFilter(condition).parameters();
    String select = shown.isEmpty() ? "" : "&select=" + String.join(",", shown);
    String path = about + ("?" + columns + select + parameters).replaceFirst("\\?&?", "?");
    String prefer = shown.isEmpty() ? "return=minimal" : "return=representation";
    // An upsert by one's key is a POST with a preference.
    boolean upsert = method.equals("PUT");
    String merging = upsert ? ",resolution=merge-duplicates" : "";
    Scenario request =
        request(upsert ? "POST" : method, path)
            .with("Prefer", prefer + ",missing=default,count=exact" + merging);
    HttpResponse<String> answer = heard.send(body.isEmpty() ? request : request.sending(body));
    if (answer.statusCode() >= 300) {
      return refused(answer);
    }
    Wish.Shape shape = Wish.Shape.of(shown);
    List<JsonObject> rows =
        shown.isEmpty() ? List.of() : canonical.rows(about, shape, new JsonArray(answer.body()));
    return new Answer.Done(total(answer), rows);
  }

  private Answer call(Wish.Call wish) {
    RestFilter filter = new RestFilter(wish.filter());
    List<String> items = new ArrayList<>(wish.shown());
    items.addAll(filter.embeds());
    String select = items.isEmpty() ? "" : "select=" + RestFilter.encoded(String.join(",", items));
    String path =
        "rpc/" + wish.about() + "?" + select + filter.parameters() + order("", wish.order());
    HttpResponse<String> answer =
        heard.send(request("POST", path).sending(wish.arguments().encode()));
    if (answer.statusCode() >= 300) {
      return refused(answer);
    }
    JsonArray rows =
        switch (answer.body().isEmpty() ? null : Json.decodeValue(answer.body())) {
          case null -> new JsonArray();
          case Object value when model.single(wish.about()) -> new JsonArray().add(value);
          case JsonArray many -> many;
          case Object one -> new JsonArray().add(one);
        };
    return new Answer.Rows(called(rows, wish), -1);
  }

  /** Rows of a call; a value without a name has that of the function. */
  private List<JsonObject> called(JsonArray rows, Wish.Call wish) {
    JsonArray named = new JsonArray();
    rows.forEach(it ->
        named.add(it instanceof JsonObject row ? row : new JsonObject().put(wish.about(), it)));
    return canonical.rows(wish.about(), Wish.Shape.of(wish.shown()), named);
  }

  @Override
  public void close() {
    runner.close();
  }
}
