package msingi.door.graphql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import msingi.door.graphql.Definition.Argument;
import msingi.door.graphql.Definition.Choice;
import msingi.door.graphql.Definition.Composite;
import msingi.door.graphql.Definition.Field;
import msingi.door.graphql.Definition.Input;
import msingi.door.graphql.Definition.Scalar;
import msingi.wire.Json;
import msingi.wire.Output;

/**
 * Tells of the schema (GraphQL, section 4), which is the caller's own. Members of types are listed
 * once on each way from the root, so that no question multiplies.
 */
final class Introspection {
  private final Binding.Asked asked;
  private final Schema schema;

  Introspection(Binding.Asked asked) {
    this.asked = asked;
    this.schema = asked.schema();
  }

  /** What answers a field about the schema. */
  Root root(Pick pick) {
    return Root.of(output -> {
      if (pick.meaning() == Meaning.Part.TYPE) {
        String name = argument(pick, "name") instanceof Json.Text(String text) ? text : "";
        Optional<Definition> found = schema.find(name);
        if (found.isEmpty()) {
          output.text("null");
        } else {
          type(pick.below(), found.get(), false, output);
        }
      } else {
        object(pick.below(), "__Schema", output, this::schema);
      }
    });
  }

  private Json argument(Pick pick, String name) {
    Written written = pick.arguments().get(name);
    return written == null
        ? Json.Bare.NULL
        : written.with(asked.variables()).orElse(Json.Bare.NULL);
  }

  /** Writes what stands under one name. */
  private interface Member {
    void write(Pick pick, Output output);
  }

  private void object(List<Pick> picks, String type, Output output, Member member) {
    char before = '{';
    for (Pick pick : asked.collect(picks, "")) {
      output.put(before).put(Shown.key(pick.key()));
      before = ',';
      if (pick.meaning() == Meaning.Part.TYPENAME) {
        output.quoted(type);
      } else {
        member.write(pick, output);
      }
    }
    output.text(before == '{' ? "{}" : "}");
  }

  /** Writes an element of a list. */
  private interface Element<T> {
    void write(T element, Output output);
  }

  private static <T> void list(Iterable<T> elements, Output output, Element<T> element) {
    char before = '[';
    for (T it : elements) {
      output.put(before);
      before = ',';
      element.write(it, output);
    }
    output.text(before == '[' ? "[]" : "]");
  }

  private static void text(String text, Output output) {
    if (text.isEmpty()) {
      output.text("null");
    } else {
      output.quoted(text);
    }
  }

  private void schema(Pick pick, Output output) {
    switch (pick.field().name()) {
      case "types" -> list(schema.types(), output, (name, out) -> named(pick, name, false, out));
      case "queryType" -> named(pick, Schema.QUERY, false, output);
      case "mutationType" -> named(pick, Schema.MUTATION, false, output);
      case "directives" ->
          list(
              List.of("include", "skip", "deprecated", "specifiedBy"),
              output,
              (name, out) -> directive(pick.below(), name, out));
      default -> output.text("null");
    }
  }

  private void named(Pick pick, String name, boolean listed, Output output) {
    Optional<Definition> found = schema.find(name);
    if (found.isEmpty()) {
      output.text("null");
    } else {
      type(pick.below(), found.get(), listed, output);
    }
  }

  /**
   * @param listed whether members of a type have been listed on the way here
   */
  private void type(List<Pick> picks, Definition type, boolean listed, Output output) {
    object(
        picks,
        "__Type",
        output,
        (pick, out) -> {
          switch (pick.field().name()) {
            case "kind" -> out.quoted(kind(type));
            case "name" -> out.quoted(type.name());
            case "description" -> text(type.description(), out);
            case "isOneOf" -> out.text(type instanceof Input ? "false" : "null");
            case "fields" -> {
              once(listed);
              fields(pick, type, out);
            }
            case "inputFields" -> {
              once(listed);
              if (type instanceof Input input) {
                arguments(pick, input.fields(), out);
              } else {
                out.text("null");
              }
            }
            case "interfaces", "possibleTypes" -> {
              once(listed);
              related(pick, type, out);
            }
            case "enumValues" -> words(pick, type, out);
            default -> out.text("null");
          }
        });
  }

  private static void once(boolean listed) {
    if (listed) {
      throw Gauge.beyond("lists of members within each other", 1);
    }
  }

  private static String kind(Definition type) {
    return switch (type) {
      case Composite it -> it.node() ? "INTERFACE" : "OBJECT";
      case Input _ -> "INPUT_OBJECT";
      case Choice _ -> "ENUM";
      case Scalar _ -> "SCALAR";
    };
  }

