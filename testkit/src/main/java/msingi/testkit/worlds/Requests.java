package msingi.testkit.worlds;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import msingi.testkit.scenario.Scenario;
import msingi.testkit.worlds.Ground.Table;

/**
 * An endless row of requests from a seed. Every list is ordered by its key in the end, since the
 * order of rows is otherwise free.
 */
public final class Requests {
  private static final List<String> OPERATORS =
      List.of("eq", "neq", "gt", "gte", "lt", "lte", "like", "ilike", "isdistinct");
  private static final List<String> WINDOWS =
      List.of("", "", "&limit=1", "&limit=2&offset=1", "&offset=1", "&limit=0");

  private static final List<String> COUNTS =
      List.of("count=exact", "count=exact", "count=planned", "count=estimated");

  private final Ground ground;
  private final Random random;

  public Requests(Ground ground, long seed) {
    this.ground = ground;
    this.random = new Random(seed);
  }

  /** The next request. */
  public Scenario next() {
    Table table = one(ground.tables());
    return switch (random.nextInt(10)) {
      case 0 -> insert(table);
      case 1 -> upsert(table);
      case 2 -> update(table);
      case 3 -> random.nextInt(3) == 0 ? delete(table) : update(table);
      case 4 -> ground.functions().isEmpty() ? read(table) : call(one(ground.functions()));
      default -> read(table);
    };
  }

  /** Some of them in one batch. */
  public Scenario several() {
    JsonArray parts = new JsonArray();
    int count = 1 + random.nextInt(3);
    for (int place = 0; place < count; place++) {
      Scenario one = random.nextBoolean() ? next() : read(one(ground.tables()));
      JsonObject headers = new JsonObject();
      new TreeMap<>(one.headers()).forEach(headers::put);
      JsonObject part =
          new JsonObject()
              .put("method", one.method())
              .put("path", one.path().substring("/rest/v1".length()))
              .put("headers", headers);
      if (!one.body().isEmpty()) {
        part.put("body", Json.decodeValue(one.body()));
      }
      if (place > 0 && random.nextInt(3) == 0) {
        part.put(
            "when",
            new JsonObject()
                .put("operation", random.nextInt(place))
                .put("count", new JsonObject().put("least", random.nextInt(3))));
      }
      if (random.nextInt(12) == 0) {
        part.put("expect", new JsonObject().put("count", random.nextInt(2)));
      }
      parts.add(part);
    }
    return Scenario.of("batch " + parts.encode(), "POST", "/rest/v1/", 0).sending(parts.encode());
  }

  private Scenario read(Table table) {
    String asked = random.nextInt(4) == 0 ? groups(table) : select(table, 2);
    String path = asked + WINDOWS.get(random.nextInt(WINDOWS.size()));
    Scenario read = request(random.nextInt(12) == 0 ? "HEAD" : "GET", table, path);
    return switch (random.nextInt(6)) {
      case 0, 1, 2 -> read.with("Prefer", one(COUNTS));
      case 3 -> random.nextBoolean() ? read.with("Accept", OBJECT) : read.with("Range", "0-1");
      case 4 -> read.with("Accept", random.nextBoolean() ? "text/csv" : "application/x-ndjson");
      default -> read;
    };
  }

  /** A call whose rows are filtered, cut, counted and embedded as those of a table. */
  private Scenario call(Ground.Function function) {
    Table table = named(function.table());
    Map<String, String> given = one(function.arguments());
    String rest = select(table, 2) + WINDOWS.get(random.nextInt(WINDOWS.size()));
    String path = "/rest/v1/rpc/" + function.name() + "?";
    String prefer = random.nextBoolean() ? "count=exact" : "handling=strict,max-affected=1";
    if (function.writes() || random.nextBoolean()) {
      return Scenario.of("POST " + path + rest, "POST", path + rest, 0)
          .sending(new JsonObject(new TreeMap<String, Object>(given)).encode())
          .with("Prefer", prefer);
    }
    StringBuilder query = new StringBuilder(path);
    new TreeMap<>(given)
        .forEach((name, text) ->
            query.append(name).append('=').append(value(List.of(text))).append('&'));
    return Scenario.of("GET " + query + rest, "GET", query + rest, 0).with("Prefer", prefer);
  }

  private static final String OBJECT = "application/vnd.pgrst.object+json";

  private Scenario insert(Table table) {
    String body = row(table);
    if (random.nextInt(4) == 0) {
      body = "[" + body + "," + row(table) + "]";
    }
    return request("POST", table, returned(table)).sending(body).with("Prefer", returning());
  }

  private Scenario upsert(Table table) {
    String way = random.nextBoolean() ? "merge-duplicates" : "ignore-duplicates";
    String target = random.nextInt(3) == 0 ? "&on_conflict=" + column(table) : "";
    return request("POST", table, returned(table) + target)
        .sending(row(table))
        .with("Prefer", "resolution=" + way + "," + returning());
  }

  private Scenario update(Table table) {
    String column = one(table.written().keySet().stream().sorted().toList());
    String body =
        "{\"" + column + "\":" + one(table.written().getOrDefault(column, List.of())) + "}";
    return request("PATCH", table, returned(table) + "&" + filter(table, ""))
        .sending(body)
        .with("Prefer", returning());
  }

