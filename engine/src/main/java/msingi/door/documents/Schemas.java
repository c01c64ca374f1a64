package msingi.door.documents;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import msingi.definition.Column.Refinement;
import msingi.expression.Type;
import msingi.expression.Value;

/** Writes forms as JSON Schema 2020-12, the dialect of OpenAPI 3.1. */
final class Schemas {
  static final String SCHEMAS = "#/components/schemas/";

  /** Signs of RE2 that ECMA-262, whose patterns JSON Schema means, reads otherwise. */
  private static final Pattern FOREIGN = Pattern.compile("\\(\\?|\\[\\[:|\\\\[AzQEpPxCa]");

  private Schemas() {}

  static void write(JsonText json, Form form) {
    switch (form) {
      case Form.Filter.FILTER -> json.reference(SCHEMAS + "any.Filter");
      case Form.Tag.TAG ->
          json.object().text("type", "string").text("pattern", "^(\\*|(W/)?\"[!#-~]*\")").end();
      case Form.Key.KEY ->
          json.object().text("type", "string").text("pattern", "^[!-~]{1,255}$").end();
      case Form.Mistake.MISTAKE -> json.reference(SCHEMAS + "any.Error");
      case Form.Part.OPERATIONS -> json.reference(SCHEMAS + "any.Operations");
      case Form.Part.ANSWERS -> json.reference(SCHEMAS + "any.Answers");
      case Form.Plain plain -> {
        json.object();
        plain(json, plain);
        json.end();
      }
      case Form.Words(List<String> words) ->
          json.object().text("type", "string").texts("enum", words).end();
      case Form.Rowed rowed -> json.reference(SCHEMAS + name(rowed));
      case Form.Listed(Form each) -> {
        json.object().text("type", "array").name("items");
        write(json, each);
        json.end();
      }
      case Form.Members(List<Field> fields) -> members(json, fields);
      case Form.Either(List<Form> forms) -> either(json, "oneOf", forms);
      case Form.Maybe(Form inner) -> {
        json.object().list("oneOf");
        write(json, inner);
        json.object().text("type", "null").end().endList().end();
      }
    }
  }

  private static void either(JsonText json, String word, List<Form> forms) {
    json.object().list(word);
    forms.forEach(it -> write(json, it));
    json.endList().end();
  }

  /** The name of a row's schema. */
  static String name(Form.Rowed rowed) {
    return switch (rowed.use()) {
      case ROW -> rowed.component();
      case CREATE -> rowed.component() + ".create";
      case UPDATE -> rowed.component() + ".update";
    };
  }

  private static void members(JsonText json, List<Field> fields) {
    json.object().text("type", "object").object("properties");
    fields.forEach(it -> field(json, it, ""));
    json.end();
    required(json, fields);
    json.truth("additionalProperties", false).end();
  }

  /** The member {@code required}, where anything is. */
  static void required(JsonText json, List<Field> fields) {
    List<String> names = fields.stream().filter(Field::required).map(Field::name).toList();
    if (!names.isEmpty()) {
      json.texts("required", names);
    }
  }

  /**
   * A property.
   *
   * @param only {@code readOnly}, {@code writeOnly} or empty
   */
  static void field(JsonText json, Field field, String only) {
    json.object(field.name());
    json.said("description", description(field));
    if (!only.isEmpty()) {
      json.truth(only, true);
    }
    if (field.fallback() != Value.Null.NULL) {
      json.raw("default", Literals.json(field.fallback(), field.form().type()));
    }
    Field.Mark mark = field.mark();
    if (mark.key()) {
      json.truth("x-key", true);
    }
    if (!mark.table().isEmpty()) {
      json.object("x-refers-to")
          .text("collection", mark.table())
          .text("field", mark.column())
          .end();
    }
    plain(json, field.form());
    json.end();
  }

  private static String description(Field field) {
    Field.Mark mark = field.mark();
    String title = field.title();
    String key = mark.key() ? "Part of the key." : "";
    String way =
        mark.table().isEmpty() ? "" : "Refers to " + mark.table() + "." + mark.column() + ".";
    return String.join(
        " ", java.util.stream.Stream.of(title, key, way).filter(it -> !it.isEmpty()).toList());
  }

