package msingi.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import msingi.definition.App;
import msingi.definition.Collection;
import msingi.definition.Column;
import msingi.definition.Function;
import msingi.definition.Relation;
import msingi.expression.Type;
import msingi.request.Surface;

/**
 * The type {@code Database} of a definition, as {@code createClient<Database>()} of supabase-js
 * takes it: what JSON holds, by schema.
 */
final class TypeScript {
  private static final String HEAD =
      """
      // Written by `msingi types typescript`.
      export type Json =
        | string
        | number
        | boolean
        | null
        | { [key: string]: Json | undefined }
        | Json[];

      export type Database = {
      """;

  private static final String NOTHING = "{ [_ in never]: never }";

  private final App app;
  private final Surface surface;
  private final StringBuilder text = new StringBuilder(HEAD);

  private TypeScript(App app, Surface surface) {
    this.app = app;
    this.surface = surface;
  }

  /**
   * The text of a module.
   *
   * @param surface whose sight it is
   */
  static String of(App app, Surface surface) {
    TypeScript made = new TypeScript(app, surface);
    app.schemas().forEach(made::schema);
    return made.text.append("};\n").toString();
  }

  private void schema(String schema) {
    List<Surface.Visible> tables = new ArrayList<>();
    List<Surface.Visible> views = new ArrayList<>();
    for (Collection collection : app.collections().values()) {
      boolean view = collection.kind() instanceof Collection.Kind.View;
      surface
          .byId(collection.id())
          .filter(_ -> collection.schema().equals(schema))
          .ifPresent((view ? views : tables)::add);
    }
    line(1, quoted(schema) + ": {");
    group("Tables", tables);
    group("Views", views);
    functions(surface.functions().getOrDefault(schema, Map.of()));
    enums(tables, views);
    line(2, "CompositeTypes: " + NOTHING + ";");
    line(1, "};");
  }

  private void group(String name, List<Surface.Visible> members) {
    if (members.isEmpty()) {
      line(2, name + ": " + NOTHING + ";");
      return;
    }
    line(2, name + ": {");
    members.forEach(this::collection);
    line(2, "};");
  }

  private void collection(Surface.Visible visible) {
    Collection it = visible.collection();
    line(3, quoted(it.name()) + ": {");
    line(4, "Row: {");
    visible.readable().values().forEach(column -> line(5, row(it, column)));
    visible
        .computed()
        .values()
        .forEach(field ->
            line(5, quoted(field.name()) + ": " + type(field.expression().type()) + " | null;"));
    line(4, "};");
    if (it.takes(Collection.Writing.CREATE)) {
      line(4, "Insert: {");
      columns(it).forEach(column -> line(5, written(it, column, required(column))));
      line(4, "};");
    }
    if (it.takes(Collection.Writing.UPDATE)) {
      line(4, "Update: {");
      columns(it).forEach(column -> line(5, written(it, column, false)));
      line(4, "};");
    }
    relationships(it);
    line(3, "};");
  }

  private static List<Column> columns(Collection collection) {
    return collection.columns().stream().filter(it -> !it.hidden()).toList();
  }

  private String row(Collection collection, Column column) {
    String type = type(collection, column) + (column.nullable() ? " | null" : "");
    return quoted(column.name()) + ": " + type + ";";
  }

  private static boolean required(Column column) {
    return !column.nullable() && column.fill() == Column.Fill.Nothing.NOTHING;
  }

  private String written(Collection collection, Column column, boolean required) {
    if (column.automatic() || column.generated()) {
      return quoted(column.name()) + "?: never;";
    }
    String type = type(collection, column) + (column.nullable() ? " | null" : "");
    return quoted(column.name()) + (required ? ": " : "?: ") + type + ";";
  }

  private void relationships(Collection collection) {
    List<Relation.ToOne> all = new ArrayList<>();
    for (Relation relation : collection.relations().values()) {
      if (relation instanceof Relation.ToOne one && surface.byId(one.to()).isPresent()) {
        all.add(one);
      }
    }
    if (all.isEmpty()) {
      line(4, "Relationships: [];");
      return;
    }
    line(4, "Relationships: [");
    for (Relation.ToOne one : all) {
      line(5, "{");
      line(6, "foreignKeyName: " + text(one.constraint()) + ";");
      line(6, "columns: [" + texts(one.columns()) + "];");
      line(6, "isOneToOne: " + one.unique() + ";");
      line(6, "referencedRelation: " + text(app.collection(one.to()).name()) + ";");
      line(6, "referencedColumns: [" + texts(one.targetColumns()) + "];");
      line(5, "},");
    }
    line(4, "];");
  }

