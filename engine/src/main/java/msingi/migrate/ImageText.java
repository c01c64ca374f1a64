package msingi.migrate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import msingi.definition.Relation;
import msingi.expression.Type;
import msingi.store.SchemaEvolution;
import msingi.store.SchemaImage;
import msingi.store.SchemaImage.Column;
import msingi.store.SchemaImage.Constraint;
import msingi.store.SchemaImage.Name;
import msingi.store.SchemaImage.Table;
import msingi.store.SchemaText;

/** A schema image as lines of text for the ledger, and back. */
final class ImageText {
  private ImageText() {}

  static String write(SchemaImage image) {
    StringBuilder out = new StringBuilder();
    for (Table table : image.tables().values()) {
      line(out, List.of("table", table.name().schema(), table.name().name()));
      for (Column column : table.columns()) {
        line(
            out,
            List.of(
                "column",
                column.name(),
                type(column.type()),
                column.nullable() ? "null" : "required",
                column.identity() ? "identity" : "",
                column.initial(),
                column.collation()));
      }
      table.constraints().forEach(it -> line(out, constraint(it)));
    }
    image.views().values().forEach(it -> line(out, view(it)));
    return out.toString();
  }

  private static void line(StringBuilder out, List<String> fields) {
    out.append(SchemaText.line(fields)).append('\n');
  }

  private static List<String> view(SchemaImage.View view) {
    List<String> fields = new ArrayList<>();
    fields.addAll(List.of("view", view.name().schema(), view.name().name(), view.sql()));
    view.writes().forEach((event, statements) -> fields.addAll(List.of(event, statements)));
    return fields;
  }

  private static List<String> constraint(Constraint constraint) {
    List<String> fields = new ArrayList<>();
    switch (constraint) {
      case Constraint.Key _ -> fields.addAll(List.of("key", constraint.name()));
      case Constraint.Unique _ -> fields.addAll(List.of("unique", constraint.name()));
      case Constraint.Index _ -> fields.addAll(List.of("index", constraint.name()));
      case Constraint.Words words ->
          fields.addAll(List.of("words", constraint.name(), words.language()));
      case Constraint.Check check ->
          fields.addAll(List.of("check", constraint.name(), check.sql()));
      case Constraint.ForeignKey key -> {
        fields.addAll(
            List.of(
                "foreign",
                constraint.name(),
                key.target().schema(),
                key.target().name(),
                key.onDelete().name(),
                Integer.toString(key.columns().size())));
        fields.addAll(key.columns());
        fields.addAll(key.targetColumns());
        return fields;
      }
    }
    fields.addAll(constraint.columns());
    return fields;
  }

  static SchemaImage read(String text) {
    Map<Name, Table> tables = new LinkedHashMap<>();
    Map<Name, SchemaImage.View> views = new LinkedHashMap<>();
    List<Column> columns = new ArrayList<>();
    List<Constraint> constraints = new ArrayList<>();
    Name name = new Name("", "");
    for (List<String> line : SchemaText.lines(text)) {
      switch (line.getFirst()) {
        case "table" -> {
          put(tables, name, columns, constraints);
          name = new Name(line.get(1), line.get(2));
        }
        case "column" -> columns.add(column(line));
        case "view" -> {
          Name view = new Name(line.get(1), line.get(2));
          SortedMap<String, String> writes = new TreeMap<>();
          for (int at = 4; at < line.size(); at += 2) {
            writes.put(line.get(at), line.get(at + 1));
          }
          views.put(view, new SchemaImage.View(view, line.get(3), writes));
        }
        default -> constraints.add(constraint(line.getFirst(), line));
      }
    }
    put(tables, name, columns, constraints);
    return new SchemaImage(tables, views);
  }

  private static void put(
      Map<Name, Table> tables, Name name, List<Column> columns, List<Constraint> constraints) {
    if (!name.name().isEmpty()) {
      tables.put(name, new Table(name, "", columns, constraints));
      columns.clear();
      constraints.clear();
    }
  }

  private static Column column(List<String> line) {
    return new Column(
        line.get(1),
        "",
        type(line.get(2)),
        line.get(3).equals("null"),
        line.get(4).equals("identity"),
        line.get(5),
        "",
        line.get(6));
  }

  private static Constraint constraint(String sort, List<String> line) {
    String name = line.get(1);
    List<String> rest = line.subList(2, line.size());
    return switch (sort) {
      case "key" -> new Constraint.Key(name, rest);
      case "unique" -> new Constraint.Unique(name, rest);
      case "index" -> new Constraint.Index(name, rest);
      case "words" -> new Constraint.Words(name, rest.subList(1, rest.size()), rest.getFirst());
      case "check" -> new Constraint.Check(name, rest.subList(1, rest.size()), rest.getFirst());
      case "foreign" -> {
        int count = Integer.parseInt(rest.get(3));
        yield new Constraint.ForeignKey(
            name,
            rest.subList(4, 4 + count),
            new Name(rest.get(0), rest.get(1)),
            rest.subList(4 + count, rest.size()),
            Relation.OnDelete.valueOf(rest.get(2)));
      }
      default -> throw new IllegalArgumentException("the ledger holds an unknown line: " + sort);
    };
  }

  /** A type as the definition language writes it. */
  static String type(Type type) {
    return switch (type) {
      case Type.Scalar scalar -> scalar.name().toLowerCase(java.util.Locale.ROOT);
      case Type.Decimal(int precision, int scale) -> "decimal(" + precision + "," + scale + ")";
      case Type.Array(Type element) -> type(element) + "[]";
      case Type.Native(String name, _) -> "native " + name;
      case Type.Represented(Type stored, _) -> type(stored);
    };
  }

  private static Type type(String text) {
    if (text.endsWith("[]") && !text.startsWith("native ")) {
      return new Type.Array(type(text.substring(0, text.length() - 2)));
    }
    if (text.startsWith("native ")) {
      return new Type.Native(text.substring("native ".length()));
    }
    if (text.startsWith("decimal(")) {
      String[] digits = text.substring(8, text.length() - 1).split(",", -1);
      return new Type.Decimal(Integer.parseInt(digits[0]), Integer.parseInt(digits[1]));
    }
    return Type.Scalar.valueOf(text.toUpperCase(java.util.Locale.ROOT));
  }

  /** The image without what is no part of the state. */
  static SchemaImage settled(SchemaImage image) {
    Map<Name, Table> tables = new LinkedHashMap<>();
    image.tables().forEach((name, table) -> tables.put(name, SchemaEvolution.settled(table)));
    return new SchemaImage(tables, image.views());
  }
}
