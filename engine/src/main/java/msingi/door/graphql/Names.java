package msingi.door.graphql;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import msingi.definition.App;
import msingi.definition.Collection;
import msingi.definition.Column;
import msingi.definition.Function;
import msingi.definition.Relation;

/**
 * What everything of a definition is called in GraphQL, the same for every caller: a name does not
 * depend on what else its reader may see. What is stored under a name that is none in GraphQL, or
 * one that is taken, gets one that is near.
 */
final class Names {
  /** What follows a collection's name in the names of its types. */
  static final List<String> SUFFIXES =
      List.of(
          "Connection",
          "Edge",
          "Filter",
          "OrderBy",
          "InsertInput",
          "UpdateInput",
          "InsertResponse",
          "UpdateResponse",
          "DeleteResponse",
          "Aggregate",
          "SumAggregateResult",
          "AvgAggregateResult",
          "MinAggregateResult",
          "MaxAggregateResult");

  private static final Pattern ILLEGAL = Pattern.compile("[^_0-9A-Za-z]");
  private static final Pattern WORD = Pattern.compile("[_A-Za-z][_0-9A-Za-z]*");

  private final App app;
  private final Map<String, String> bases = new HashMap<>();
  private final Map<String, String> ids = new HashMap<>();
  private final Map<String, String> functions = new HashMap<>();
  private final Map<String, String> functionIds = new HashMap<>();
  private final Map<String, Members> members = new ConcurrentHashMap<>();
  private final Map<String, Choice> choices = new HashMap<>();
  private final Map<String, String> choiceNames = new HashMap<>();

  /** A column that takes one of several words. */
  record Choice(String collection, Column column) {}

  /**
   * The fields of a collection's rows.
   *
   * @param columns stored names of columns and computed fields by name
   * @param relations names of relations by name
   * @param named names by what they stand for: columns, and relations after a colon
   */
  record Members(
      Map<String, String> columns, Map<String, String> relations, Map<String, String> named) {
    /** The field of a column or a computed field. */
    String column(String stored) {
      return named.getOrDefault(stored, stored);
    }

    /** The field of a relation. */
    String relation(String name) {
      return named.getOrDefault(":" + name, name);
    }
  }

  Names(App app) {
    this.app = app;
    Set<String> taken = new HashSet<>(Scalars.RESERVED);
    Set<String> roots = new HashSet<>(Set.of("node"));
    for (Collection collection : app.collections().values()) {
      String base = base(collection, taken);
      taken.add(base);
      SUFFIXES.forEach(it -> taken.add(base + it));
      bases.put(collection.id(), base);
      ids.put(base, collection.id());
      roots.add(base + "Collection");
      roots.add(base + "ByPk");
      roots.add("insertInto" + base + "Collection");
      roots.add("update" + base + "Collection");
      roots.add("deleteFrom" + base + "Collection");
    }
    for (Collection collection : app.collections().values()) {
      collection.columns().forEach(it -> choice(collection, it, taken));
    }
    for (Function function : app.functions().values()) {
      String name = free(word(function.name()), word(function.id()), roots);
      while (taken.contains(name + "Result")) {
        name = free(name + "_", name + "_", roots);
      }
      roots.add(name);
      taken.add(name + "Result");
      functions.put(function.id(), name);
      functionIds.put(name, function.id());
    }
  }

  private void choice(Collection collection, Column column, Set<String> taken) {
    if (Scalars.words(column).isEmpty()) {
      return;
    }
    String plain = type(collection.id()) + capital(column.name()) + "Enum";
    String name = free(plain, plain, taken);
    taken.add(name);
    taken.add(name + "Filter");
    choices.put(name, new Choice(collection.id(), column));
    choiceNames.put(collection.id() + " " + column.name(), name);
  }

  /** The enum of this name. */
  Optional<Choice> choice(String name) {
    return Optional.ofNullable(choices.get(name));
  }

