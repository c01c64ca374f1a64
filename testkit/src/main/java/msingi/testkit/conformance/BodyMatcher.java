package msingi.testkit.conformance;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What must hold of an answer's body. */
sealed interface BodyMatcher {
  /** What is wrong with the body; empty when nothing is. */
  Optional<String> mistake(String body);

  /** Anything. */
  record Any() implements BodyMatcher {
    @Override
    public Optional<String> mistake(String body) {
      return Optional.empty();
    }
  }

  /** This text. */
  record Text(String value) implements BodyMatcher {
    @Override
    public Optional<String> mistake(String body) {
      return body.equals(value) ? Optional.empty() : wrong(value, body);
    }
  }

  /** Equal as JSON: members in any order, numbers by value. */
  record Equal(String canonical) implements BodyMatcher {
    @Override
    public Optional<String> mistake(String body) {
      try {
        String got = Canonical.of(Json.decodeValue(body));
        return got.equals(canonical) ? Optional.empty() : wrong(canonical, got);
      } catch (DecodeException notJson) {
        return wrong(canonical, body);
      }
    }
  }

  private static Optional<String> wrong(String wanted, String got) {
    return Optional.of("body: wanted " + wanted + "\n      got " + got);
  }

  /** An error with this code, whatever its words. */
  record Coded(String code) implements BodyMatcher {
    @Override
    public Optional<String> mistake(String body) {
      try {
        return Json.decodeValue(body) instanceof JsonObject error
                && code.equals(error.getString("code"))
            ? Optional.empty()
            : wrong("code " + code, body);
      } catch (DecodeException notJson) {
        return wrong("code " + code, body);
      }
    }
  }

  /**
   * What a recorded expectation asks for.
   *
   * @param worded whether errors are worded by the database, so that only their codes are compared
   */
  static BodyMatcher of(JsonObject json, boolean worded) {
    return switch (json.getString("kind")) {
      case "any" -> new Any();
      case "text" -> new Text(json.getString("value"));
      case "json" ->
          worded && json.getValue("value") instanceof JsonObject error && error.containsKey("code")
              ? new Coded(error.getString("code"))
              : new Equal(Canonical.of(json.getValue("value")));
      default -> throw new IllegalArgumentException("unknown body matcher " + json);
    };
  }

  /** JSON as one text for all that is equal. */
  final class Canonical {
    private Canonical() {}

    static String of(@Nullable Object json) {
      return switch (json) {
        case null -> "null";
        case JsonObject object -> object(object.getMap());
        case Map<?, ?> map -> object(map);
        case JsonArray array -> array(array.getList());
        case List<?> list -> array(list);
        case Number number -> number(number);
        case Boolean truth -> truth.toString();
        default -> Json.encode(json);
      };
    }

    private static String number(Number number) {
      BigDecimal value = new BigDecimal(number.toString());
      return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private static String object(Map<?, ?> map) {
      TreeMap<String, String> members = new TreeMap<>();
      map.forEach((key, value) -> members.put(Json.encode(String.valueOf(key)), of(value)));
      List<String> parts = new ArrayList<>();
      members.forEach((key, value) -> parts.add(key + ":" + value));
      return "{" + String.join(",", parts) + "}";
    }

    private static String array(List<?> list) {
      List<String> parts = new ArrayList<>();
      list.forEach(it -> parts.add(of(it)));
      return "[" + String.join(",", parts) + "]";
    }
  }
}
