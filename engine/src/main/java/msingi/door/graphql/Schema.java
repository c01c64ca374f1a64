package msingi.door.graphql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import msingi.definition.Function;
import msingi.door.graphql.Definition.Argument;
import msingi.door.graphql.Definition.Choice;
import msingi.door.graphql.Definition.Composite;
import msingi.door.graphql.Definition.Field;
import msingi.door.graphql.Meaning.Part;
import msingi.request.Surface;
import msingi.request.Surface.Callable;
import msingi.request.Surface.Visible;

/**
 * The schema as one caller sees it: each type is made from the Surface when it is asked for by its
 * name. Nothing is kept, so that many roles over many collections cost nothing.
 */
final class Schema {
  static final String QUERY = "Query";
  static final String MUTATION = "Mutation";
  private static final List<String> DIRECTIONS =
      List.of("AscNullsFirst", "AscNullsLast", "DescNullsFirst", "DescNullsLast");
  private static final List<String> PRESENCE = List.of("NULL", "NOT_NULL");

  private final Surface surface;
  private final Names names;
  private final Shapes shapes;
  private final Inputs inputs;

  Schema(Surface surface, Names names) {
    this.surface = surface;
    this.names = names;
    this.shapes = new Shapes(surface, names);
    this.inputs = new Inputs(names);
  }

  Surface surface() {
    return surface;
  }

  Names names() {
    return names;
  }

  /** The type of this name. */
  Optional<Definition> find(String name) {
    return switch (name) {
      case "Query" -> Optional.of(root(QUERY, queries()));
      case "Mutation" -> mutates() ? Optional.of(root(MUTATION, mutations())) : Optional.empty();
      case "Node" -> Optional.of(node());
      case "PageInfo" -> Optional.of(pageInfo());
      case "FilterIs" -> Optional.of(new Choice(name, "", PRESENCE));
      case "OrderByDirection" -> Optional.of(new Choice(name, "", DIRECTIONS));
      default -> single(name).or(() -> ofCollection(name)).or(() -> ofFunction(name));
    };
  }

  /** A field of a type, without its siblings where that costs less. */
  Optional<Field> field(String type, String name) {
    return switch (type) {
      case "Query" -> query(name);
      case "Mutation" -> mutation(name);
      default ->
          find(type)
              .filter(Composite.class::isInstance)
              .map(Composite.class::cast)
              .map(it -> it.fields().get(name));
    };
  }

  /** Whether the caller may write anything here. */
  boolean mutates() {
    return surface.byId().values().stream()
            .anyMatch(it -> Inputs.inserts(it) || Inputs.updates(it) || Inputs.deletes(it))
        || callables().stream().anyMatch(Schema::writes);
  }

  private static Definition root(String name, List<Field> fields) {
    Map<String, Field> named = new LinkedHashMap<>();
    fields.forEach(it -> named.put(it.name(), it));
    return new Composite(name, "", false, false, named);
  }

  private Optional<Definition> single(String name) {
    if (Scalars.BUILT_IN.contains(name)) {
      return Optional.of(new Definition.Scalar(name, ""));
    }
    String own = Scalars.OWN.get(name);
    if (own != null) {
      return Optional.of(new Definition.Scalar(name, own));
    }
    Optional<Names.Choice> choice = names.choice(name).filter(this::seen);
    if (choice.isPresent()) {
      var column = choice.get().column();
      String description = Titles.description(column.title());
      return Optional.of(new Choice(name, description, Scalars.words(column)));
    }
    return filter(name);
  }

  /** Whether an enum's column is one that the caller may read or write. */
  private boolean seen(Names.Choice choice) {
    return surface
        .byId(choice.collection())
        .filter(it ->
            it.readable().containsKey(choice.column().name())
                || it.writable().containsKey(choice.column().name()))
        .isPresent();
  }