  private static void plain(JsonText json, Form.Plain form) {
    switch (form.type()) {
      case Type.Scalar.INT -> whole(json, form);
      case Type.Scalar scalar -> scalar(json, scalar, form.nullable());
      case Type.Decimal decimal -> {
        type(json, "number", form.nullable());
        String beyond = "1" + "0".repeat(decimal.precision() - decimal.scale());
        json.raw("exclusiveMinimum", "-" + beyond).raw("exclusiveMaximum", beyond);
      }
      case Type.Array(Type element) -> {
        type(json, "array", form.nullable());
        json.object("items");
        plain(json, new Form.Plain(element, true, List.of()));
        json.end();
      }
      case Type.Native it -> json.text("x-database-type", it.name());
      case Type.Represented _ -> {} // any JSON: its own expressions say what it shows
    }
    form.refinements().forEach(it -> refinement(json, form, it));
  }

  private static void scalar(JsonText json, Type.Scalar type, boolean nullable) {
    switch (type) {
      case TEXT -> type(json, "string", nullable);
      case INT, LONG -> type(json, "integer", nullable, "int64");
      case FLOAT -> type(json, "number", nullable, "double");
      case BOOL -> type(json, "boolean", nullable);
      case DATE -> type(json, "string", nullable, "date");
      case TIME -> type(json, "string", nullable, "time-local");
      case TIMESTAMP -> type(json, "string", nullable, "date-time");
      case DATETIME -> type(json, "string", nullable, "date-time-local");
      case UUID -> type(json, "string", nullable, "uuid");
      case JSON -> {}
      case BYTES -> {
        type(json, "string", nullable);
        json.text("pattern", "^\\\\x([0-9a-fA-F]{2})*$");
      }
    }
  }

  /** A whole number of 32 bits, within its own bounds. */
  private static void whole(JsonText json, Form.Plain form) {
    long least = Integer.MIN_VALUE;
    long most = Integer.MAX_VALUE;
    for (Refinement refinement : form.refinements()) {
      if (refinement instanceof Refinement.Bounds bounds) {
        least = bounds.least() instanceof Value.Whole(long number) ? number : least;
        most = bounds.most() instanceof Value.Whole(long number) ? number : most;
      }
    }
    type(json, "integer", form.nullable(), "int32");
    json.whole("minimum", least).whole("maximum", most);
  }

  private static void type(JsonText json, String type, boolean nullable, String format) {
    type(json, type, nullable);
    json.text("format", format);
  }

  private static void type(JsonText json, String type, boolean nullable) {
    if (nullable) {
      json.texts("type", List.of(type, "null"));
    } else {
      json.text("type", type);
    }
  }

  private static void refinement(JsonText json, Form.Plain form, Refinement refinement) {
    switch (refinement) {
      case Refinement.Length(long least, long most) -> length(json, form.type(), least, most);
      case Refinement.Bounds(Value least, Value most) -> {
        if (numeric(form.type())) {
          bound(json, "minimum", least, form.type());
          bound(json, "maximum", most, form.type());
        }
      }
      case Refinement.Match(String pattern) ->
          portable(pattern).ifPresent(it -> json.text("pattern", it));
      case Refinement.OneOf(List<String> texts) -> {
        json.list("enum");
        texts.forEach(json::text);
        if (form.nullable()) {
          json.raw("null");
        }
        json.endList();
      }
    }
  }

  private static void length(JsonText json, Type type, long least, long most) {
    String noun = type instanceof Type.Array ? "Items" : "Length";
    if (type != Type.Scalar.BYTES && least > 0) {
      json.whole("min" + noun, least);
    }
    if (type != Type.Scalar.BYTES && most < Long.MAX_VALUE) {
      json.whole("max" + noun, most);
    }
  }

  /** Whether bounds are numbers; those of int are written with its type. */
  private static boolean numeric(Type type) {
    return type instanceof Type.Decimal || type == Type.Scalar.LONG || type == Type.Scalar.FLOAT;
  }

  private static void bound(JsonText json, String word, Value bound, Type type) {
    if (bound != Value.Null.NULL) {
      json.raw(word, Literals.json(bound, type));
    }
  }

  /** The pattern, if readers of JSON Schema read it alike. */
  private static Optional<String> portable(String pattern) {
    if (FOREIGN.matcher(pattern).find()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Pattern.compile(pattern).pattern());
    } catch (PatternSyntaxException _) {
      return Optional.empty();
    }
  }
}