  private void functions(Map<String, List<Surface.Callable>> functions) {
    if (functions.isEmpty()) {
      line(2, "Functions: " + NOTHING + ";");
      return;
    }
    line(2, "Functions: {");
    new TreeMap<>(functions)
        .forEach((name, all) -> {
          List<String> forms = new ArrayList<>();
          all.forEach(it -> forms.add(form(it.function())));
          line(3, quoted(name) + ": " + String.join(" | ", forms) + ";");
        });
    line(2, "};");
  }

  private String form(Function function) {
    Map<String, String> arguments = new LinkedHashMap<>();
    for (Function.Argument argument : function.arguments()) {
      boolean optional = argument.fallback() != Function.Fallback.Required.REQUIRED;
      String type = type(argument.type()) + (argument.nullable() ? " | null" : "");
      arguments.put(quoted(argument.name()) + (optional ? "?" : ""), type);
    }
    String taken = arguments.isEmpty() ? "Record<PropertyKey, never>" : object(arguments);
    return "{ Args: " + taken + "; Returns: " + returned(function.returns()) + " }";
  }

  private String returned(Function.Returns returns) {
    return switch (returns) {
      case Function.Returns.Nothing _ -> "undefined";
      case Function.Returns.Values(Type type, boolean many) -> type(type) + (many ? "[]" : "");
      case Function.Returns.Rows(List<Function.Column> columns, boolean many) -> {
        Map<String, String> types = new LinkedHashMap<>();
        columns.forEach(it -> types.put(quoted(it.name()), type(it.type()) + " | null"));
        yield object(types) + (many ? "[]" : "");
      }
      case Function.Returns.Of(String id, boolean many) -> {
        Collection collection = app.collection(id);
        boolean view = collection.kind() instanceof Collection.Kind.View;
        yield "Database[%s][\"%s\"][%s][\"Row\"]%s"
            .formatted(
                text(collection.schema()),
                view ? "Views" : "Tables",
                text(collection.name()),
                many ? "[]" : "");
      }
    };
  }

  private static String object(Map<String, String> members) {
    StringBuilder object = new StringBuilder("{ ");
    members.forEach((name, type) -> object.append(name).append(": ").append(type).append("; "));
    return object.append('}').toString();
  }

  private void enums(List<Surface.Visible> tables, List<Surface.Visible> views) {
    List<String> lines = new ArrayList<>();
    List<Surface.Visible> all = new ArrayList<>(tables);
    all.addAll(views);
    for (Surface.Visible visible : all) {
      for (Column column : visible.readable().values()) {
        String choices = choices(column);
        if (!choices.isEmpty()) {
          lines.add(quoted(name(visible.collection(), column)) + ": " + choices + ";");
        }
      }
    }
    line(2, "Enums: " + (lines.isEmpty() ? NOTHING + ";" : "{"));
    lines.forEach(it -> line(3, it));
    if (!lines.isEmpty()) {
      line(2, "};");
    }
  }

  private static String name(Collection collection, Column column) {
    return collection.name() + "_" + column.name();
  }

  private static String choices(Column column) {
    for (Column.Refinement each : column.refinements()) {
      if (each instanceof Column.Refinement.OneOf(List<String> texts)) {
        return String.join(" | ", texts.stream().map(TypeScript::text).toList());
      }
    }
    return "";
  }

  private String type(Collection collection, Column column) {
    return choices(column).isEmpty()
        ? type(column.type())
        : "Database[%s][\"Enums\"][%s]"
            .formatted(text(collection.schema()), text(name(collection, column)));
  }

  private static String type(Type type) {
    return switch (type) {
      case Type.Decimal _ -> "number";
      case Type.Opaque _ -> "unknown";
      case Type.Array array -> "(" + type(array.element()) + " | null)[]";
      case Type.Scalar scalar ->
          switch (scalar) {
            case TEXT, UUID, DATE, TIME, TIMESTAMP, DATETIME, BYTES -> "string";
            case INT, LONG, FLOAT -> "number";
            case BOOL -> "boolean";
            case JSON -> "Json";
          };
    };
  }

  private void line(int depth, String line) {
    text.append("  ".repeat(depth)).append(line).append('\n');
  }

  private static String texts(List<String> texts) {
    return String.join(", ", texts.stream().map(TypeScript::text).toList());
  }

  /** A literal type. */
  private static String text(String value) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char character : value.toCharArray()) {
      if (character == '"' || character == '\\') {
        quoted.append('\\').append(character);
      } else if (character < ' ') {
        quoted.append("\\u%04x".formatted((int) character));
      } else {
        quoted.append(character);
      }
    }
    return quoted.append('"').toString();
  }

  /** The name of a member, in quotes where it is no identifier. */
  private static String quoted(String name) {
    return name.matches("[A-Za-z_][A-Za-z0-9_]*") ? name : text(name);
  }
}
