package msingi.testkit.doors;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import msingi.expression.Type;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a door in one form: members in the wish's order, numbers by their value, moments in UTC,
 * documents with their members sorted, related rows sorted.
 */
final class Canonical {
  /** Whose rows they are. */
  enum Dialect {
    REST,
    GRAPHQL,
    GRPC
  }

  private final Model model;
  private final Dialect dialect;

  Canonical(Model model, Dialect dialect) {
    this.model = model;
    this.dialect = dialect;
  }

  List<JsonObject> rows(String about, Wish.Shape shape, JsonArray raw) {
    List<JsonObject> rows = new ArrayList<>();
    raw.forEach(it -> rows.add(row(about, shape, (JsonObject) it)));
    return rows;
  }

  JsonObject row(String about, Wish.Shape shape, JsonObject raw) {
    JsonObject row = new JsonObject();
    for (String column : shape.columns()) {
      Object value = labelled(about, column, raw.getValue(column));
      row.put(column, value(value, model.type(about, column)));
    }
    for (Wish.Inside inside : shape.inside()) {
      String target = model.target(about, inside.relation());
      List<JsonObject> rows =
          new ArrayList<>(rows(target, inside.shape(), related(raw, about, inside.relation())));
      rows.sort(Comparator.comparing(JsonObject::encode));
      if (model.many(about, inside.relation())) {
        row.put(inside.relation(), new JsonArray(rows));
      } else {
        row.put(inside.relation(), rows.isEmpty() ? null : rows.getFirst());
      }
    }
    return row;
  }

  /** An enumeration's label of gRPC as the word that it stands for. */
  private @Nullable Object labelled(String about, String column, @Nullable Object value) {
    if (dialect != Dialect.GRPC || !(value instanceof String label)) {
      return value;
    }
    return model.choices(about, column).stream()
        .filter(it -> label(column, it).equals(label))
        .findFirst()
        .orElse(label);
  }

  /** What gRPC calls a word of a column. */
  static String label(String column, String word) {
    return (column + "_" + word).replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  private JsonArray related(JsonObject raw, String about, String relation) {
    boolean many = model.many(about, relation);
    String name = many && dialect == Dialect.GRAPHQL ? relation + "Collection" : relation;
    return switch (raw.getValue(name)) {
      case null -> new JsonArray();
      case JsonArray rows -> rows;
      case JsonObject connection when many && dialect == Dialect.GRAPHQL -> nodes(connection);
      case Object one -> new JsonArray().add(one);
    };
  }

  static JsonArray nodes(JsonObject connection) {
    JsonArray nodes = new JsonArray();
    connection
        .getJsonArray("edges")
        .forEach(it -> nodes.add(((JsonObject) it).getJsonObject("node")));
    return nodes;
  }

  @Nullable Object value(@Nullable Object value, Type type) {
    if (value == null) {
      return null;
    }
    return switch (type) {
      case Type.Array(Type element) -> array(value, element);
      case Type.Decimal _ -> number(value);
      case Type.Opaque _ -> value;
      case Type.Scalar scalar ->
          switch (scalar) {
            case INT, LONG, FLOAT -> number(value);
            case JSON -> document(value);
            case TIMESTAMP -> OffsetDateTime.parse(value.toString()).toInstant().toString();
            case BYTES -> bytes(value.toString());
            case BOOL, TEXT, DATE, TIME, DATETIME, UUID -> value;
          };
    };
  }

  private JsonArray array(Object value, Type element) {
    if (value instanceof JsonObject message) {
      List<@Nullable Object> elements = new ArrayList<>();
      message
          .getJsonArray("values", new JsonArray())
          .forEach(it -> elements.add(value(it, element)));
      message
          .getJsonArray("nulls", new JsonArray())
          .forEach(it -> elements.add(((Number) it).intValue(), null));
      return new JsonArray(elements);
    }
    JsonArray elements = new JsonArray();
    ((JsonArray) value).forEach(it -> elements.add(value(it, element)));
    return elements;
  }

  private static String number(Object value) {
    BigDecimal number = new BigDecimal(value.toString());
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  private String document(Object value) {
    Object read = dialect == Dialect.REST ? value : Json.decodeValue((String) value);
    return Json.encode(sorted(read));
  }

  private static @Nullable Object sorted(@Nullable Object value) {
    return switch (value) {
      case JsonObject object -> {
        Map<String, @Nullable Object> members = new TreeMap<>();
        object.forEach(it -> members.put(it.getKey(), sorted(it.getValue())));
        yield new JsonObject(members);
      }
      case JsonArray array -> {
        JsonArray elements = new JsonArray();
        array.forEach(it -> elements.add(sorted(it)));
        yield elements;
      }
      case null -> null;
      case Object other -> other;
    };
  }

  /** In hexadecimal; gRPC has them in base 64. */
  private String bytes(String text) {
    return dialect == Dialect.GRPC
        ? "\\x" + HexFormat.of().formatHex(Base64.getDecoder().decode(text))
        : text;
  }
}
