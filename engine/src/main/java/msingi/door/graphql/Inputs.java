package msingi.door.graphql;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import msingi.definition.Collection;
import msingi.definition.Column;
import msingi.door.graphql.Definition.Argument;
import msingi.door.graphql.Definition.Input;
import msingi.expression.Type;
import msingi.request.Surface.Visible;

/** The types that filters, orders and new values are given in. */
final class Inputs {
  private final Names names;

  Inputs(Names names) {
    this.names = names;
  }

  /** Whether rows may be made through the graph. */
  static boolean inserts(Visible visible) {
    return visible.operations().create() && !visible.writable().isEmpty();
  }

  /** Whether rows may be changed: who may read none changes none. */
  static boolean updates(Visible visible) {
    return visible.operations().update()
        && visible.operations().read()
        && !visible.writable().isEmpty();
  }

  /** Whether rows may be removed: who may read none removes none. */
  static boolean deletes(Visible visible) {
    return visible.operations().delete() && visible.operations().read();
  }

  /** An input of a collection by what follows its name. */
  Optional<Definition> find(Visible visible, String suffix) {
    String name = names.type(visible.collection().id()) + suffix;
    return switch (suffix) {
      case "Filter" ->
          visible.operations().read() ? Optional.of(filter(visible, name)) : Optional.empty();
      case "OrderBy" ->
          Shapes.readable(visible) ? Optional.of(order(visible, name)) : Optional.empty();
      case "InsertInput" ->
          inserts(visible) ? Optional.of(values(visible, name)) : Optional.empty();
      case "UpdateInput" ->
          updates(visible) ? Optional.of(values(visible, name)) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private Definition filter(Visible visible, String name) {
    Collection collection = visible.collection();
    Names.Members members = names.members(collection);
    Map<String, Argument> fields = new LinkedHashMap<>();
    visible.readable().values().forEach(it -> filter(collection, members, it, fields));
    visible.computed().values().forEach(it -> filter(collection, members, it.column(), fields));
    if (Shapes.readable(visible)) {
      put(fields, new Argument("nodeId", Ref.of("IDFilter")));
    }
    for (String tree : List.of("and", "or")) {
      if (!fields.containsKey(tree)) {
        put(fields, new Argument(tree, Ref.listed(name)));
      }
    }
    if (!fields.containsKey("not")) {
      put(fields, new Argument("not", Ref.of(name)));
    }
    return new Input(name, "", fields);
  }

  private void filter(
      Collection collection, Names.Members members, Column column, Map<String, Argument> fields) {
    String scalar = names.scalar(collection, column);
    String type = scalar + (column.type() instanceof Type.Array ? "ListFilter" : "Filter");
    put(fields, argument(members, column, Ref.of(type)));
  }

  private static Argument argument(Names.Members members, Column column, Ref type) {
    return new Argument(
        members.column(column.name()),
        Titles.description(column.title()),
        Titles.deprecated(column.title()),
        type,
        "");
  }

  private Definition order(Visible visible, String name) {
    Names.Members members = names.members(visible.collection());
    List<String> key = visible.collection().key().columns();
    Map<String, Argument> fields = new LinkedHashMap<>();
    for (Column column : visible.readable().values()) {
      if (Scalars.ordered(column.type()) || key.contains(column.name())) {
        put(fields, argument(members, column, Ref.of("OrderByDirection")));
      }
    }
    visible
        .computed()
        .values()
        .forEach(it -> {
          if (Scalars.ordered(it.column().type())) {
            put(fields, argument(members, it.column(), Ref.of("OrderByDirection")));
          }
        });
    return new Input(name, "", fields);
  }

  private Definition values(Visible visible, String name) {
    Collection collection = visible.collection();
    Names.Members members = names.members(collection);
    Map<String, Argument> fields = new LinkedHashMap<>();
    for (Column column : visible.writable().values()) {
      Ref type =
          column.type() instanceof Type.Array
              ? Scalars.ref(column.type())
              : Ref.of(names.scalar(collection, column));
      put(fields, argument(members, column, type));
    }
    return new Input(name, "", fields);
  }

  private static void put(Map<String, Argument> fields, Argument argument) {
    fields.put(argument.name(), argument);
  }

  /**
   * What may be asked of a scalar's or an enum's values.
   *
   * @param array whether of an array of them
   */
  static Definition filter(String scalar, List<String> operators, boolean array) {
    Map<String, Argument> fields = new LinkedHashMap<>();
    for (String operator : operators) {
      Ref type =
          switch (operator) {
            case "is" -> Ref.of("FilterIs");
            case "in" -> Ref.listed(scalar);
            default -> array ? Ref.listed(scalar) : Ref.of(scalar);
          };
      put(fields, new Argument(operator, type));
    }
    return new Input(scalar + (array ? "ListFilter" : "Filter"), "", fields);
  }
}
