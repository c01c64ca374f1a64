package msingi.door.graphql;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import msingi.definition.Collection;
import msingi.definition.Column;
import msingi.definition.Relation;
import msingi.door.graphql.Definition.Argument;
import msingi.door.graphql.Definition.Composite;
import msingi.door.graphql.Definition.Field;
import msingi.door.graphql.Meaning.Part;
import msingi.expression.Type;
import msingi.request.Request.Aggregation;
import msingi.request.Surface;
import msingi.request.Surface.Visible;

/** The types that a collection's rows are answered in. */
final class Shapes {
  /** Kinds of aggregates but the number of rows, by the field that answers them. */
  private static final Map<String, Aggregation> SUMMARIES =
      Map.of(
          "sum", Aggregation.SUM,
          "avg", Aggregation.AVERAGE,
          "min", Aggregation.LEAST,
          "max", Aggregation.GREATEST);

  private final Surface surface;
  private final Names names;

  Shapes(Surface surface, Names names) {
    this.surface = surface;
    this.names = names;
  }

  /** Whether rows can be told apart by what the caller may read of them. */
  static boolean readable(Visible visible) {
    List<String> key = visible.collection().key().columns();
    return visible.operations().read()
        && !key.isEmpty()
        && visible.readable().keySet().containsAll(key);
  }

  /** The type of a collection's rows, or one around it, by what follows its name. */
  Optional<Definition> find(Visible visible, String suffix) {
    String base = names.type(visible.collection().id());
    if (!readable(visible)) {
      return switch (suffix) {
        case "InsertResponse", "UpdateResponse", "DeleteResponse" -> written(visible, base, suffix);
        default -> Optional.empty();
      };
    }
    return switch (suffix) {
      case "" -> Optional.of(row(visible, base));
      case "Connection" -> Optional.of(connection(base));
      case "Edge" -> Optional.of(edge(base));
      case "InsertResponse", "UpdateResponse", "DeleteResponse" -> written(visible, base, suffix);
      case "Aggregate" -> aggregate(visible, base);
      case "SumAggregateResult" -> summary(visible, base + suffix, Aggregation.SUM);
      case "AvgAggregateResult" -> summary(visible, base + suffix, Aggregation.AVERAGE);
      case "MinAggregateResult" -> summary(visible, base + suffix, Aggregation.LEAST);
      case "MaxAggregateResult" -> summary(visible, base + suffix, Aggregation.GREATEST);
      default -> Optional.empty();
    };
  }

  private Definition row(Visible visible, String base) {
    Collection collection = visible.collection();
    Names.Members members = names.members(collection);
    Map<String, Field> fields = new LinkedHashMap<>();
    put(fields, part("nodeId", Ref.required("ID"), Part.NODE_ID, "Its id among everything."));
    visible.readable().values().forEach(it -> put(fields, column(collection, members, it)));
    visible
        .computed()
        .values()
        .forEach(it -> put(fields, column(collection, members, it.column())));
    for (Relation relation : visible.relations()) {
      Optional<Visible> target = surface.byId(relation.to()).filter(Shapes::readable);
      target.ifPresent(it -> put(fields, related(members, relation, it)));
    }
    return new Composite(base, Titles.description(collection.title()), false, true, fields);
  }

  private static void put(Map<String, Field> fields, Field field) {
    fields.put(field.name(), field);
  }

  private static Field part(String name, Ref type, Part part, String description) {
    return new Field(name, description, "", type, Map.of(), part);
  }

  private Field column(Collection collection, Names.Members members, Column column) {
    return new Field(
        members.column(column.name()),
        Titles.description(column.title()),
        Titles.deprecated(column.title()),
        ref(collection, column, column.nullable()),
        Map.of(),
        new Meaning.Value(column));
  }

  /** A column's type, its enum where it has one. */
  private Ref ref(Collection collection, Column column, boolean nullable) {
    Ref bare =
        column.type() instanceof Type.Array
            ? Scalars.ref(column.type())
            : Ref.of(names.scalar(collection, column));
    return nullable ? bare : new Ref.Required(bare);
  }

  private Field related(Names.Members members, Relation relation, Visible target) {
    String name = members.relation(relation.name());
    String base = names.type(target.collection().id());
    return relation.many()
        ? new Field(
            name,
            "",
            "",
            Ref.of(base + "Connection"),
            arguments(target),
            new Meaning.Many(relation, target))
        : new Field(name, "", "", Ref.of(base), Map.of(), new Meaning.One(relation, target));
  }