  private void fields(Pick pick, Definition type, Output output) {
    if (!(type instanceof Composite composite)) {
      output.text("null");
      return;
    }
    boolean all = argument(pick, "includeDeprecated").equals(new Json.Bare("true"));
    List<Field> fields = new ArrayList<>(composite.fields().values());
    fields.removeIf(it -> !all && !it.deprecated().isEmpty());
    list(fields, output, (field, out) -> field(pick.below(), field, out));
  }

  private void field(List<Pick> picks, Field field, Output output) {
    object(
        picks,
        "__Field",
        output,
        (pick, out) -> {
          switch (pick.field().name()) {
            case "name" -> out.quoted(field.name());
            case "description" -> text(field.description(), out);
            case "args" -> arguments(pick, field.arguments(), out);
            case "type" -> ref(pick.below(), field.type(), out);
            case "isDeprecated" -> out.text(Boolean.toString(!field.deprecated().isEmpty()));
            default -> text(field.deprecated(), out);
          }
        });
  }

  private void ref(List<Pick> picks, Ref ref, Output output) {
    switch (ref) {
      case Ref.Named(String name) -> {
        Optional<Definition> found = schema.find(name);
        if (found.isEmpty()) {
          output.text("null");
        } else {
          type(picks, found.get(), true, output);
        }
      }
      case Ref.Required(Ref of) -> wrapped(picks, "NON_NULL", of, output);
      case Ref.Listed(Ref of) -> wrapped(picks, "LIST", of, output);
    }
  }

  private void wrapped(List<Pick> picks, String kind, Ref of, Output output) {
    object(
        picks,
        "__Type",
        output,
        (pick, out) -> {
          switch (pick.field().name()) {
            case "kind" -> out.quoted(kind);
            case "ofType" -> ref(pick.below(), of, out);
            default -> out.text("null");
          }
        });
  }

  private void arguments(Pick pick, Map<String, Argument> arguments, Output output) {
    boolean all = argument(pick, "includeDeprecated").equals(new Json.Bare("true"));
    List<Argument> listed = new ArrayList<>(arguments.values());
    listed.removeIf(it -> !all && !it.deprecated().isEmpty());
    list(listed, output, (argument, out) -> argument(pick.below(), argument, out));
  }

  private void argument(List<Pick> picks, Argument argument, Output output) {
    object(
        picks,
        "__InputValue",
        output,
        (pick, out) -> {
          switch (pick.field().name()) {
            case "name" -> out.quoted(argument.name());
            case "description" -> text(argument.description(), out);
            case "type" -> ref(pick.below(), argument.type(), out);
            case "defaultValue" -> text(argument.otherwise(), out);
            case "isDeprecated" -> out.text(Boolean.toString(!argument.deprecated().isEmpty()));
            default -> text(argument.deprecated(), out);
          }
        });
  }

  private void related(Pick pick, Definition type, Output output) {
    if (!(type instanceof Composite composite)) {
      output.text("null");
      return;
    }
    boolean possible = pick.field().name().equals("possibleTypes");
    if (possible && !composite.node()) {
      output.text("null");
      return;
    }
    List<String> names =
        possible ? schema.identified() : composite.identified() ? List.of("Node") : List.of();
    list(names, output, (name, out) -> named(pick, name, true, out));
  }

  private void words(Pick pick, Definition type, Output output) {
    if (!(type instanceof Choice(String _, String _, List<String> words))) {
      output.text("null");
      return;
    }
    list(
        words,
        output,
        (word, out) ->
            object(
                pick.below(),
                "__EnumValue",
                out,
                (part, inner) -> {
                  switch (part.field().name()) {
                    case "name" -> inner.quoted(word);
                    case "isDeprecated" -> inner.text("false");
                    default -> inner.text("null");
                  }
                }));
  }

  private void directive(List<Pick> picks, String name, Output output) {
    object(
        picks,
        "__Directive",
        output,
        (pick, out) -> {
          switch (pick.field().name()) {
            case "name" -> out.quoted(name);
            case "isRepeatable" -> out.text("false");
            case "locations" -> list(places(name), out, (it, inner) -> inner.quoted(it));
            case "args" -> arguments(pick, parameters(name), out);
            default -> out.text("null");
          }
        });
  }

  private static List<String> places(String directive) {
    return switch (directive) {
      case "deprecated" ->
          List.of(
              "FIELD_DEFINITION", "ARGUMENT_DEFINITION", "INPUT_FIELD_DEFINITION", "ENUM_VALUE");
      case "specifiedBy" -> List.of("SCALAR");
      default -> List.of("FIELD", "FRAGMENT_SPREAD", "INLINE_FRAGMENT");
    };
  }

  private static Map<String, Argument> parameters(String directive) {
    Argument argument =
        switch (directive) {
          case "deprecated" ->
              new Argument("reason", "", "", Ref.of("String"), "\"No longer supported\"");
          case "specifiedBy" -> new Argument("url", Ref.required("String"));
          default -> new Argument("if", Ref.required("Boolean"));
        };
    return Map.of(argument.name(), argument);
  }
}
