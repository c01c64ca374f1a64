package msingi.testkit.doors;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import msingi.definition.Column;
import msingi.definition.Relation;
import msingi.expression.Type;

/**
 * Requests that were written for REST, as wishes; as far as they say something that is not REST's
 * own.
 */
public final class RestLine {
  private static final Pattern NAME = Pattern.compile("[a-z_][a-z_0-9]*");

  private final Model model;
  private final String about;
  private Wish.Shape shape = new Wish.Shape(List.of(), List.of());
  private final List<Condition> filters = new ArrayList<>();
  private final List<Wish.Order> order = new ArrayList<>();
  private final JsonObject arguments = new JsonObject();

  private RestLine(Model model, String about) {
    this.model = model;
    this.about = about;
  }

  /** It says what only REST has words for. */
  private static final class Own extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /**
   * The wish of a request.
   *
   * @param target path and query behind {@code /rest/v1/}
   * @param body JSON, or empty
   */
  public static Optional<Wish> wish(Model model, String method, String target, String body) {
    String[] parts = target.split("\\?", 2);
    boolean function = parts[0].startsWith("rpc/");
    RestLine line = new RestLine(model, parts[0].replaceFirst("^rpc/", ""));
    try {
      line.check(NAME.matcher(line.about).matches());
      for (String each : parts.length == 1 ? new String[0] : parts[1].split("&")) {
        String[] pair = each.split("=", 2);
        line.check(pair.length == 2);
        line.parameter(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8), function);
      }
      return Optional.of(function ? line.call(method, body) : line.wish(method, body));
    } catch (Own | io.vertx.core.json.DecodeException | NumberFormatException own) {
      return Optional.empty();
    }
  }

  private void check(boolean plain) {
    if (!plain) {
      throw new Own();
    }
  }

  private void parameter(String name, String value, boolean function) {
    switch (name) {
      case "select" -> shape = shape(about, value);
      case "order" -> {
        check(!function);
        Arrays.stream(value.split(",")).forEach(this::ordered);
      }
      default -> {
        check(NAME.matcher(name).matches());
        check(!Set.of("limit", "offset", "columns", "or", "and", "on_conflict").contains(name));
        if (function) {
          arguments.put(name, typed(value, argument(name)));
        } else {
          filters.add(filter(name, value));
        }
      }
    }
  }

  private Type argument(String name) {
    return model.function(about).stream()
        .flatMap(it -> it.arguments().stream())
        .filter(it -> it.name().equals(name))
        .map(msingi.definition.Function.Argument::type)
        .findFirst()
        .orElseThrow(Own::new);
  }

  private Wish.Shape shape(String of, String select) {
    List<String> columns = new ArrayList<>();
    List<Wish.Inside> inside = new ArrayList<>();
    for (String item : items(select)) {
      int open = item.indexOf('(');
      if (item.equals("*")) {
        columns.addAll(model.key(of));
      } else if (open < 0) {
        check(NAME.matcher(item).matches());
        columns.add(item);
      } else {
        Relation way = way(of, item.substring(0, open));
        String below = item.substring(open + 1, item.length() - 1);
        inside.add(new Wish.Inside(way.name(), shape(model.named(way.to()), below)));
      }
    }
    check(!columns.isEmpty());
    return new Wish.Shape(columns, inside);
  }

  private static List<String> items(String select) {
    List<String> items = new ArrayList<>();
    int depth = 0;
    int begin = 0;
    for (int at = 0; at < select.length(); at++) {
      char sign = select.charAt(at);
      depth += sign == '(' ? 1 : sign == ')' ? -1 : 0;
      if (sign == ',' && depth == 0) {
        items.add(select.substring(begin, at));
        begin = at + 1;
      }
    }
    items.add(select.substring(begin));
    return items;
  }

  /** The one way of this name, or to the collection of this name. */
  private Relation way(String of, String name) {
    List<Relation> ways =
        model.collection(of).stream()
            .flatMap(it -> it.relations().values().stream())
            .filter(it -> !it.name().contains("."))
            .filter(it -> it.name().equals(name) || model.named(it.to()).equals(name))
            .toList();
    check(ways.size() == 1);
    return ways.getFirst();
  }

  private void ordered(String text) {
    List<String> words = List.of(text.split("\\."));
    check(NAME.matcher(words.getFirst()).matches());
    boolean descending = words.contains("desc");
    boolean first = words.contains("nullsfirst") || (descending && !words.contains("nullslast"));
    check(words.stream().skip(1).allMatch(it -> it.matches("asc|desc|nullsfirst|nullslast")));
    order.add(new Wish.Order(words.getFirst(), descending, first));
  }

  private Condition filter(String column, String text) {
    if (text.startsWith("not.")) {
      return new Condition.Not(filter(column, text.substring(4)));
    }
    if (text.equals("is.null")) {
      return new Condition.Null(column);
    }
    int dot = text.indexOf('.');
    check(dot > 0);
    Condition.Operator operator = operator(text.substring(0, dot));
    String value = text.substring(dot + 1);
    Type type = model.type(about, column);
    return switch (operator) {
      case LIKE, ILIKE -> new Condition.Test(column, operator, value.replace('*', '%'));
      case AMONG -> {
        check(value.matches("\\([^\"]*\\)"));
        JsonArray several = new JsonArray();
        for (String each : value.substring(1, value.length() - 1).split(",")) {
          several.add(typed(each, type));
        }
        yield new Condition.Test(column, operator, several);
      }
      case CONTAINS, CONTAINED, OVERLAPS -> throw new Own();
      case EQUAL, UNEQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, MATCH, IMATCH ->
          new Condition.Test(column, operator, typed(value, type));
    };
  }

  private static Condition.Operator operator(String word) {
    return Arrays.stream(Condition.Operator.values())
        .filter(it -> it.rest.equals(word))
        .findFirst()
        .orElseThrow(Own::new);
  }

  private static Object typed(String text, Type type) {
    return switch (type) {
      case Type.Array _, Type.Opaque _ -> throw new Own();
      case Type.Decimal _ -> Double.valueOf(text);
      case Type.Scalar scalar ->
          switch (scalar) {
            case INT, LONG -> Long.valueOf(text);
            case FLOAT -> Double.valueOf(text);
            case BOOL -> Boolean.valueOf(text);
            case JSON, BYTES -> throw new Own();
            case TEXT, DATE, TIME, TIMESTAMP, DATETIME, UUID -> text;
          };
    };
  }

  private Condition condition() {
    return filters.isEmpty()
        ? Condition.TRUE
        : filters.size() == 1 ? filters.getFirst() : new Condition.All(filters);
  }

  private Wish wish(String method, String body) {
    check(shape.inside().isEmpty() || method.equals("GET"));
    return switch (method) {
      case "GET" -> read();
      case "POST" -> {
        check(filters.isEmpty());
        Object json = Json.decodeValue(body);
        JsonArray rows = json instanceof JsonArray many ? many : new JsonArray().add(json);
        check(!rows.isEmpty() && rows.stream().allMatch(JsonObject.class::isInstance));
        List<JsonObject> objects = rows.stream().map(JsonObject.class::cast).toList();
        yield new Wish.Insert(about, objects, shown());
      }
      case "PATCH" -> {
        check(Json.decodeValue(body) instanceof JsonObject set && !set.isEmpty());
        yield new Wish.Update(about, new JsonObject(body), condition(), shown());
      }
      case "DELETE" -> new Wish.Delete(about, condition(), List.of());
      default -> throw new Own();
    };
  }

  private Wish read() {
    List<String> key = model.key(about);
    check(!key.isEmpty() || model.collection(about).isEmpty());
    key.stream()
        .filter(it -> order.stream().noneMatch(has -> has.column().equals(it)))
        .forEach(it -> order.add(new Wish.Order(it, false, false)));
    boolean unsaid = shape.columns().isEmpty() && shape.inside().isEmpty();
    Wish.Shape wanted = unsaid ? Wish.Shape.of(key.isEmpty() ? List.of("id") : key) : shape;
    return new Wish.Read(about, wanted, condition(), order, Wish.Window.ALL, true);
  }

  /** What is made anew for each row cannot be compared. */
  private List<String> shown() {
    return shape.columns().stream()
        .filter(it ->
            model
                .column(about, it)
                .filter(column ->
                    column.automatic()
                        || column.left()
                        || column.fill() instanceof Column.Fill.NewId
                        || column.fill() instanceof Column.Fill.Computed)
                .isEmpty())
        .toList();
  }

  private Wish call(String method, String body) {
    check(method.equals("GET") || method.equals("POST"));
    check(shape.inside().isEmpty());
    long alike =
        model.app().functions().values().stream().filter(it -> it.name().equals(about)).count();
    // Others have names of their own for each of them.
    check(alike <= 1);
    if (!body.isEmpty()) {
      check(Json.decodeValue(body) instanceof JsonObject);
      arguments.mergeIn(new JsonObject(body));
    }
    List<String> shown = new ArrayList<>(shape.columns());
    if (shown.isEmpty()) {
      shown.addAll(answered());
    }
    return new Wish.Call(about, arguments, shown, Condition.TRUE, List.of());
  }

  private List<String> answered() {
    var function = model.function(about).orElseThrow(Own::new);
    return switch (function.returns()) {
      case msingi.definition.Function.Returns.Nothing _ -> List.of();
      case msingi.definition.Function.Returns.Values _ -> List.of(about);
      case msingi.definition.Function.Returns.Of(String id, boolean _) ->
          model.key(model.named(id));
      case msingi.definition.Function.Returns.Rows(var columns, boolean _) ->
          columns.stream().map(msingi.definition.Function.Column::name).toList();
    };
  }
}
