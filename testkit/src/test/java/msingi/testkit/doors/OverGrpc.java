package msingi.testkit.doors;

import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import msingi.definition.Function;
import msingi.expression.Type;
import msingi.testkit.grpc.GrpcClient;

/**
 * Wishes by gRPC. What the caller's contract lacks is asked for all the same where bytes can say
 * it: the server must refuse it, not only leave it out of the contract.
 */
final class OverGrpc implements Door {
  private final Model model;
  private final GrpcClient client;
  private final Canonical canonical;

  OverGrpc(URI server, Model model, Map<String, String> headers) {
    this.model = model;
    Map<String, String> metadata = new HashMap<>();
    headers.forEach((name, value) -> metadata.put(name.toLowerCase(Locale.ROOT), value));
    this.client = new GrpcClient(server, metadata);
    this.canonical = new Canonical(model, Canonical.Dialect.GRPC);
  }

  @Override
  public String name() {
    return "gRPC";
  }

  @Override
  public Answer ask(Wish wish) {
    try {
      return switch (wish) {
        case Wish.Read it -> read(it);
        case Wish.Whole it -> whole(it);
        case Wish.One it -> one(it);
        case Wish.Totals _ -> new Answer.Wordless("nothing is summed up");
        case Wish.Insert it -> insert(it);
        case Wish.Upsert it -> upsert(it);
        case Wish.Update it -> update(it);
        case Wish.Delete it -> delete(it);
        case Wish.Call it -> call(it);
      };
    } catch (StatusRuntimeException refused) {
      return refusal(refused);
    } catch (NoWords none) {
      return new Answer.Wordless(String.valueOf(none.getMessage()));
    } catch (NotThere unknown) {
      return new Answer.Refused(Answer.CLOSED, "the contract lacks it: " + unknown.getMessage());
    }
  }