  /** The scalar or the enum of a column. */
  String scalar(Collection collection, Column column) {
    String choice = choiceNames.get(collection.id() + " " + column.name());
    return choice == null ? Scalars.name(column.type()) : choice;
  }

  private String base(Collection collection, Set<String> taken) {
    boolean first = collection.schema().equals(app.schemas().getFirst());
    String plain = word(first ? collection.name() : collection.schema() + "_" + collection.name());
    String base = plain;
    while (taken.contains(base) || derived(base, taken)) {
      base += "_";
    }
    return base;
  }

  private static boolean derived(String base, Set<String> taken) {
    return SUFFIXES.stream().anyMatch(it -> taken.contains(base + it));
  }

  /** The name itself where it is one, or what is left of it. */
  static String word(String name) {
    String legal = ILLEGAL.matcher(name).replaceAll("_");
    String begun = legal.isEmpty() || Character.isDigit(legal.charAt(0)) ? "_" + legal : legal;
    return begun.startsWith("__") ? "x" + begun : begun;
  }

  /** Whether a text is a name. */
  static boolean legal(String text) {
    return WORD.matcher(text).matches() && !text.startsWith("__");
  }

  private static String free(String first, String second, Set<String> taken) {
    String name = taken.contains(first) ? second : first;
    while (taken.contains(name)) {
      name += "_";
    }
    return name;
  }

  /** The type of a collection's rows. */
  String type(String collection) {
    return bases.getOrDefault(collection, word(collection));
  }

  /** The collection whose rows are of a type. */
  Optional<String> collection(String type) {
    return Optional.ofNullable(ids.get(type));
  }

  /** The field that calls a function. */
  String function(String id) {
    return functions.getOrDefault(id, word(id));
  }

  /** The function that a field calls. */
  Optional<String> functionOf(String field) {
    return Optional.ofNullable(functionIds.get(field));
  }

  /** The fields of a collection's rows. */
  Members members(Collection collection) {
    return members.computeIfAbsent(collection.id(), _ -> made(collection));
  }

  private Members made(Collection collection) {
    Map<String, String> columns = new LinkedHashMap<>();
    Map<String, String> relations = new LinkedHashMap<>();
    Map<String, String> named = new HashMap<>();
    Set<String> taken = new HashSet<>(Set.of("nodeId"));
    for (Column column : collection.columns()) {
      if (!column.hidden()) {
        put(column.name(), free(word(column.name()), word(column.name()), taken), columns, named);
        taken.addAll(columns.keySet());
      }
    }
    for (String computed : collection.derived().computed().keySet()) {
      put(computed, free(word(computed), word(computed), taken), columns, named);
      taken.addAll(columns.keySet());
    }
    for (Relation relation : collection.relations().values()) {
      String target = type(relation.to()) + (relation.many() ? "Collection" : "");
      String first = taken.contains(first(relation)) ? target : first(relation);
      String name = free(first, second(relation), taken);
      taken.add(name);
      relations.put(name, relation.name());
      named.put(":" + relation.name(), name);
    }
    return new Members(columns, relations, named);
  }

  private static void put(
      String stored, String name, Map<String, String> columns, Map<String, String> named) {
    columns.put(name, stored);
    named.put(stored, name);
  }

  /** A declared name is used as it is; what leads to many says so. */
  private String first(Relation relation) {
    boolean declared = relation.name().indexOf('.') < 0;
    String base = declared ? word(relation.name()) : type(relation.to());
    return relation.many() ? base + "Collection" : base;
  }

  /** What it is called where that is taken. */
  private String second(Relation relation) {
    String way =
        switch (relation) {
          case Relation.ToOne it -> "By" + capital(it.columns().getFirst());
          case Relation.FromMany it -> "By" + capital(it.targetColumns().getFirst());
          case Relation.Through it -> "Via" + capital(type(it.junction()));
          case Relation.Computed it -> "By" + capital(it.function());
        };
    String base = type(relation.to()) + way;
    return relation.many() ? base + "Collection" : base;
  }

  private static String capital(String name) {
    String word = word(name);
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
