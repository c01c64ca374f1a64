package msingi.testkit.openapi;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request that was drawn from an operation of a document.
 *
 * @param valid whether all of it is what the document allows
 */
record Asked(
    String method, String target, Map<String, String> headers, String body, boolean valid) {

  /** Words of Prefer as the description lists them: {@code name=one|other}. */
  private static final Pattern PREFERENCE = Pattern.compile("`([a-z-]+)=([^`]+)`");

  private static final String SCHEMA = "schema";

  /** Draws one. */
  static Asked of(Contracts contract, Contracts.Operation operation, Drawing drawing) {
    return operation.path().equals("/")
        ? several(contract, operation, drawing)
        : new Draft(contract, operation, drawing).draw();
  }

  /** A batch of what the other operations are asked, or of what is no operation. */
  private static Asked several(Contracts contract, Contracts.Operation batch, Drawing drawing) {
    List<Contracts.Operation> others =
        contract.operations().stream()
            .filter(it -> !it.path().equals("/") && !it.method().equals("OPTIONS"))
            .toList();
    JsonArray parts = new JsonArray();
    boolean valid = true;
    for (int place = 0; place < 1 + drawing.below(4); place++) {
      Asked one = of(contract, drawing.one(others), drawing);
      JsonObject part = part(contract, one);
      if (place > 0 && drawing.chance(30)) {
        part.put(
            "when",
            new JsonObject()
                .put("operation", drawing.below(place))
                .put("count", new JsonObject().put("least", drawing.below(2))));
      }
      boolean odd = drawing.chance(10);
      if (odd) {
        part.put(drawing.one(List.of("filters", "when", "expect", "headers", "path", "x")), 1);
      }
      // A body that is null is none in a batch.
      valid &= one.valid() && !odd && !one.body().equals("null");
      parts.add(part);
    }
    Map<String, String> headers = Map.of("Content-Type", "application/json");
    return new Asked(batch.method(), contract.root() + "/", headers, parts.encode(), valid);
  }

  private static JsonObject part(Contracts contract, Asked one) {
    JsonObject headers = new JsonObject();
    one.headers()
        .forEach((name, value) -> {
          if (!name.equals("Idempotency-Key")) {
            headers.put(name, value.replaceAll(",? *tx=[a-z]+", ""));
          }
        });
    JsonObject part =
        new JsonObject()
            .put("method", one.method())
            .put("path", one.target().substring(contract.root().length()))
            .put("headers", headers);
    if (!one.body().isEmpty()) {
      part.put("body", content(one));
    }
    return part;
  }

  private static Object content(Asked one) {
    try {
      return Json.decodeValue(one.body());
    } catch (io.vertx.core.json.DecodeException none) {
      return one.body();
    }
  }

  private static final class Draft {
    private final Contracts contract;
    private final Contracts.Operation operation;
    private final Drawing drawing;
    private final boolean valid;
    private final List<String> query = new ArrayList<>();
    private final Map<String, String> headers = new LinkedHashMap<>();

    /** The key that the query names. */
    private final Map<String, String> keys = new LinkedHashMap<>();

    Draft(Contracts contract, Contracts.Operation operation, Drawing drawing) {
      this.contract = contract;
      this.operation = operation;
      this.drawing = drawing;
      this.valid = drawing.chance(60);
    }

    Asked draw() {
      boolean whole = true;
      for (JsonObject parameter : operation.parameters()) {
        boolean required = parameter.getBoolean("required", false);
        if (required ? valid || drawing.chance(80) : drawing.chance(12)) {
          Optional<String> value = parameter(parameter);
          value.ifPresent(it -> put(parameter, it));
          whole &= value.isPresent() || !required;
        }
      }
      if (!valid && drawing.chance(20)) {
        query.add(encoded(drawing.rubbish()) + "=" + encoded(drawing.rubbish()));
      }
      String body = body();
      accept();
      String target = contract.root() + operation.path();
      String search = query.isEmpty() ? "" : "?" + String.join("&", query);
      boolean good = valid && whole && !body.equals(NO_BODY);
      return new Asked(
          operation.method(), target + search, headers, body.equals(NO_BODY) ? "" : body, good);
    }

    private static final String NO_BODY = "\u0000none";

    private void put(JsonObject parameter, String value) {
      if (parameter.getString("in").equals("header")) {
        headers.put(parameter.getString("name"), value.replaceAll("[^ -~]", "?"));
      } else {
        query.add(encoded(parameter.getString("name")) + "=" + encoded(value));
      }
    }

    private static String encoded(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Optional<String> parameter(JsonObject parameter) {
      if (!valid && drawing.chance(30)) {
        return Optional.of(drawing.rubbish());
      }
      String name = parameter.getString("name");
      JsonObject schema = contract.followed(parameter.getJsonObject(SCHEMA));
      if (schema.getString("pattern", "").startsWith("^(not")) {
        return filter(name, parameter.getBoolean("required", false));
      }
      if (name.equals("Prefer")) {
        return Optional.of(preference(parameter.getString("description")));
      }
      boolean worded =
          List.of("select", "order", "columns", "on_conflict", "and", "or", "Range").contains(name);
      if (worded) {
        return Optional.of(worded(name, parameter));
      }
      return drawing.value(schema).map(Drawing::spelled);
    }

    private String worded(String name, JsonObject parameter) {
      List<String> columns = columns();
      String column = columns.isEmpty() ? "x" : quoted(drawing.one(columns));
      return switch (name) {
        case "select" -> drawing.chance(50) || columns.isEmpty() ? "*" : column;
        case "order" -> parameter.getString("example", "");
        case "columns", "on_conflict" -> "";
        case "and", "or" ->
            columns.isEmpty() ? "()" : "(" + column + ".is.null," + column + ".not.is.null)";
        default -> drawing.one(List.of("0-9", "1-", "0-0"));
      };
    }

    private static String quoted(String name) {
      return '"' + name + '"';
    }

    private List<String> columns() {
      return new ArrayList<>(row().fieldNames());
    }

    /** The properties of the collection's row. */
    private JsonObject row() {
      String name = operation.id().substring(operation.id().indexOf('.') + 1);
      return contract.schema(name).getJsonObject("properties", new JsonObject());
    }

    private Optional<String> filter(String parameter, boolean key) {
      String name =
          parameter.startsWith("\"") ? parameter.substring(1, parameter.length() - 1) : parameter;
      JsonObject schema = row().getJsonObject(name, new JsonObject().put("type", "words"));
      Optional<String> drawn =
          drawing.value(schema).filter(it -> !it.equals(Drawing.NOTHING)).map(Drawing::spelled);
      if (key) {
        drawn.ifPresent(it -> keys.put(name, it));
        return drawn.map(it -> "eq." + it);
      }
      boolean plain =
          schema.containsKey("type") && !String.valueOf(schema.getValue("type")).contains("array");
      if (drawn.isEmpty() || !plain || schema.getValue("type").equals("words")) {
        return Optional.of(schema.getValue("type", "").equals("words") ? "plfts.some" : "is.null");
      }
      String operator =
          drawing.one(
              List.of("eq.", "neq.", "gt.", "lte.", "not.eq.", "isdistinct.", "in.(", "is."));
      return Optional.of(
          switch (operator) {
            case "in.(" ->
                "in.(\"" + drawn.get().replace("\\", "\\\\").replace("\"", "\\\"") + "\")";
            case "is." -> drawing.one(List.of("is.null", "not.is.null", "is.not_null"));
            default -> operator + drawn.get();
          });
    }

    private String preference(String description) {
      List<String> words = new ArrayList<>();
      Matcher matcher = PREFERENCE.matcher(description);
      while (matcher.find()) {
        String value = drawing.one(List.of(matcher.group(2).split("\\|")));
        String said = value.equals("n") ? "3" : value.equals("Zone") ? "Africa/Nairobi" : value;
        if (drawing.chance(50)) {
          words.add(matcher.group(1) + "=" + said);
        }
      }
      return String.join(", ", words);
    }

    /** A body as the document describes one, or rubbish; NO_BODY where none could be drawn. */
    private String body() {
      JsonObject contents =
          operation
              .json()
              .getJsonObject("requestBody", new JsonObject())
              .getJsonObject("content", new JsonObject());
      if (contents.isEmpty()) {
        return "";
      }
      String type = drawing.one(new ArrayList<>(contents.fieldNames()));
      if (!type.equals("application/json") && (valid || drawing.chance(50))) {
        type = contents.containsKey("application/json") ? "application/json" : type;
      }
      headers.put("Content-Type", type);
      if (!valid && drawing.chance(20)) {
        return drawing.one(List.of("{", "[]", "null", "[{},1]", "\"text\"", "a,b\n1", "[[]]", ""));
      }
      Object drawn =
          drawing.value(contents.getJsonObject(type).getJsonObject(SCHEMA)).orElse(NO_BODY);
      if (drawn.equals(NO_BODY)) {
        return NO_BODY;
      }
      if (drawn instanceof JsonObject row) {
        // The body of PUT has the key of its query (dialect, section 1.9).
        keys.forEach(
            (name, value) -> row.put(name, number(name) ? (Object) Long.valueOf(value) : value));
      }
      if (!valid) {
        spoil(drawn);
      } else if (drawn instanceof JsonArray rows && uneven(rows)) {
        // Rows of one request name the same columns (dialect, section 1.9).
        headers.merge("Prefer", "missing=default", (one, _) -> one);
        return Json.encode(rows.isEmpty() ? rows : rows.getJsonObject(0));
      }
      return Json.encode(drawn.equals(Drawing.NOTHING) ? null : drawn);
    }

    private boolean number(String column) {
      return row().getJsonObject(column).getValue("type").equals("integer");
    }

    private static boolean uneven(JsonArray rows) {
      return rows.stream()
              .map(it -> it instanceof JsonObject row ? row.fieldNames() : it)
              .distinct()
              .count()
          > 1;
    }

    private void spoil(Object drawn) {
      if (drawn instanceof JsonObject object && !object.isEmpty()) {
        List<String> names = new ArrayList<>(object.fieldNames());
        switch (drawing.below(3)) {
          case 0 -> object.put(drawing.one(names), drawing.wrong());
          case 1 -> object.remove(drawing.one(names));
          default -> object.put("no such member", 1);
        }
      }
    }

    private void accept() {
      if (drawing.chance(15)) {
        headers.put(
            "Accept",
            drawing.one(
                List.of(
                    "application/vnd.pgrst.object+json",
                    "text/csv",
                    "application/x-ndjson",
                    "application/json",
                    valid ? "*/*" : "image/png")));
      }
    }
  }
}
