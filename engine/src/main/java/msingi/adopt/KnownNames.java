package msingi.adopt;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import msingi.definition.App;
import msingi.definition.Collection;
import msingi.definition.Column;
import msingi.definition.Relation;

/** Identifiers that a definition gives already, by stored names. */
final class KnownNames {
  private final Map<List<String>, String> known = new HashMap<>();
  private final Set<String> collections = new LinkedHashSet<>();
  private final Set<String> functions = new LinkedHashSet<>();
  private final Map<List<String>, Set<String>> fields = new HashMap<>();

  private KnownNames() {}

  static KnownNames none() {
    return new KnownNames();
  }

  static KnownNames of(App app) {
    KnownNames names = new KnownNames();
    names.collections.addAll(app.collections().keySet());
    names.functions.addAll(app.functions().keySet());
    FunctionDifferences.stored(app)
        .forEach((signature, it) ->
            names.known.put(
                List.of(
                    "function",
                    signature.name().schema(),
                    signature.name().name(),
                    signature.arguments()),
                it.id()));
    for (Collection it : app.collections().values()) {
      Set<String> fields = new LinkedHashSet<>(it.relations().keySet());
      fields.addAll(it.derived().computed().keySet());
      it.columns().forEach(column -> fields.add(column.field()));
      names.fields.put(List.of(it.schema(), it.table()), fields);
      Differences.stored(it)
          .forEach((function, name) ->
              names.known.put(List.of("computed", it.schema(), it.table(), function), name));
      names.known.put(List.of("collection", it.schema(), it.table()), it.id());
      for (Column column : it.columns()) {
        names.known.put(List.of("column", it.schema(), it.table(), column.name()), column.field());
      }
      for (Relation relation : it.relations().values()) {
        if (relation instanceof Relation.ToOne one) {
          names.known.putIfAbsent(reference(it.schema(), it.table(), one), one.name());
        }
      }
    }
    return names;
  }

  private static List<String> reference(String schema, String table, Relation.ToOne one) {
    return List.of("reference", schema, table, one.columns().toString(), one.to());
  }

  /** Every collection's. */
  Set<String> collections() {
    return collections;
  }

  /** Every function's. */
  Set<String> functions() {
    return functions;
  }

  /** Every field's of a table. */
  Set<String> fields(String schema, String table) {
    return fields.getOrDefault(List.of(schema, table), Set.of());
  }

  /** The field that a function of the database answers. */
  Optional<String> computed(String schema, String table, String function) {
    return Optional.ofNullable(known.get(List.of("computed", schema, table, function)));
  }

  /**
   * The function of the database.
   *
   * @param arguments their names, as {@code a, b}
   */
  Optional<String> function(String schema, String name, String arguments) {
    return Optional.ofNullable(known.get(List.of("function", schema, name, arguments)));
  }

  Optional<String> collection(String schema, String table) {
    return Optional.ofNullable(known.get(List.of("collection", schema, table)));
  }

  Optional<String> column(String schema, String table, String column) {
    return Optional.ofNullable(known.get(List.of("column", schema, table, column)));
  }

  /**
   * The field of a foreign key.
   *
   * @param target the id of the collection to which it leads
   */
  Optional<String> reference(String schema, String table, List<String> columns, String target) {
    return Optional.ofNullable(
        known.get(List.of("reference", schema, table, columns.toString(), target)));
  }
}