  /** What may be said of a list of a collection's rows. */
  Map<String, Argument> arguments(Visible visible) {
    String base = names.type(visible.collection().id());
    Map<String, Argument> arguments = new LinkedHashMap<>();
    argument(arguments, "first", Ref.of("Int"), "The most rows from the beginning.");
    argument(arguments, "last", Ref.of("Int"), "The most rows from the end.");
    argument(arguments, "before", Ref.of("Cursor"), "Only rows before this place.");
    argument(arguments, "after", Ref.of("Cursor"), "Only rows after this place.");
    argument(arguments, "offset", Ref.of("Int"), "Rows to skip.");
    argument(arguments, "filter", Ref.of(base + "Filter"), "Only rows of which this is true.");
    argument(arguments, "orderBy", Ref.listed(base + "OrderBy"), "The first decides most.");
    return arguments;
  }

  private static void argument(
      Map<String, Argument> arguments, String name, Ref type, String description) {
    arguments.put(name, new Argument(name, description, "", type, ""));
  }

  private Definition connection(String base) {
    Map<String, Field> fields = new LinkedHashMap<>();
    put(fields, part("edges", Ref.all(base + "Edge"), Part.EDGES, ""));
    put(fields, part("pageInfo", Ref.required("PageInfo"), Part.PAGE_INFO, ""));
    put(
        fields,
        part(
            "totalCount",
            Ref.required("Int"),
            Part.TOTAL,
            "The number of rows, whatever part of them is answered."));
    if (surface.app().settings().aggregates()) {
      put(
          fields,
          part(
              "aggregate",
              Ref.of(base + "Aggregate"),
              Part.AGGREGATE,
              "Made of all rows, whatever part of them is answered."));
    }
    return new Composite(base + "Connection", "", false, false, fields);
  }

  private static Definition edge(String base) {
    Map<String, Field> fields = new LinkedHashMap<>();
    put(fields, part("cursor", Ref.required("String"), Part.CURSOR, "The place of this row."));
    put(fields, part("node", Ref.required(base), Part.NODE, ""));
    return new Composite(base + "Edge", "", false, false, fields);
  }

  private static Optional<Definition> written(Visible visible, String base, String suffix) {
    boolean open =
        switch (suffix) {
          case "InsertResponse" -> Inputs.inserts(visible);
          case "UpdateResponse" -> Inputs.updates(visible);
          default -> Inputs.deletes(visible);
        };
    if (!open) {
      return Optional.empty();
    }
    Map<String, Field> fields = new LinkedHashMap<>();
    put(fields, part("affectedCount", Ref.required("Int"), Part.AFFECTED, ""));
    if (readable(visible)) {
      put(
          fields,
          part("records", Ref.all(base), Part.RECORDS, "Those of them that the caller may read."));
    }
    return Optional.of(new Composite(base + suffix, "", false, false, fields));
  }

  private Optional<Definition> aggregate(Visible visible, String base) {
    if (!surface.app().settings().aggregates()) {
      return Optional.empty();
    }
    Map<String, Field> fields = new LinkedHashMap<>();
    put(fields, part("count", Ref.required("Int"), Part.COUNT, ""));
    for (String name : List.of("sum", "avg", "min", "max")) {
      String type =
          base + name.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + name.substring(1);
      Aggregation aggregation = SUMMARIES.getOrDefault(name, Aggregation.SUM);
      if (summary(visible, type, aggregation).isPresent()) {
        Ref ref = Ref.of(type + "AggregateResult");
        put(fields, new Field(name, "", "", ref, Map.of(), new Meaning.Summary(aggregation)));
      }
    }
    return Optional.of(new Composite(base + "Aggregate", "", false, false, fields));
  }

  private Optional<Definition> summary(Visible visible, String type, Aggregation aggregation) {
    if (!surface.app().settings().aggregates()) {
      return Optional.empty();
    }
    Names.Members members = names.members(visible.collection());
    Map<String, Field> fields = new LinkedHashMap<>();
    for (Column column : visible.readable().values()) {
      if (fits(aggregation, column.type())) {
        Ref ref =
            Ref.of(
                Scalars.name(
                    msingi.request.Aggregates.type(surface.app(), aggregation, column.type())));
        put(
            fields,
            new Field(
                members.column(column.name()), "", "", ref, Map.of(), new Meaning.Value(column)));
      }
    }
    return fields.isEmpty()
        ? Optional.empty()
        : Optional.of(new Composite(type, "", false, false, fields));
  }

  private static boolean fits(Aggregation aggregation, Type type) {
    return switch (aggregation) {
      case COUNT -> true;
      case SUM, AVERAGE -> Scalars.number(type);
      case LEAST, GREATEST ->
          Scalars.ordered(type) && type != Type.Scalar.BOOL && type != Type.Scalar.UUID;
    };
  }
}
