package msingi.testkit.openapi;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;

/** Draws values that a JSON Schema of a document allows, and values that it does not. */
final class Drawing {
  private static final List<String> UUIDS =
      List.of(
          "00000000-0000-7000-8000-000000000001",
          "00000000-0000-7000-8000-000000000002",
          "ffffffff-ffff-4fff-bfff-ffffffffffff");
  private static final List<String> TEXTS =
      List.of(
          "a",
          "b",
          "",
          "north",
          "+255712345678",
          "0",
          "null",
          "a,b",
          "\"q\"",
          "ÄÖ 漢字 𝄞",
          "%_*",
          "(x)",
          "' or 1=1 --",
          "\\",
          "{}",
          "[1]",
          "2026-01-02",
          "line\nfeed",
          "x".repeat(300));
  private static final List<String> RUBBISH =
      List.of(
          "",
          "eq",
          "eq.",
          "foo.1",
          "in.(1",
          "in.",
          "not.",
          "not.not.eq.1",
          "is.nothing",
          "like(any).{a",
          "eq.\u0001",
          "fts(xx yy).a",
          "cs.{",
          "lt.",
          "eq(all).1",
          "sl.(1,2)",
          "eq.99999999999999999999999999",
          "gt.NaN",
          "match.(",
          "cd.[1",
          "eq.null",
          "-1",
          "1e400",
          "\ud83d");

  /** Beyond it SQLite has no numbers left for an identity. */
  private static final long MOST = 1L << 53;

  private final Contracts contract;
  private final Random random;

  Drawing(Contracts contract, Random random) {
    this.contract = contract;
    this.random = random;
  }

  <T> T one(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  int below(int most) {
    return random.nextInt(most);
  }

  /** A text that means nothing in most places. */
  String rubbish() {
    return one(RUBBISH);
  }

  /** A value of another kind than most schemas want. */
  Object wrong() {
    return one(
        List.of(
            "text",
            1,
            -1L,
            1.5,
            true,
            new JsonObject(),
            new JsonArray().add(1),
            Long.MAX_VALUE,
            new BigDecimal("1e40"),
            "\u0001",
            new JsonObject().put("a", new JsonArray())));
  }

  /** A value that the schema allows; {@link Optional#empty} where this class finds none. */
  Optional<Object> value(JsonObject given) {
    JsonObject schema = contract.followed(given);
    if (schema.containsKey("oneOf")) {
      List<?> forms = schema.getJsonArray("oneOf").getList();
      return value(json(one(forms)));
    }
    if (schema.containsKey("allOf")) {
      return object(
          contract.followed(schema.getJsonArray("allOf").getJsonObject(0)),
          schema.getJsonArray("required", new JsonArray()));
    }
    if (schema.containsKey("enum")) {
      JsonArray words = schema.getJsonArray("enum");
      Object word = words.getValue(random.nextInt(words.size()));
      return Optional.of(word == null ? NOTHING : word);
    }
    return typed(schema);
  }

  /** Null, which no Optional holds. */
  static final Object NOTHING = new Object();

  @SuppressWarnings("unchecked")
  private static JsonObject json(Object any) {
    return any instanceof JsonObject object ? object : new JsonObject((Map<String, Object>) any);
  }

  private Optional<Object> typed(JsonObject schema) {
    Object type = schema.getValue("type");
    if (type instanceof JsonArray types) {
      if (chance(15)) {
        return Optional.of(NOTHING);
      }
      type = types.getString(0);
    }
    return switch (String.valueOf(type)) {
      case "integer" -> Optional.of(whole(schema));
      case "number" -> Optional.of(number(schema));
      case "boolean" -> Optional.of(random.nextBoolean());
      case "string" -> text(schema);
      case "array" -> list(schema);
      case "object" -> object(schema, schema.getJsonArray("required", new JsonArray()));
      case "null" -> Optional.of(NOTHING);
      default ->
          Optional.of(one(List.of(1, "text", true, new JsonObject().put("k", 1), new JsonArray())));
    };
  }

  private long whole(JsonObject schema) {
    long least = schema.getLong("minimum", -5L);
    long most = schema.getLong("maximum", MOST);
    return chance(10)
        ? (random.nextBoolean() ? least : most)
        : Math.max(least, Math.min(most, random.nextInt(-3, 8)));
  }

  private static final BigDecimal HUNDRED = new BigDecimal(100);

  private BigDecimal number(JsonObject schema) {
    BigDecimal most = new BigDecimal(String.valueOf(schema.getValue("exclusiveMaximum", 1000)));
    return new BigDecimal(random.nextInt(-200, 200))
        .multiply(most.min(HUNDRED))
        .movePointLeft(4)
        .setScale(1, java.math.RoundingMode.DOWN);
  }

  private Optional<Object> text(JsonObject schema) {
    List<String> pool =
        switch (schema.getString("format", "")) {
          case "uuid" -> UUIDS;
          case "date" -> List.of("2026-01-02", "0001-01-01", "9999-12-31", "2024-02-29");
          case "time-local" -> List.of("00:00:00", "23:59:59.999999", "12:30:00");
          case "date-time" -> List.of("2026-01-02T03:04:05Z", "1970-01-01T00:00:00.000001+02:00");
          case "date-time-local" -> List.of("2026-01-02T03:04:05");
          default ->
              schema.getString("pattern", "").startsWith("^\\\\x")
                  ? List.of("\\x", "\\x00ff")
                  : TEXTS;
        };
    Pattern pattern = Pattern.compile(schema.getString("pattern", ""));
    List<String> fit =
        pool.stream()
            .filter(it -> it.codePointCount(0, it.length()) <= schema.getLong("maxLength", 1_000L))
            .filter(it -> it.codePointCount(0, it.length()) >= schema.getLong("minLength", 0L))
            .filter(it -> pattern.matcher(it).find())
            .toList();
    return fit.isEmpty() ? Optional.empty() : Optional.of(one(fit));
  }

  private Optional<Object> list(JsonObject schema) {
    JsonArray list = new JsonArray();
    for (int many = random.nextInt(4); many > 0; many--) {
      value(schema.getJsonObject("items"))
          .ifPresent(it -> list.add(it.equals(NOTHING) ? null : it));
    }
    return Optional.of(list);
  }

  private Optional<Object> object(JsonObject schema, JsonArray required) {
    JsonObject object = new JsonObject();
    for (var entry : schema.getJsonObject("properties", new JsonObject())) {
      if (required.contains(entry.getKey()) || chance(40)) {
        Optional<Object> value = value((JsonObject) entry.getValue());
        if (value.isPresent()) {
          object.put(entry.getKey(), value.get().equals(NOTHING) ? null : value.get());
        } else if (required.contains(entry.getKey())) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(object);
  }

  /** A value as a query spells it: arrays in braces, the others as they are. */
  static String spelled(Object value) {
    if (value instanceof JsonArray array) {
      List<String> parts = new ArrayList<>();
      array.forEach(it ->
          parts.add(
              it == null
                  ? "NULL"
                  : '"' + String.valueOf(it).replace("\\", "\\\\").replace("\"", "\\\"") + '"'));
      return "{" + String.join(",", parts) + "}";
    }
    return value instanceof JsonObject ? Json.encode(value) : String.valueOf(value);
  }
}
