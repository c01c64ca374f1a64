package msingi.testkit.doors;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import msingi.definition.Function;
import msingi.expression.Type;
import msingi.testkit.scenario.Scenario;
import msingi.testkit.scenario.ScenarioRunner;
import org.jspecify.annotations.Nullable;

/** Wishes by GraphQL; values go as variables. */
final class OverGraphql implements Door {
  /** Rows of the outermost list, and of those within: multiplied, they stay below the cost. */
  private static final int MOST = 100;

  private static final int MOST_INSIDE = 30;

  private static final Pattern UNKNOWN =
      Pattern.compile(
          "FieldUndefined|UnknownType|UnknownArgument|UnknownOperation|which is not defined by type");

  private final Model model;
  private final ScenarioRunner runner;
  private final Heard heard;
  private final Canonical canonical;

  OverGraphql(URI server, Model model, Map<String, String> headers) {
    this.model = model;
    this.runner = new ScenarioRunner(server);
    this.heard = new Heard(runner, headers);
    this.canonical = new Canonical(model, Canonical.Dialect.GRAPHQL);
  }

  @Override
  public String name() {
    return "GraphQL";
  }

  @Override
  public Answer ask(Wish wish) {
    try {
      return switch (wish) {
        case Wish.Read it -> read(it);
        case Wish.Whole(var about, var columns, var filter, var order) ->
            read(
                new Wish.Read(
                    about, Wish.Shape.of(columns), filter, order, Wish.Window.ALL, false));
        case Wish.One it -> one(it);
        case Wish.Totals it -> totals(it);
        case Wish.Insert it -> insert(it);
        case Wish.Upsert _ -> new Answer.Wordless("nothing is inserted or updated");
        case Wish.Update it -> update(it);
        case Wish.Delete it -> delete(it);
        case Wish.Call it -> call(it);
      };
    } catch (NoWords none) {
      return new Answer.Wordless(String.valueOf(none.getMessage()));
    }
  }