  private Optional<Definition> filter(String name) {
    if (name.endsWith("ListFilter")) {
      String scalar = name.substring(0, name.length() - "ListFilter".length());
      if (Scalars.FILTERS.containsKey(scalar) && !scalar.equals("ID")) {
        return Optional.of(Inputs.filter(scalar, Scalars.listed(), true));
      }
    }
    if (!name.endsWith("Filter")) {
      return Optional.empty();
    }
    String scalar = name.substring(0, name.length() - "Filter".length());
    List<String> operators = Scalars.FILTERS.get(scalar);
    if (operators != null) {
      return Optional.of(Inputs.filter(scalar, operators, false));
    }
    return names
        .choice(scalar)
        .filter(this::seen)
        .map(_ -> Inputs.filter(scalar, List.of("eq", "neq", "in", "is"), false));
  }

  private Optional<Definition> ofCollection(String name) {
    Optional<Visible> whole = visible(name);
    if (whole.isPresent()) {
      return shapes.find(whole.get(), "");
    }
    for (String suffix : Names.SUFFIXES) {
      if (name.endsWith(suffix)) {
        Optional<Visible> visible = visible(name.substring(0, name.length() - suffix.length()));
        Optional<Definition> found =
            visible.flatMap(it -> shapes.find(it, suffix).or(() -> inputs.find(it, suffix)));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Visible> visible(String base) {
    return names.collection(base).flatMap(surface::byId);
  }

  private Optional<Definition> ofFunction(String name) {
    if (!name.endsWith("Result")) {
      return Optional.empty();
    }
    String field = name.substring(0, name.length() - "Result".length());
    return callable(field)
        .filter(it -> it.function().returns() instanceof Function.Returns.Rows)
        .map(it -> {
          Map<String, Field> fields = new LinkedHashMap<>();
          for (var column : it.result().readable().values()) {
            String word = Names.word(column.name());
            Ref type = Scalars.ref(column.type());
            fields.put(word, new Field(word, "", "", type, Map.of(), new Meaning.Value(column)));
          }
          return new Composite(name, "", false, false, fields);
        });
  }

  private static Definition node() {
    Map<String, Field> fields =
        Map.of(
            "nodeId",
            new Field("nodeId", "Its id.", "", Ref.required("ID"), Map.of(), Part.NODE_ID));
    return new Composite("Node", "What has an id of its own.", true, false, fields);
  }

  private static Definition pageInfo() {
    Map<String, Field> fields = new LinkedHashMap<>();
    part(fields, "endCursor", Ref.of("String"), Part.LAST_CURSOR);
    part(fields, "hasNextPage", Ref.required("Boolean"), Part.HAS_NEXT);
    part(fields, "hasPreviousPage", Ref.required("Boolean"), Part.HAS_PREVIOUS);
    part(fields, "startCursor", Ref.of("String"), Part.FIRST_CURSOR);
    return new Composite("PageInfo", "", false, false, fields);
  }

  private static void part(Map<String, Field> fields, String name, Ref type, Part part) {
    fields.put(name, new Field(name, "", "", type, Map.of(), part));
  }

  private List<Field> queries() {
    List<Field> fields = new ArrayList<>();
    for (String id : surface.app().collections().keySet()) {
      String base = names.type(id);
      query(base + "Collection").ifPresent(fields::add);
      query(base + "ByPk").ifPresent(fields::add);
    }
    for (Callable callable : callables()) {
      query(names.function(callable.function().id())).ifPresent(fields::add);
    }
    query("node").ifPresent(fields::add);
    return fields;
  }

  private Optional<Field> query(String name) {
    if (name.equals("node")) {
      Map<String, Argument> arguments =
          Map.of("nodeId", new Argument("nodeId", Ref.required("ID")));
      return Optional.of(
          new Field(
              name,
              "Whatever has this id.",
              "",
              Ref.of("Node"),
              arguments,
              new Meaning.Identified()));
    }
    if (name.endsWith("Collection")) {
      Optional<Visible> visible =
          visible(name.substring(0, name.length() - "Collection".length()))
              .filter(Shapes::readable);
      if (visible.isPresent()) {
        return visible.map(it -> list(name, it));
      }
    }
    if (name.endsWith("ByPk")) {
      Optional<Visible> visible =
          visible(name.substring(0, name.length() - "ByPk".length())).filter(Shapes::readable);
      if (visible.isPresent()) {
        return visible.map(it -> byKey(name, it));
      }
    }
    return callable(name).filter(it -> !writes(it)).map(it -> called(name, it));
  }

  private Field list(String name, Visible visible) {
    String title = visible.collection().title();
    return new Field(
        name,
        Titles.description(title),
        Titles.deprecated(title),
        Ref.of(names.type(visible.collection().id()) + "Connection"),
        shapes.arguments(visible),
        new Meaning.Rows(visible));
  }

  private Field byKey(String name, Visible visible) {
    Names.Members members = names.members(visible.collection());
    Map<String, Argument> arguments = new LinkedHashMap<>();
    for (String stored : visible.collection().key().columns()) {
      var column = visible.collection().column(stored).orElseThrow();
      String argument = members.column(stored);
      Ref type = Ref.required(names.scalar(visible.collection(), column));
      arguments.put(argument, new Argument(argument, type));
    }
    return new Field(
        name,
        "",
        Titles.deprecated(visible.collection().title()),
        Ref.of(names.type(visible.collection().id())),
        arguments,
        new Meaning.Keyed(visible));
  }

  private List<Field> mutations() {
    List<Field> fields = new ArrayList<>();
    for (String id : surface.app().collections().keySet()) {
      String base = names.type(id);
      mutation("insertInto" + base + "Collection").ifPresent(fields::add);
      mutation("update" + base + "Collection").ifPresent(fields::add);
      mutation("deleteFrom" + base + "Collection").ifPresent(fields::add);
    }
    for (Callable callable : callables()) {
      mutation(names.function(callable.function().id())).ifPresent(fields::add);
    }
    return fields;
  }

  private Optional<Field> mutation(String name) {
    if (name.endsWith("Collection")) {
      String stem = name.substring(0, name.length() - "Collection".length());
      for (String word : List.of("insertInto", "update", "deleteFrom")) {
        if (stem.startsWith(word)) {
          Optional<Field> found =
              visible(stem.substring(word.length())).flatMap(it -> write(name, word, it));
          if (found.isPresent()) {
            return found;
          }
        }
      }
    }
    return callable(name).filter(Schema::writes).map(it -> called(name, it));
  }

  private Optional<Field> write(String name, String word, Visible visible) {
    String base = names.type(visible.collection().id());
    Map<String, Argument> arguments = new LinkedHashMap<>();
    Argument filter = new Argument("filter", Ref.of(base + "Filter"));
    Argument most =
        new Argument(
            "atMost", "Where more rows are affected, none is.", "", Ref.required("Int"), "1");
    switch (word) {
      case "insertInto" ->
          arguments.put("objects", new Argument("objects", Ref.all(base + "InsertInput")));
      case "update" -> {
        arguments.put("set", new Argument("set", Ref.required(base + "UpdateInput")));
        arguments.put("filter", filter);
        arguments.put("atMost", most);
      }
      default -> {
        arguments.put("filter", filter);
        arguments.put("atMost", most);
      }
    }
    return switch (word) {
      case "insertInto" ->
          Inputs.inserts(visible)
              ? Optional.of(
                  field(
                      name,
                      Ref.of(base + "InsertResponse"),
                      arguments,
                      new Meaning.Insert(visible)))
              : Optional.empty();
      case "update" ->
          Inputs.updates(visible)
              ? Optional.of(
                  field(
                      name,
                      Ref.required(base + "UpdateResponse"),
                      arguments,
                      new Meaning.Update(visible)))
              : Optional.empty();
      default ->
          Inputs.deletes(visible)
              ? Optional.of(
                  field(
                      name,
                      Ref.required(base + "DeleteResponse"),
                      arguments,
                      new Meaning.Delete(visible)))
              : Optional.empty();
    };
  }

  private static Field field(
      String name, Ref type, Map<String, Argument> arguments, Meaning meaning) {
    return new Field(name, "", "", type, arguments, meaning);
  }

  private static boolean writes(Callable callable) {
    return callable.function().volatility() == Function.Volatility.VOLATILE;
  }

  /** The functions that the caller may call and whose answers have a type here. */
  private List<Callable> callables() {
    Set<Callable> callables = new LinkedHashSet<>();
    surface
        .functions()
        .values()
        .forEach(it ->
            it.values()
                .forEach(named ->
                    named.forEach(one -> {
                      boolean typed =
                          !(one.function().returns() instanceof Function.Returns.Of)
                              || Shapes.readable(one.result());
                      if (typed) {
                        callables.add(one);
                      }
                    })));
    List<Callable> ordered = new ArrayList<>(callables);
    ordered.sort(java.util.Comparator.comparing(it -> names.function(it.function().id())));
    return ordered;
  }

  private Optional<Callable> callable(String field) {
    return names
        .functionOf(field)
        .flatMap(
            id -> callables().stream().filter(it -> it.function().id().equals(id)).findFirst());
  }

  private Field called(String name, Callable callable) {
    Function function = callable.function();
    Map<String, Argument> arguments = new LinkedHashMap<>();
    for (Function.Argument argument : function.arguments()) {
      boolean needed =
          !argument.nullable() && argument.fallback() == Function.Fallback.Required.REQUIRED;
      Ref bare = Scalars.ref(argument.type());
      String word = Names.word(argument.name());
      arguments.put(word, new Argument(word, needed ? new Ref.Required(bare) : bare));
    }
    if (function.returns() instanceof Function.Returns.Of(String _, boolean many) && many) {
      shapes.arguments(callable.result()).forEach(arguments::putIfAbsent);
    }
    return new Field(
        name,
        Titles.description(function.title()),
        Titles.deprecated(function.title()),
        answer(name, callable),
        arguments,
        new Meaning.Called(callable));
  }

  private Ref answer(String name, Callable callable) {
    return switch (callable.function().returns()) {
      case Function.Returns.Nothing _ -> Ref.of("Opaque");
      case Function.Returns.Values(var type, boolean many) ->
          many ? new Ref.Listed(Scalars.ref(type)) : Scalars.ref(type);
      case Function.Returns.Rows(var _, boolean many) ->
          many ? Ref.listed(name + "Result") : Ref.of(name + "Result");
      case Function.Returns.Of(String collection, boolean many) ->
          Ref.of(names.type(collection) + (many ? "Connection" : ""));
    };
  }

  /** The names of all types, each reached from the roots, sorted. */
  List<String> types() {
    Set<String> reached = new java.util.TreeSet<>();
    List<String> waiting = new ArrayList<>(List.of(QUERY, MUTATION));
    waiting.addAll(Scalars.BUILT_IN);
    while (!waiting.isEmpty()) {
      String name = waiting.removeLast();
      Optional<Definition> found = reached.contains(name) ? Optional.empty() : find(name);
      if (found.isEmpty()) {
        continue;
      }
      reached.add(name);
      switch (found.get()) {
        case Composite it -> {
          for (Field field : it.fields().values()) {
            waiting.add(field.type().name());
            field.arguments().values().forEach(one -> waiting.add(one.type().name()));
          }
          if (it.identified()) {
            waiting.add("Node");
          }
          if (it.node()) {
            waiting.addAll(identified());
          }
        }
        case Definition.Input it ->
            it.fields().values().forEach(one -> waiting.add(one.type().name()));
        case Choice _, Definition.Scalar _ -> {}
      }
    }
    return List.copyOf(reached);
  }

  /** The types that have ids. */
  List<String> identified() {
    List<String> types = new ArrayList<>();
    for (String id : surface.app().collections().keySet()) {
      if (surface.byId(id).filter(Shapes::readable).isPresent()) {
        types.add(names.type(id));
      }
    }
    return types;
  }
}
