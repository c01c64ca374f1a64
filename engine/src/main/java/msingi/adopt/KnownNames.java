package msingi.adopt;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import msingi.definition.App;
import msingi.definition.Collection;
import msingi.definition.Column;
import msingi.definition.Relation;

/** Identifiers that a definition gives already, by stored names. */
final class KnownNames {
  private final Map<List<String>, String> known = new HashMap<>();

  private KnownNames() {}

  static KnownNames none() {
    return new KnownNames();
  }

  static KnownNames of(App app) {
    KnownNames names = new KnownNames();
    for (Collection it : app.collections().values()) {
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
