package msingi.door.graphql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.StringJoiner;
import msingi.definition.App;
import msingi.door.graphql.Definition.Argument;
import msingi.door.graphql.Definition.Choice;
import msingi.door.graphql.Definition.Composite;
import msingi.door.graphql.Definition.Field;
import msingi.door.graphql.Definition.Input;
import msingi.door.graphql.Definition.Scalar;
import msingi.policy.Policy;
import msingi.request.Caller;
import msingi.request.Surface;

/** Random documents about a schema, most of them nearly right. */
public final class Drawing {
  private static final int MOST_DEPTH = 7;

  private final Schema schema;
  private final Random random;
  private final int wrong;
  private final List<String> variables = new ArrayList<>();
  private final List<String> fragments = new ArrayList<>();
  private String operation = "";
  private List<String> words = List.of();

  /**
   * @param wrong one place in so many is made wrong; 0 for none
   */
  private Drawing(Schema schema, long seed, int wrong) {
    this.schema = schema;
    this.random = new Random(seed);
    this.wrong = wrong;
  }

  /**
   * Documents that are right but for few, about values that may be there.
   *
   * @param caller whose schema they are about
   * @param words texts that filters and new rows may hold
   */
  public static List<String> documents(
      App app, Caller caller, List<String> words, long seed, int count) {
    Surface surface = new Policy(app).of(caller).surface();
    Schema schema = new Schema(surface, new Names(app));
    List<String> documents = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      Drawing drawing = new Drawing(schema, seed + index, index % 10 == 9 ? 60 : 0);
      drawing.words = List.copyOf(words);
      documents.add(drawing.document());
    }
    return documents;
  }

  /** A document from a seed. */
  static String document(Schema schema, long seed) {
    int[] rates = {0, 120, 60, 25, 10};
    Drawing drawing = new Drawing(schema, seed, rates[(int) (seed % rates.length)]);
    return drawing.document();
  }

  private boolean errs() {
    return wrong > 0 && random.nextInt(wrong) == 0;
  }

  private boolean one(int in) {
    return random.nextInt(in) == 0;
  }

  private <T> T any(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private String document() {
    StringBuilder text = new StringBuilder();
    int operations = one(8) ? 2 : 1;
    for (int number = 0; number < operations; number++) {
      boolean mutation = schema.mutates() && one(4);
      variables.clear();
      operation = "o" + number;
      String type = mutation ? Schema.MUTATION : Schema.QUERY;
      String body = selection(type, 0);
      boolean bare = operations == 1 && variables.isEmpty() && !mutation && one(2);
      String name = errs() ? "" : errs() ? "o0" : operation;
      String declared = variables.isEmpty() ? "" : "(" + String.join(", ", variables) + ")";
      if (errs()) {
        declared = declared.isEmpty() ? "($unused: Int)" : "";
      }
      text.append(bare ? body : (mutation ? "mutation " : "query ") + name + declared + body);
      text.append('\n');
    }
    fragments.forEach(it -> text.append(it).append('\n'));
    if (errs()) {
      text.append("fragment lone on books { id }\n");
    }
    return text.toString();
  }

  private String selection(String type, int depth) {
    Optional<Definition> found = schema.find(type);
    if (!(found.orElse(null) instanceof Composite composite)) {
      return errs() ? "{ x }" : "";
    }
    if (errs()) {
      return one(2) ? "" : "{ nothing }";
    }
    StringJoiner parts = new StringJoiner(" ", " { ", " }");
    List<Field> fields = new ArrayList<>(composite.fields().values());
    int count = 1 + random.nextInt(depth == 0 ? 2 : 4);
    for (int number = 0; number < count; number++) {
      parts.add(part(composite, fields, depth));
    }
    return parts.toString();
  }

  private String part(Composite type, List<Field> fields, int depth) {
    String directive = directive();
    if (one(12)) {
      return alias() + "__typename" + directive;
    }
    if (depth < MOST_DEPTH && one(9)) {
      String on = errs() ? any(List.of("Nothing", "Int", "shelves", "Node")) : type.name();
      return "... " + (one(3) ? "" : "on " + on) + directive + selection(type.name(), depth + 1);
    }
    if (depth < MOST_DEPTH && one(9)) {
      String name = "f" + fragments.size() + operation;
      fragments.add("");
      int place = fragments.size() - 1;
      String on = errs() ? any(List.of("Nothing", "booksFilter", "shelves", "Query")) : type.name();
      String body = selection(type.name(), depth + 1);
      fragments.set(place, "fragment " + name + " on " + on + (body.isEmpty() ? " { id }" : body));
      return "..." + (errs() ? "missing" : name) + directive;
    }
    if (type.node() && one(2)) {
      String on = any(schema.identified());
      return "... on " + on + directive + selection(on, depth + 1);
    }
    return field(fields, directive, depth);
  }

  private String field(List<Field> fields, String directive, int depth) {
    List<Field> fit =
        depth < MOST_DEPTH
            ? fields
            : fields.stream()
                .filter(it -> !(schema.find(it.type().name()).orElse(null) instanceof Composite))
                .toList();
    if (fit.isEmpty()) {
      return "__typename";
    }
    Field field = any(fit);
    String name = errs() ? field.name() + "x" : field.name();
    // Names that differ in arguments would be in conflict.
    boolean own = !field.arguments().isEmpty() && !errs();
    String alias = own ? "u" + random.nextInt(1_000_000) + ": " : alias();
    boolean composite = schema.find(field.type().name()).orElse(null) instanceof Composite;
    String below = composite ? selection(field.type().name(), depth + 1) : errs() ? " { id }" : "";
    return alias + name + arguments(field) + directive + below;
  }

  private String alias() {
    return one(6) ? "a" + random.nextInt(wrong == 0 ? 1_000_000 : 40) + ": " : "";
  }

  private String directive() {
    if (errs()) {
      return any(
          List.of(" @skip", " @nothing", " @include(if: 1)", " @skip(if: true) @skip(if: false)"));
    }
    if (!one(12)) {
      return "";
    }
    return one(3)
        ? " @include(if: " + variable(Ref.required("Boolean"), false) + ")"
        : any(List.of(" @include(if: true)", " @skip(if: false)"));
  }

  private String arguments(Field field) {
    StringJoiner given = new StringJoiner(", ", "(", ")");
    given.setEmptyValue("");
    for (Argument argument : field.arguments().values()) {
      boolean needed = argument.type() instanceof Ref.Required && argument.otherwise().isEmpty();
      if (needed ? !errs() : one(3)) {
        String name = errs() ? "nothing" : argument.name();
        boolean filled = !argument.otherwise().isEmpty();
        given.add(name + ": " + value(argument.type(), filled, 0));
        if (errs()) {
          given.add(name + ": " + value(argument.type(), filled, 0));
        }
      }
    }
    return given.toString();
  }

  /**
   * @param filled whether something stands there where it is left out
   */
  private String value(Ref type, boolean filled, int depth) {
    if (depth < 3 && one(5)) {
      return variable(errs() ? Ref.of("Int") : type, filled);
    }
    if (errs()) {
      return any(List.of("null", "\"x\"", "1", "1.5", "WORD", "{}", "[1]", "$undefined", "true"));
    }
    return switch (type) {
      case Ref.Required(Ref of) -> value(of, false, depth + 1);
      case Ref.Listed(Ref of) -> {
        if (one(words.isEmpty() ? 6 : 40)) {
          yield "null";
        }
        StringJoiner list = new StringJoiner(", ", "[", "]");
        for (int count = random.nextInt(3); count > 0; count--) {
          list.add(value(of, false, depth + 1));
        }
        yield one(6) ? value(of, false, depth + 1) : list.toString();
      }
      case Ref.Named(String name) -> single(name, depth);
    };
  }

  private String single(String name, int depth) {
    Definition found = schema.find(name).orElseThrow();
    return switch (found) {
      case Choice it -> any(it.words());
      case Composite _ -> "null";
      case Input it -> input(it, depth);
      case Scalar it when !words.isEmpty() && textual(it.name()) && !one(8) ->
          '"' + any(words) + '"';
      case Scalar it ->
          switch (it.name()) {
            case "Int" -> any(List.of("0", "-7", "2147483647"));
            case "Float" -> any(List.of("0", "-7.25", "1e3"));
            case "Boolean" -> any(List.of("true", "false"));
            case "String" -> any(List.of("\"\"", "\"x\\u0041\"", "\"\"\"block\"\"\""));
            case "ID" -> any(List.of("\"x\"", "12"));
            default -> any(List.of("\"x\"", "12", "{a: [1, {b: null}]}", "true", "ANY", "1.5"));
          };
    };
  }

  private static boolean textual(String scalar) {
    return scalar.equals("String") || scalar.equals("UUID") || scalar.equals("ID");
  }

  private String input(Input input, int depth) {
    StringJoiner members = new StringJoiner(", ", "{", "}");
    List<Argument> fields = new ArrayList<>(input.fields().values());
    for (int count = depth > 4 ? 0 : random.nextInt(3); count > 0 && !fields.isEmpty(); count--) {
      Argument field = fields.remove(random.nextInt(fields.size()));
      String name = errs() ? field.name() + "x" : field.name();
      members.add(name + ": " + value(field.type(), false, depth + 1));
      if (errs()) {
        members.add(name + ": null");
      }
    }
    return members.toString();
  }

  /** A variable that fits a place, mostly. */
  private String variable(Ref type, boolean filled) {
    String name = "v" + variables.size();
    Ref bare = type instanceof Ref.Required(Ref of) ? of : type;
    boolean required = type instanceof Ref.Required;
    String declared =
        switch (random.nextInt(required ? 2 : 3)) {
          case 0 -> bare + "!";
          case 1 ->
              required && !filled ? bare + "!" : bare + (one(2) ? "" : " = " + constant(bare));
          default -> bare.toString();
        };
    variables.add("$" + name + ": " + (errs() ? "Nothing" : declared));
    return "$" + name;
  }

  private String constant(Ref type) {
    return switch (type) {
      case Ref.Required(Ref of) -> constant(of);
      case Ref.Listed _ -> "[]";
      case Ref.Named(String name) ->
          switch (schema.find(name).orElseThrow()) {
            case Input _ -> "{}";
            case Choice _, Scalar _, Composite _ -> single(name, 9);
          };
    };
  }
}
