package msingi.door.graphql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.expression.Values;
import msingi.wire.Json;
import msingi.wire.Output;

/** Values that clients give, as JSON that fits their types in GraphQL, made into our own. */
final class Given {
  private Given() {}

  /**
   * A value of a type.
   *
   * @throws Failure what {@link Values#parse} throws
   */
  static Value value(Json json, Type type) {
    if (json.equals(Json.Bare.NULL)) {
      return Value.Null.NULL;
    }
    return switch (type) {
      case Type.Array(Type element) -> {
        List<Value> elements = new ArrayList<>();
        list(json).forEach(it -> elements.add(value(it, element)));
        yield new Value.Many(elements);
      }
      case Type.Opaque _ ->
          json instanceof Json.Text(String text)
              ? Values.parse(text, type)
              : new Value.Json(text(json));
      case Type.Decimal _ -> Values.parse(bare(json, type), type);
      case Type.Scalar scalar ->
          scalar == Type.Scalar.JSON && !(json instanceof Json.Text)
              ? Values.parse(text(json), type)
              : Values.parse(bare(json, type), type);
    };
  }

  private static String bare(Json json, Type type) {
    return switch (json) {
      case Json.Text(String text) -> text;
      case Json.Bare(String text) -> text;
      case Json.Many _, Json.Members _ ->
          throw Problem.of(
                  ErrorCode.VALUE_INVALID,
                  "invalid input for type " + Values.name(type) + ": not a single value")
              .failure();
    };
  }

  private static String text(Json json) {
    return new String(
        json.write(new Output(64)).toByteArray(), java.nio.charset.StandardCharsets.UTF_8);
  }

  /** The elements of a list; a single value is a list of itself, null one of none. */
  static List<Json> list(Json json) {
    return switch (json) {
      case Json.Many(List<Json> items) -> items;
      case Json.Bare it when it.equals(Json.Bare.NULL) -> List.of();
      case Json.Bare _, Json.Text _, Json.Members _ -> List.of(json);
    };
  }

  /** The members of an object; null has none. */
  static Map<String, Json> members(Json json) {
    return json instanceof Json.Members(Map<String, Json> byName) ? byName : Map.of();
  }

  /** An argument that is given and not null. */
  static Optional<Json> argument(Map<String, Json> arguments, String name) {
    return Optional.ofNullable(arguments.get(name)).filter(it -> !it.equals(Json.Bare.NULL));
  }

  /** A text that is given. */
  static Optional<String> text(Map<String, Json> arguments, String name) {
    return argument(arguments, name)
        .map(it -> it instanceof Json.Text(String text) ? text : bare(it, Type.Scalar.TEXT));
  }

  /** A whole number that is given. */
  static Optional<Integer> whole(Map<String, Json> arguments, String name) {
    return argument(arguments, name)
        .map(it -> Values.parse(bare(it, Type.Scalar.INT), Type.Scalar.INT))
        .map(it -> it instanceof Value.Whole(long number) ? (int) number : 0);
  }

  /** A request that cannot be followed. */
  static Failure wrong(String message) {
    return Problem.of(ErrorCode.GRAPH_ARGUMENT, message).failure();
  }
}