  private Scenario delete(Table table) {
    return request("DELETE", table, returned(table) + "&" + filter(table, ""))
        .with("Prefer", returning());
  }

  private String returning() {
    return random.nextInt(3) == 0 ? "count=exact" : "return=representation,count=exact";
  }

  private String returned(Table table) {
    return "select=" + columns(table) + "&order=id";
  }

  private String row(Table table) {
    List<String> cells = new ArrayList<>();
    cells.add("\"id\":\"" + one(table.keys()) + '"');
    new TreeMap<>(table.written())
        .forEach((column, values) -> cells.add('"' + column + "\":" + one(values)));
    return "{" + String.join(",", cells) + "}";
  }

  /** Columns, embedded tables, filters and order. */
  private String select(Table table, int depth) {
    StringBuilder further = new StringBuilder();
    String items = items(table, "", depth, further);
    String order = random.nextInt(3) == 0 ? column(table) + direction() + ",id" : "id";
    int filters = random.nextInt(3);
    for (int index = 0; index < filters; index++) {
      further.append('&').append(filter(table, ""));
    }
    return "select=" + items + "&order=" + order + further;
  }

  /** Sums and counts, of all rows or by a column of theirs or of a related row. */
  private String groups(Table table) {
    String filter = random.nextBoolean() ? "&" + filter(table, "") : "";
    String name = table.embeds().isEmpty() ? "" : one(table.embeds());
    return switch (random.nextInt(name.isEmpty() ? 2 : 4)) {
      case 0 -> "select=" + aggregates(table) + filter;
      case 1 -> {
        String key = column(table);
        yield "select=" + key + "," + aggregates(table) + "&order=" + key + filter;
      }
      case 2 -> "select=id," + name + "(" + aggregates(named(name)) + ")&order=id" + filter;
      default -> {
        String key = column(named(name));
        String spread = "..." + name + "(" + key + "," + aggregates(named(name)) + ")";
        yield "select=" + spread + ",n:count()&order=" + name + "(" + key + ")" + filter;
      }
    };
  }

  private String aggregates(Table table) {
    String column = column(table);
    String function = one(List.of("min", "max", "count", "sum", "avg"));
    return "count(),a:" + column + "." + function + "(),b:" + column + ".max()";
  }

  private Table named(String name) {
    return ground.tables().stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElse(ground.tables().getFirst());
  }

  private String direction() {
    return one(List.of("", ".desc", ".nullsfirst", ".desc.nullslast"));
  }

  private String items(Table table, String path, int depth, StringBuilder further) {
    String items = random.nextInt(4) == 0 ? "*" : columns(table);
    if (depth == 0 || table.embeds().isEmpty() || random.nextInt(2) == 0) {
      return items;
    }
    String name = one(table.embeds());
    Table inner =
        ground.tables().stream().filter(it -> it.name().equals(name)).findFirst().orElse(table);
    String kind = random.nextInt(3) == 0 ? "!inner" : "";
    String below = path + name + ".";
    if (random.nextInt(4) == 0) {
      String test = random.nextBoolean() ? "is.null" : "not.is.null";
      further.append('&').append(path).append(name).append('=').append(test);
    }
    if (random.nextInt(3) == 0) {
      further.append('&').append(filter(inner, below));
    }
    further.append('&').append(below).append("order=id");
    String nested = random.nextInt(5) == 0 ? "" : items(inner, below, depth - 1, further);
    String spread = random.nextInt(3) == 0 ? "..." : "";
    return items + "," + spread + name + kind + "(" + nested + ")";
  }

  private String columns(Table table) {
    String first = column(table);
    return random.nextBoolean() ? "id," + first : first + ",a:" + column(table);
  }

  private String filter(Table table, String path) {
    if (random.nextInt(4) > 0) {
      return path + test(table, "=");
    }
    String tree = "(" + test(table, ".") + "," + test(table, ".") + ")";
    return path + one(List.of("or", "and", "not.or", "not.and")) + "=" + tree;
  }

  private String test(Table table, String mark) {
    String column = column(table);
    List<String> values = table.columns().getOrDefault(column, List.of());
    String not = random.nextInt(4) == 0 ? "not." : "";
    if (random.nextInt(6) == 0) {
      return column + mark + not + "is.null";
    }
    if (random.nextInt(5) == 0) {
      return column + mark + not + "in.(" + value(values) + "," + value(values) + ")";
    }
    return column + mark + not + one(OPERATORS) + "." + value(values);
  }

  private String value(List<String> values) {
    return URLEncoder.encode('"' + one(values) + '"', StandardCharsets.UTF_8)
        .replaceAll("^%22|%22$", "");
  }

  /** Mostly one that the caller knows: a refusal tells less than an answer. */
  private String column(Table table) {
    boolean any = random.nextInt(8) == 0;
    return one(
        table.columns().keySet().stream()
            .filter(it -> any || !table.dark().contains(it))
            .sorted()
            .toList());
  }

  private Scenario request(String method, Table table, String query) {
    String path = "/rest/v1/" + table.name() + "?" + query;
    return Scenario.of(method + " " + path, method, path, 0);
  }

  private <T> T one(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