  /** The door cannot say it. */
  private static final class NoWords extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoWords(String why) {
      super(why);
    }
  }

  /** The caller's contract has no such field, and the server has no such method. */
  private static final class NotThere extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotThere(String what) {
      super(what);
    }
  }

  @Override
  public String heard() {
    return client.heard();
  }

  private static Answer.Refused refusal(StatusRuntimeException refused) {
    String said = refused.getStatus().toString();
    com.google.rpc.Status status = StatusProto.fromThrowable(refused);
    if (refused.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
      return new Answer.Refused(Answer.CLOSED, said);
    }
    if (status == null || status.getDetailsCount() == 0) {
      return new Answer.Refused("no details", said);
    }
    try {
      ErrorInfo info = status.getDetails(0).unpack(ErrorInfo.class);
      return Answer.refused(info.getReason(), status.getMessage(), said);
    } catch (InvalidProtocolBufferException cause) {
      throw new IllegalStateException(cause);
    }
  }

  /** {@code visit_rooms} as {@code VisitRooms}. */
  private static String message(String name) {
    StringBuilder text = new StringBuilder();
    for (String word : name.split("[^A-Za-z0-9]+")) {
      text.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
    }
    return text.toString();
  }

  private JsonObject ask(String service, String method, JsonObject request) {
    String path = known(service, method);
    try {
      return new JsonObject(GrpcClient.json(client.ask(path, request.encode())));
    } catch (IllegalArgumentException unfit) {
      throw new NotThere(unfit.getMessage());
    }
  }

  /** The path of a method; one that the contract lacks is asked, and must not be there. */
  private String known(String service, String method) {
    ServiceDescriptor found = client.file().findServiceByName(service);
    if (found == null || found.findMethodByName(method) == null) {
      String full = model.app().name().replaceAll("[^A-Za-z0-9]", "_") + ".v1." + service;
      Status.Code code = client.raw(full + "/" + method, new byte[0]);
      if (code != Status.Code.UNIMPLEMENTED
          && code != Status.Code.PERMISSION_DENIED
          && code != Status.Code.UNAUTHENTICATED) {
        throw new IllegalStateException(full + "/" + method + " is no secret: " + code);
      }
      throw new NotThere(full + "/" + method);
    }
    return service + "/" + method;
  }

  private Answer read(Wish.Read wish) {
    JsonObject request =
        asked(wish.about(), wish.filter(), wish.order())
            .put("read_mask", mask(wish.about(), wish.shape()))
            .put("page_size", wish.window().size() == 0 ? 1_000 : wish.window().size());
    if (wish.counted()) {
      request.put("count", true);
    }
    for (int page = 0; ; page++) {
      JsonObject said = ask(message(wish.about()) + "Service", "List", request);
      String next = said.getString("next_page_token", "");
      if (page < wish.window().page() && !next.isEmpty()) {
        request.put("page_token", next);
        continue;
      }
      JsonArray rows =
          page < wish.window().page()
              ? new JsonArray()
              : said.getJsonArray("rows", new JsonArray());
      long total = wish.counted() ? Long.parseLong(said.getString("total", "0")) : -1;
      return new Answer.Rows(canonical.rows(wish.about(), wish.shape(), rows), total);
    }
  }

  private Answer one(Wish.One wish) {
    JsonObject request =
        keyed(wish.about(), wish.key())
            .orElseThrow(() -> new NoWords("a row is found by its key"))
            .put("read_mask", mask(wish.about(), wish.shape()));
    try {
      JsonObject said = ask(message(wish.about()) + "Service", "Get", request);
      return new Answer.Rows(List.of(canonical.row(wish.about(), wish.shape(), said)), -1);
    } catch (StatusRuntimeException refused) {
      if (refused.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return new Answer.Rows(List.of(), -1);
      }
      throw refused;
    }
  }

  private JsonObject asked(String about, Condition filter, List<Wish.Order> order) {
    JsonObject request = new JsonObject();
    if (!filter.equals(Condition.TRUE)) {
      request.put("filter", filter(about, filter));
    }
    if (!order.isEmpty()) {
      request.put(
          "order_by",
          order.stream()
              .map(it ->
                  it.column()
                      + (it.descending() ? " desc" : " asc")
                      + (it.nullsFirst() ? " nulls first" : " nulls last"))
              .collect(Collectors.joining(", ")));
    }
    return request;
  }

  private String mask(String about, Wish.Shape shape) {
    return String.join(",", paths(about, shape, ""));
  }

  private List<String> paths(String about, Wish.Shape shape, String prefix) {
    List<String> paths = new ArrayList<>();
    shape.columns().forEach(it -> paths.add(prefix + it));
    for (Wish.Inside inside : shape.inside()) {
      String target = model.target(about, inside.relation());
      paths.addAll(paths(target, inside.shape(), prefix + inside.relation() + "."));
    }
    return paths;
  }

  private JsonObject filter(String about, Condition condition) {
    return switch (condition) {
      case Condition.Test(String column, var operator, Object value) -> {
        Type type = model.type(about, column);
        Type operand = operator == Condition.Operator.AMONG ? new Type.Array(type) : type;
        yield of(column, new JsonObject().put(operator.grpc, value(value, operand)));
      }
      case Condition.Null(String column) -> of(column, new JsonObject().put("is_null", true));
      case Condition.Within _ -> throw new NoWords("filters reach no documents");
      case Condition.Search(String name, String mode, String words) ->
          of(name, new JsonObject().put(mode(mode), words));
      case Condition.All(var parts) -> several("all_of", about, parts);
      case Condition.Any(var parts) -> several("any_of", about, parts);
      case Condition.Not(var part) ->
          new JsonObject().put("not", new JsonArray().add(filter(about, part)));
      case Condition.Some(String relation, var part) ->
          of(relation, filter(model.target(about, relation), part));
    };
  }

  private static JsonObject of(String name, JsonObject test) {
    return new JsonObject().put(name, test);
  }

  private JsonObject several(String word, String about, List<Condition> parts) {
    JsonArray items = new JsonArray();
    parts.forEach(it -> items.add(filter(about, it)));
    return new JsonObject().put(word, items);
  }

  private static String mode(String rest) {
    return switch (rest) {
      case "plfts" -> "plain";
      case "phfts" -> "phrase";
      case "wfts" -> "web";
      default -> "operators";
    };
  }

  private static Object value(Object value, Type type) {
    return switch (type) {
      case Type.Array(Type element) -> array((JsonArray) value, element);
      case Type.Decimal _ -> value.toString();
      case Type.Opaque _ -> value;
      case Type.Scalar scalar ->
          switch (scalar) {
            case JSON -> Json.encode(value);
            case BYTES ->
                Base64.getEncoder()
                    .encodeToString(HexFormat.of().parseHex(value.toString().substring(2)));
            case TEXT, INT, LONG, FLOAT, BOOL, DATE, TIME, TIMESTAMP, DATETIME, UUID -> value;
          };
    };
  }

  private static JsonObject array(JsonArray list, Type element) {
    JsonArray values = new JsonArray();
    JsonArray nulls = new JsonArray();
    for (int place = 0; place < list.size(); place++) {
      Object each = list.getValue(place);
      if (each == null) {
        nulls.add(place);
      } else {
        values.add(value(each, element));
      }
    }
    return new JsonObject().put("values", values).put("nulls", nulls);
  }

  private Answer whole(Wish.Whole wish) {
    JsonObject request =
        asked(wish.about(), wish.filter(), wish.order())
            .put("read_mask", String.join(",", wish.columns()));
    String path = known(message(wish.about()) + "Service", "Stream");
    JsonArray rows = new JsonArray();
    try {
      client.stream(path, request.encode()).forEach(it -> rows.add(new JsonObject(it)));
    } catch (IllegalArgumentException unfit) {
      throw new NotThere(unfit.getMessage());
    }
    Wish.Shape shape = Wish.Shape.of(wish.columns());
    return new Answer.Rows(canonical.rows(wish.about(), shape, rows), -1);
  }

  private JsonObject row(String about, JsonObject given) {
    JsonObject row = new JsonObject();
    given.forEach(it -> {
      String column = it.getKey();
      if (it.getValue() != null) {
        boolean choice = !model.choices(about, column).isEmpty();
        row.put(
            column,
            choice
                ? Canonical.label(column, it.getValue().toString())
                : value(it.getValue(), model.type(about, column)));
      }
    });
    return row;
  }

  private Answer insert(Wish.Insert wish) {
    String about = wish.about();
    JsonObject request = new JsonObject();
    List<String> names = List.copyOf(wish.rows().getFirst().fieldNames());
    boolean alike = wish.rows().stream().allMatch(it -> List.copyOf(it.fieldNames()).equals(names));
    boolean nulls =
        wish.rows().stream()
            .anyMatch(row -> names.stream().anyMatch(it -> row.getValue(it) == null));
    if (nulls && !alike) {
      throw new NoWords("what is absent and what is null is said of all rows at once");
    }
    if (nulls) {
      request.put("fields", String.join(",", names));
    }
    if (!wish.shown().isEmpty()) {
      request.put("read_mask", shown(about, wish.shown()));
    }
    String service = message(about) + "Service";
    if (wish.rows().size() == 1) {
      request.put("row", row(about, wish.rows().getFirst()));
      return written(about, ask(service, "Create", request), wish.shown());
    }
    JsonArray rows = new JsonArray();
    wish.rows().forEach(it -> rows.add(row(about, it)));
    JsonObject said = ask(service, "BatchCreate", request.put("rows", rows));
    Wish.Shape shape = Wish.Shape.of(wish.shown());
    JsonArray shown =
        wish.shown().isEmpty() ? new JsonArray() : said.getJsonArray("rows", new JsonArray());
    JsonArray read = new JsonArray();
    shown.stream()
        .filter(it -> model.key(about).stream().anyMatch(((JsonObject) it)::containsKey))
        .forEach(read::add);
    return new Answer.Done(
        Long.parseLong(said.getString("created", "0")), canonical.rows(about, shape, read));
  }

  private Answer upsert(Wish.Upsert wish) {
    JsonObject request =
        new JsonObject()
            .put("row", row(wish.about(), wish.row()))
            .put("fields", String.join(",", wish.row().fieldNames()));
    if (!wish.shown().isEmpty()) {
      request.put("read_mask", shown(wish.about(), wish.shown()));
    }
    JsonObject said = ask(message(wish.about()) + "Service", "Upsert", request);
    return written(wish.about(), said.getJsonObject("row", new JsonObject()), wish.shown());
  }

  /** What is to be shown, and the key, by which a row of nulls is told from none. */
  private String shown(String about, List<String> shown) {
    return Stream.concat(shown.stream(), model.key(about).stream())
        .distinct()
        .collect(Collectors.joining(","));
  }

  /** One row is written; an answer without its key stands for one that may not be read. */
  private Answer written(String about, JsonObject said, List<String> shown) {
    boolean unread = model.key(about).stream().noneMatch(said::containsKey);
    return new Answer.Done(
        1,
        shown.isEmpty() || unread
            ? List.of()
            : List.of(canonical.row(about, Wish.Shape.of(shown), said)));
  }

  /** The key that a condition names, where it names one row by its key and nothing else. */
  private Optional<JsonObject> keyed(String about, Condition condition) {
    Map<String, Object> named = new LinkedHashMap<>();
    List<Condition> parts = condition instanceof Condition.All(var all) ? all : List.of(condition);
    for (Condition part : parts) {
      if (!(part instanceof Condition.Test(String column, var operator, Object value))
          || operator != Condition.Operator.EQUAL) {
        return Optional.empty();
      }
      named.put(column, value);
    }
    boolean whole = List.copyOf(named.keySet()).equals(model.key(about));
    return whole ? Optional.of(row(about, new JsonObject(named))) : Optional.empty();
  }

  private Answer update(Wish.Update wish) {
    JsonObject key =
        keyed(wish.about(), wish.filter())
            .orElseThrow(() -> new NoWords("rows are changed by their keys"));
    JsonObject request =
        new JsonObject()
            .put("row", row(wish.about(), wish.set()).mergeIn(key))
            .put("update_mask", String.join(",", wish.set().fieldNames()));
    if (!wish.shown().isEmpty()) {
      request.put("read_mask", shown(wish.about(), wish.shown()));
    }
    return changed(wish.about(), "Update", request, wish.shown());
  }

  private Answer delete(Wish.Delete wish) {
    JsonObject key =
        keyed(wish.about(), wish.filter())
            .orElseThrow(() -> new NoWords("rows are deleted by their keys"));
    if (!wish.shown().isEmpty()) {
      throw new NoWords("what is deleted is not shown");
    }
    return changed(wish.about(), "Delete", key, List.of());
  }

  /** A row that is not there is an error of its own here, and none that is written elsewhere. */
  private Answer changed(String about, String verb, JsonObject request, List<String> shown) {
    try {
      return written(about, ask(message(about) + "Service", verb, request), shown);
    } catch (StatusRuntimeException refused) {
      if (refused.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return new Answer.Done(0, List.of());
      }
      throw refused;
    }
  }

  private Answer call(Wish.Call wish) {
    Function function = model.function(wish.about()).orElseThrow();
    if (!wish.filter().equals(Condition.TRUE)) {
      throw new NoWords("what functions answer is not filtered");
    }
    JsonObject request = new JsonObject();
    for (Function.Argument argument : function.arguments()) {
      Object given = wish.arguments().getValue(argument.name());
      if (given != null) {
        request.put(argument.name(), value(given, argument.type()));
      }
    }
    if (function.returns() instanceof Function.Returns.Of && !wish.shown().isEmpty()) {
      request.put("read_mask", String.join(",", wish.shown()));
    }
    if (function.returns() instanceof Function.Returns.Rows(var columns, boolean _)
        && !columns.stream().map(Function.Column::name).toList().containsAll(wish.shown())) {
      throw new NotThere("a column of " + wish.about());
    }
    JsonObject said = ask("FunctionsService", message(wish.about()), request);
    JsonArray rows =
        said.containsKey("row")
            ? new JsonArray().add(said.getJsonObject("row"))
            : said.getJsonArray("rows", new JsonArray());
    return new Answer.Rows(canonical.rows(wish.about(), Wish.Shape.of(wish.shown()), rows), -1);
  }

  @Override
  public void close() {
    client.close();
  }
}
