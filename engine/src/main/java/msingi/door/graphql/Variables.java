package msingi.door.graphql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.wire.Json;

/** Brings the values of variables to the types that an operation declares (section 6.1.2). */
final class Variables {
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,11}(\\.0+)?");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9].*");
  private static final int SHOWN = 100;

  private final Schema schema;
  private final List<GraphError> errors = new ArrayList<>();

  private Variables(Schema schema) {
    this.schema = schema;
  }

  /**
   * What is wrong, or the values by name; a variable that was not given and has no default is
   * absent.
   */
  sealed interface Coerced {
    record Values(Map<String, Json> byName) implements Coerced {}

    record Wrong(List<GraphError> errors) implements Coerced {}
  }

  /** Reads the variables of an operation. */
  static Coerced coerce(Prepared.Operation operation, Map<String, Json> given, Schema schema) {
    if (operation.variables().isEmpty()) {
      return new Coerced.Values(Map.of());
    }
    Variables variables = new Variables(schema);
    Map<String, Json> values = new HashMap<>();
    for (Prepared.Variable variable : operation.variables()) {
      variables.one(variable, given).ifPresent(it -> values.put(variable.name(), it));
    }
    return variables.errors.isEmpty()
        ? new Coerced.Values(values)
        : new Coerced.Wrong(variables.errors);
  }

  private Optional<Json> one(Prepared.Variable variable, Map<String, Json> given) {
    Json value = given.get(variable.name());
    if (value == null) {
      if (variable.otherwise() != Written.Nothing.NOTHING) {
        return variable.otherwise().with(Map.of());
      }
      if (variable.type() instanceof Ref.Required) {
        String wanted = "\" of required type \"" + variable.type() + "\" was not provided.";
        refuse(variable, "Variable \"$" + variable.name() + wanted);
      }
      return Optional.empty();
    }
    try {
      return Optional.of(coerced(value, variable.type(), "$" + variable.name()));
    } catch (Unfit unfit) {
      refuse(variable, unfit.getMessage());
      return Optional.empty();
    }
  }

  private void refuse(Prepared.Variable variable, String message) {
    Problem problem = Problem.of(ErrorCode.GRAPH_VARIABLES, message);
    errors.add(new GraphError(problem, List.of(variable.spot()), List.of()));
  }

  /** A value that is none of its type. */
  private static final class Unfit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unfit(String message) {
      super(message, null, false, false);
    }

    @Override
    public String getMessage() {
      return String.valueOf(super.getMessage());
    }
  }

  private static Unfit unfit(Json value, Ref type, String at) {
    String text =
        new String(
            value.write(new msingi.wire.Output(64)).toByteArray(),
            java.nio.charset.StandardCharsets.UTF_8);
    String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    return new Unfit(
        "Variable \"" + at + "\" got invalid value " + shown + "; Expected type \"" + type + "\".");
  }

  private Json coerced(Json value, Ref type, String at) {
    boolean none = value.equals(Json.Bare.NULL);
    return switch (type) {
      case Ref.Required(Ref of) -> {
        if (none) {
          throw unfit(value, type, at);
        }
        yield coerced(value, of, at);
      }
      case Ref.Listed(Ref of) -> none ? value : listed(value, of, at);
      case Ref.Named named -> none ? value : single(value, named, at);
    };
  }

  private Json listed(Json value, Ref of, String at) {
    if (!(value instanceof Json.Many(List<Json> items))) {
      return new Json.Many(List.of(coerced(value, of, at)));
    }
    List<Json> coerced = new ArrayList<>(items.size());
    for (int index = 0; index < items.size(); index++) {
      coerced.add(coerced(items.get(index), of, at + "[" + index + "]"));
    }
    return new Json.Many(coerced);
  }

  private Json single(Json value, Ref.Named type, String at) {
    Definition definition = schema.find(type.name()).orElseThrow(() -> unfit(value, type, at));
    return switch (definition) {
      case Definition.Composite _ -> throw unfit(value, type, at);
      case Definition.Scalar it -> {
        if (!fits(value, it.name())) {
          throw unfit(value, type, at);
        }
        yield value;
      }
      case Definition.Choice it -> {
        if (!(value instanceof Json.Text(String word)) || !it.words().contains(word)) {
          throw unfit(value, type, at);
        }
        yield value;
      }
      case Definition.Input it -> object(value, it, type, at);
    };
  }

  private Json object(Json value, Definition.Input input, Ref type, String at) {
    if (!(value instanceof Json.Members(Map<String, Json> members))) {
      throw unfit(value, type, at);
    }
    for (String name : members.keySet()) {
      if (!input.fields().containsKey(name)) {
        throw new Unfit(
            "Variable \""
                + at
                + "\" got a value with the field \""
                + (name.length() > SHOWN ? name.substring(0, SHOWN) + "…" : name)
                + "\", which is not defined by type \""
                + type
                + "\".");
      }
    }
    Map<String, Json> coerced = new LinkedHashMap<>();
    for (Definition.Argument field : input.fields().values()) {
      Json member = members.get(field.name());
      if (member != null) {
        coerced.put(field.name(), coerced(member, field.type(), at + "." + field.name()));
      } else if (field.type() instanceof Ref.Required && field.otherwise().isEmpty()) {
        throw unfit(value, type, at);
      }
    }
    return new Json.Members(coerced);
  }

  /** Whether a value may be one of a scalar; what our own hold is found out where it is used. */
  private static boolean fits(Json value, String scalar) {
    return switch (scalar) {
      case "Int" -> whole(value);
      case "Float" -> value instanceof Json.Bare(String it) && NUMBER.matcher(it).matches();
      case "Boolean" ->
          value instanceof Json.Bare(String it) && (it.equals("true") || it.equals("false"));
      case "String", "Cursor" -> value instanceof Json.Text;
      case "ID" -> value instanceof Json.Text || whole(value);
      case "JSON", "Opaque" -> true;
      default -> value instanceof Json.Text || value instanceof Json.Bare;
    };
  }

  private static boolean whole(Json value) {
    if (!(value instanceof Json.Bare(String text)) || !WHOLE.matcher(text).matches()) {
      return false;
    }
    int point = text.indexOf('.');
    long number = Long.parseLong(point < 0 ? text : text.substring(0, point));
    return number == (int) number;
  }
}