  /** The door cannot say it. */
  private static final class NoWords extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoWords(String why) {
      super(why);
    }
  }

  private JsonObject send(String document, JsonObject variables) {
    Scenario asked =
        Scenario.of(document, "POST", "/graphql/v1", 0)
            .sending(new JsonObject().put("query", document).put("variables", variables).encode());
    return new JsonObject(heard.send(asked).body());
  }

  @Override
  public String heard() {
    return heard.taken();
  }

  private static boolean refused(JsonObject said) {
    return said.containsKey("errors");
  }

  private static Answer.Refused refusal(JsonObject said) {
    JsonObject first = said.getJsonArray("errors").getJsonObject(0);
    String code = first.getJsonObject("extensions", new JsonObject()).getString("code", "no code");
    String message = first.getString("message", "");
    // A document that is wrong for another reason than what it names says nothing of the caller.
    boolean unknown = UNKNOWN.matcher(message).find();
    return switch (code) {
      case "MSI121" -> Answer.refused(unknown ? code : "a wrong document", message, said.encode());
      case "MSI122" -> Answer.refused(unknown ? "MSI121" : code, message, said.encode());
      default -> Answer.refused(code, message, said.encode());
    };
  }

  private Answer read(Wish.Read wish) {
    String about = wish.about();
    int size = wish.window().size() == 0 ? MOST : wish.window().size();
    String document =
        ("query($f: %1$sFilter, $o: [%1$sOrderBy!], $n: Int, $a: Cursor) "
                + "{ c: %1$sCollection(filter: $f, orderBy: $o, first: $n, after: $a) "
                + "{ edges { node %2$s } pageInfo { endCursor hasNextPage } %3$s } }")
            .formatted(about, selection(about, wish.shape()), wish.counted() ? "totalCount" : "");
    JsonObject variables =
        new JsonObject()
            .put("f", filter(about, wish.filter()))
            .put("o", order(wish.order()))
            .put("n", size);
    for (int page = 0; ; page++) {
      JsonObject said = send(document, variables);
      if (refused(said)) {
        return refusal(said);
      }
      JsonObject connection = said.getJsonObject("data").getJsonObject("c");
      JsonObject info = connection.getJsonObject("pageInfo");
      boolean more = info.getBoolean("hasNextPage");
      if (page < wish.window().page() && more) {
        variables.put("a", info.getString("endCursor"));
        continue;
      }
      if (more && wish.window().size() == 0) {
        throw new IllegalStateException("more rows than are asked for at once");
      }
      JsonArray rows = page < wish.window().page() ? new JsonArray() : Canonical.nodes(connection);
      long total = wish.counted() ? connection.getLong("totalCount") : -1;
      return new Answer.Rows(canonical.rows(about, wish.shape(), rows), total);
    }
  }

  /** The row by its key, and the same by the id that it has among everything. */
  private Answer one(Wish.One wish) {
    List<Condition> parts =
        wish.key() instanceof Condition.All(var all) ? all : List.of(wish.key());
    String arguments =
        parts.stream()
            .map(it -> (Condition.Test) it)
            .map(it -> it.column() + ": " + Json.encode(it.value()))
            .collect(Collectors.joining(", "));
    String row = selection(wish.about(), wish.shape());
    String document =
        "{ c: %sByPk(%s) { nodeId ...r } } fragment r on %1$s %3$s"
            .formatted(wish.about(), arguments, row);
    JsonObject said = send(document, new JsonObject());
    if (refused(said)) {
      return refusal(said);
    }
    JsonObject found = said.getJsonObject("data").getJsonObject("c");
    if (found == null) {
      return new Answer.Rows(List.of(), -1);
    }
    JsonObject again =
        send(
            "query($id: ID!) { c: node(nodeId: $id) { nodeId ... on %s %s } }"
                .formatted(wish.about(), row),
            new JsonObject().put("id", found.getString("nodeId")));
    if (!again.encode().equals(said.encode())) {
      throw new IllegalStateException("not the same by its id: " + said + again);
    }
    return new Answer.Rows(List.of(canonical.row(wish.about(), wish.shape(), found)), -1);
  }

  private String selection(String about, Wish.Shape shape) {
    List<String> items = new ArrayList<>(shape.columns());
    for (Wish.Inside inside : shape.inside()) {
      String target = model.target(about, inside.relation());
      String below = selection(target, inside.shape());
      items.add(
          model.many(about, inside.relation())
              ? "%sCollection(first: %d) { edges { node %s } }"
                  .formatted(inside.relation(), MOST_INSIDE, below)
              : inside.relation() + " " + below);
    }
    return "{ __typename " + String.join(" ", items) + " }";
  }

  private static JsonArray order(List<Wish.Order> order) {
    JsonArray items = new JsonArray();
    order.forEach(it ->
        items.add(
            new JsonObject()
                .put(
                    it.column(),
                    (it.descending() ? "Desc" : "Asc")
                        + (it.nullsFirst() ? "NullsFirst" : "NullsLast"))));
    return items;
  }

  private JsonObject filter(String about, Condition condition) {
    return switch (condition) {
      case Condition.Test(String column, var operator, Object value) -> {
        boolean truth = model.type(about, column) == Type.Scalar.BOOL;
        if (truth && operator == Condition.Operator.UNEQUAL) {
          yield filter(
              about,
              new Condition.Not(new Condition.Test(column, Condition.Operator.EQUAL, value)));
        }
        yield asked(column, operator.graphql, value);
      }
      case Condition.Null(String column) -> asked(column, "is", "NULL");
      case Condition.Within _ -> throw new NoWords("filters reach no documents");
      case Condition.Search _ -> throw new NoWords("filters search nothing");
      case Condition.Some _ -> throw new NoWords("filters ask nothing about related rows");
      case Condition.All(var parts) -> several("and", about, parts);
      case Condition.Any(var parts) -> several("or", about, parts);
      case Condition.Not(var part) -> new JsonObject().put("not", filter(about, part));
    };
  }

  private static JsonObject asked(String column, String word, Object value) {
    return new JsonObject().put(column, new JsonObject().put(word, value));
  }

  private JsonObject several(String word, String about, List<Condition> parts) {
    if (parts.isEmpty() && word.equals("and")) {
      return new JsonObject();
    }
    JsonArray items = new JsonArray();
    parts.forEach(it -> items.add(filter(about, it)));
    return new JsonObject().put(word, items);
  }

  private Answer totals(Wish.Totals wish) {
    String sums =
        wish.sums().stream()
            .map(it -> it.name() + ": " + it.function() + " { " + it.column() + " }")
            .collect(Collectors.joining(" "));
    String document =
        "query($f: %1$sFilter) { c: %1$sCollection(filter: $f) { aggregate { count %2$s } } }"
            .formatted(wish.about(), sums);
    JsonObject said =
        send(document, new JsonObject().put("f", filter(wish.about(), wish.filter())));
    if (refused(said)) {
      return refusal(said);
    }
    JsonObject raw = said.getJsonObject("data").getJsonObject("c").getJsonObject("aggregate");
    JsonObject row = new JsonObject().put("count", Long.valueOf(raw.getValue("count").toString()));
    for (Wish.Sum sum : wish.sums()) {
      Object value = raw.getJsonObject(sum.name()).getValue(sum.column());
      row.put(sum.name(), canonical.value(value, model.type(wish.about(), sum.column())));
    }
    return new Answer.Rows(List.of(row), -1);
  }

  private Answer insert(Wish.Insert wish) {
    JsonArray objects = new JsonArray();
    wish.rows().forEach(it -> objects.add(values(wish.about(), it)));
    String document =
        "mutation($r: [%1$sInsertInput!]!) { c: insertInto%1$sCollection(objects: $r) %2$s }"
            .formatted(wish.about(), written(wish.shown()));
    return done(send(document, new JsonObject().put("r", objects)), wish.about(), wish.shown());
  }

  private Answer update(Wish.Update wish) {
    String document =
        ("mutation($s: %1$sUpdateInput!, $f: %1$sFilter) "
                + "{ c: update%1$sCollection(set: $s, filter: $f, atMost: 100) %2$s }")
            .formatted(wish.about(), written(wish.shown()));
    JsonObject variables =
        new JsonObject()
            .put("s", values(wish.about(), wish.set()))
            .put("f", filter(wish.about(), wish.filter()));
    return done(send(document, variables), wish.about(), wish.shown());
  }

  private Answer delete(Wish.Delete wish) {
    String document =
        "mutation($f: %1$sFilter) { c: deleteFrom%1$sCollection(filter: $f, atMost: 100) %2$s }"
            .formatted(wish.about(), written(wish.shown()));
    JsonObject variables = new JsonObject().put("f", filter(wish.about(), wish.filter()));
    return done(send(document, variables), wish.about(), wish.shown());
  }

  private static String written(List<String> shown) {
    String records = shown.isEmpty() ? "" : " records { " + String.join(" ", shown) + " }";
    return "{ affectedCount" + records + " }";
  }

  /** Documents are texts here. */
  private JsonObject values(String about, JsonObject row) {
    JsonObject values = new JsonObject();
    row.forEach(it -> {
      Object value = it.getValue();
      boolean document = value != null && model.type(about, it.getKey()) == Type.Scalar.JSON;
      values.put(it.getKey(), document ? Json.encode(value) : value);
    });
    return values;
  }

  private Answer done(JsonObject said, String about, List<String> shown) {
    if (refused(said)) {
      return refusal(said);
    }
    JsonObject answer = said.getJsonObject("data").getJsonObject("c");
    JsonArray records = answer.getJsonArray("records", new JsonArray());
    return new Answer.Done(
        answer.getLong("affectedCount"), canonical.rows(about, Wish.Shape.of(shown), records));
  }

  private Answer call(Wish.Call wish) {
    Function function = model.function(wish.about()).orElseThrow();
    boolean listed =
        function.returns() instanceof Function.Returns.Of(String _, boolean many) && many;
    List<String> declared = new ArrayList<>();
    List<String> given = new ArrayList<>();
    JsonObject variables = new JsonObject();
    for (Function.Argument argument : function.arguments()) {
      if (wish.arguments().containsKey(argument.name())) {
        boolean needed =
            !argument.nullable() && argument.fallback() == Function.Fallback.Required.REQUIRED;
        declared.add("$" + argument.name() + ": " + scalar(argument.type()) + (needed ? "!" : ""));
        given.add(argument.name() + ": $" + argument.name());
        variables.put(argument.name(), wish.arguments().getValue(argument.name()));
      }
    }
    if (listed && function.returns() instanceof Function.Returns.Of(String id, boolean _)) {
      String of = model.named(id);
      declared.add("$f: %1$sFilter, $o: [%1$sOrderBy!]".formatted(of));
      given.add("filter: $f, orderBy: $o, first: " + MOST);
      variables.put("f", filter(of, wish.filter())).put("o", order(wish.order()));
    } else if (!wish.filter().equals(Condition.TRUE)) {
      throw new NoWords("only rows of collections are filtered");
    }
    String document =
        "%s%s { c: %s%s%s }"
            .formatted(
                function.volatility() == Function.Volatility.VOLATILE ? "mutation" : "query",
                declared.isEmpty() ? "" : "(" + String.join(", ", declared) + ")",
                wish.about(),
                given.isEmpty() ? "" : "(" + String.join(", ", given) + ")",
                selected(function, wish.shown(), listed));
    JsonObject said = send(document, variables);
    return refused(said)
        ? refusal(said)
        : new Answer.Rows(called(said.getJsonObject("data").getValue("c"), wish), -1);
  }

  private static String selected(Function function, List<String> shown, boolean listed) {
    String columns = " { " + String.join(" ", shown) + " }";
    return switch (function.returns()) {
      case Function.Returns.Nothing _, Function.Returns.Values _ -> "";
      case Function.Returns.Rows _ -> columns;
      case Function.Returns.Of _ -> listed ? " { edges { node" + columns + " } }" : columns;
    };
  }

  private List<JsonObject> called(@Nullable Object answer, Wish.Call wish) {
    JsonArray rows =
        switch (answer) {
          case null -> new JsonArray();
          case Object value when model.single(wish.about()) -> new JsonArray().add(value);
          case JsonObject connection when connection.containsKey("edges") ->
              Canonical.nodes(connection);
          case JsonArray many -> many;
          case Object one -> new JsonArray().add(one);
        };
    JsonArray named = new JsonArray();
    rows.forEach(it ->
        named.add(it instanceof JsonObject row ? row : new JsonObject().put(wish.about(), it)));
    return canonical.rows(wish.about(), Wish.Shape.of(wish.shown()), named);
  }

  private static String scalar(Type type) {
    return switch (type) {
      case Type.Array(Type element) -> "[" + scalar(element) + "]";
      case Type.Decimal _ -> "BigFloat";
      case Type.Opaque _ -> "Opaque";
      case Type.Scalar it ->
          switch (it) {
            case TEXT -> "String";
            case INT -> "Int";
            case LONG -> "BigInt";
            case FLOAT -> "Float";
            case BOOL -> "Boolean";
            case DATE -> "Date";
            case TIME -> "Time";
            case TIMESTAMP, DATETIME -> "Datetime";
            case UUID -> "UUID";
            case JSON -> "JSON";
            case BYTES -> "Opaque";
          };
    };
  }

  @Override
  public void close() {
    runner.close();
  }
}
