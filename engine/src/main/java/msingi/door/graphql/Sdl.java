package msingi.door.graphql;

import java.util.Map;
import msingi.door.graphql.Definition.Argument;
import msingi.door.graphql.Definition.Choice;
import msingi.door.graphql.Definition.Composite;
import msingi.door.graphql.Definition.Field;
import msingi.door.graphql.Definition.Input;
import msingi.door.graphql.Definition.Scalar;

/** Prints a schema in the language of schemas (GraphQL, section 3). */
final class Sdl {
  private final StringBuilder out = new StringBuilder(16 * 1_024);

  private Sdl() {}

  /** The whole schema, its types sorted by name. */
  static String print(Schema schema) {
    Sdl sdl = new Sdl();
    for (String name : schema.types()) {
      if (!Scalars.BUILT_IN.contains(name)) {
        schema.find(name).ifPresent(sdl::type);
      }
    }
    return sdl.out.toString();
  }

  private void type(Definition type) {
    if (!out.isEmpty()) {
      out.append('\n');
    }
    description(type.description(), "");
    switch (type) {
      case Scalar it -> out.append("scalar ").append(it.name()).append('\n');
      case Choice it -> {
        out.append("enum ").append(it.name()).append(" {\n");
        it.words().forEach(word -> out.append("  ").append(word).append('\n'));
        out.append("}\n");
      }
      case Input it -> {
        out.append("input ").append(it.name()).append(" {\n");
        it.fields().values().forEach(this::member);
        out.append("}\n");
      }
      case Composite it -> {
        out.append(it.node() ? "interface " : "type ").append(it.name());
        out.append(it.identified() ? " implements Node {\n" : " {\n");
        it.fields().values().forEach(this::field);
        out.append("}\n");
      }
    }
  }

  private void member(Argument argument) {
    description(argument.description(), "  ");
    out.append("  ");
    argument(argument);
    out.append('\n');
  }

  private void argument(Argument argument) {
    out.append(argument.name()).append(": ").append(argument.type());
    if (!argument.otherwise().isEmpty()) {
      out.append(" = ").append(argument.otherwise());
    }
    deprecated(argument.deprecated());
  }

  private void field(Field field) {
    description(field.description(), "  ");
    out.append("  ").append(field.name());
    arguments(field.arguments());
    out.append(": ").append(field.type());
    deprecated(field.deprecated());
    out.append('\n');
  }

  private void arguments(Map<String, Argument> arguments) {
    if (arguments.isEmpty()) {
      return;
    }
    String before = "(";
    for (Argument argument : arguments.values()) {
      out.append(before);
      before = ", ";
      argument(argument);
    }
    out.append(')');
  }

  private void deprecated(String reason) {
    if (!reason.isEmpty()) {
      out.append(" @deprecated(reason: ");
      quoted(reason);
      out.append(')');
    }
  }

  private void description(String text, String indent) {
    if (!text.isEmpty()) {
      out.append(indent);
      quoted(text);
      out.append('\n');
    }
  }

  private void quoted(String text) {
    msingi.wire.Output quoted = new msingi.wire.Output(text.length() + 16).quoted(text);
    out.append(new String(quoted.toByteArray(), java.nio.charset.StandardCharsets.UTF_8));
  }
}
