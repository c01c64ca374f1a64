package msingi.pipeline;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import msingi.definition.Function;
import msingi.expression.Expression;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.expression.Values;
import msingi.plan.CallPlan;
import msingi.request.Caller;
import msingi.request.Request;
import org.jspecify.annotations.Nullable;

/** What a function is given: its arguments within their limits, and what it may ask. */
final class Arguments {
  private Arguments() {}

  /** The values of a call, those of its arguments as the function may have them. */
  static List<Value> accepted(Request.Call call, CallPlan plan) {
    List<Value> values = new ArrayList<>(call.parameters());
    for (Function.Argument argument : plan.function().arguments()) {
      Expression.Parameter given = call.arguments().get(argument.name());
      if (given != null) {
        values.set(
            given.index(), Refinements.accepted(argument, call.parameters().get(given.index())));
      }
    }
    return values;
  }

  /**
   * What functions of a database find in its settings, under the names that PostgREST gives them.
   */
  static SortedMap<String, String> settings(Request.Call call, Caller caller) {
    if (call.origin().equals(Request.Origin.NONE)) {
      return new TreeMap<>(Map.of("request.jwt.claims", claims(caller)));
    }
    return new TreeMap<>(
        Map.of(
            "request.jwt.claims",
            claims(caller),
            "request.method",
            call.origin().method(),
            "request.path",
            call.origin().path(),
            "request.headers",
            object(call.origin().headers()).encode(),
            "request.cookies",
            object(cookies(call.origin().headers().getOrDefault("cookie", ""))).encode()));
  }

  /** The pairs of a Cookie header (RFC 6265, section 4.2.1). */
  private static Map<String, String> cookies(String header) {
    Map<String, String> cookies = new TreeMap<>();
    for (String pair : header.split(";", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        cookies.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
      }
    }
    return cookies;
  }

  private static JsonObject object(Map<String, String> texts) {
    JsonObject object = new JsonObject();
    new TreeMap<>(texts).forEach(object::put);
    return object;
  }

  /** The claims that rules may see, put back where they were; no user_metadata. */
  private static String claims(Caller caller) {
    JsonObject claims = new JsonObject();
    new TreeMap<>(caller.claims()).forEach((path, value) -> put(claims, path, json(value)));
    claims.put("role", caller.role().text());
    if (caller.uid() != Value.Null.NULL) {
      claims.put("sub", Values.text(caller.uid(), Type.Scalar.UUID));
    }
    return claims.encode();
  }

  private static void put(JsonObject claims, String path, @Nullable Object value) {
    JsonObject at = claims;
    String rest = path;
    for (int dot = rest.indexOf('.'); dot > 0; dot = rest.indexOf('.')) {
      String name = rest.substring(0, dot);
      if (!(at.getValue(name) instanceof JsonObject)) {
        at.put(name, new JsonObject());
      }
      at = at.getJsonObject(name);
      rest = rest.substring(dot + 1);
    }
    at.put(rest, value);
  }

  private static @Nullable Object json(Value value) {
    return switch (value) {
      case Value.Null _ -> null;
      case Value.Text(String text) -> text;
      case Value.Whole(long number) -> number;
      case Value.Decimal(var number) -> number;
      case Value.Real(double number) -> number;
      case Value.Bool(boolean truth) -> truth;
      case Value.Many(List<Value> elements) -> {
        JsonArray array = new JsonArray();
        elements.forEach(it -> array.add(json(it)));
        yield array;
      }
      case Value.Json(String text) -> Json.decodeValue(text);
      case Value.Date(var date) -> date.toString();
      case Value.Time(var time) -> time.toString();
      case Value.Timestamp(long micros) -> micros;
      case Value.Uuid(var uuid) -> uuid.toString();
      case Value.Bytes _ -> null;
    };
  }
}
