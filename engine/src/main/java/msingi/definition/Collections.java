package msingi.definition;

import java.util.List;
import java.util.Map;

/** Copies of collections with more known about them. */
final class Collections {
  private Collections() {}

  static Collection related(Collection it, Map<String, Relation> relations) {
    return copy(it, it.columns(), it.checks(), relations, it.access());
  }

  static Collection ruled(
      Collection it, List<Column> columns, List<Collection.Check> checks, Access access) {
    return copy(it, columns, checks, it.relations(), access);
  }

  static Collection derived(Collection it, Map<String, Collection.Computed> computed) {
    return copy(
        it,
        it.columns(),
        it.checks(),
        it.relations(),
        new Collection.Derived(it.derived().searches(), computed),
        it.access());
  }

  static Collection access(Collection it, Access access) {
    return copy(it, it.columns(), it.checks(), it.relations(), access);
  }

  static Collection columns(Collection it, List<Column> columns) {
    return copy(it, columns, it.checks(), it.relations(), it.access());
  }

  /** Rows that no table stores. */
  static Collection answer(String id, String schema, String name, List<Function.Column> columns) {
    return new Collection(
        id,
        schema,
        name,
        name,
        "",
        new Collection.Kind.View(Map.of()),
        false,
        columns.stream()
            .map(it ->
                new Column(
                    it.name(),
                    it.name(),
                    "",
                    it.type(),
                    true,
                    false,
                    Column.Fill.Nothing.NOTHING,
                    List.of(),
                    "C",
                    ""))
            .toList(),
        new Collection.Key("", List.of()),
        List.of(),
        List.of(),
        List.of(),
        Map.of(),
        Collection.Derived.NOTHING,
        Access.CLOSED,
        "");
  }

  private static Collection copy(
      Collection it,
      List<Column> columns,
      List<Collection.Check> checks,
      Map<String, Relation> relations,
      Access access) {
    return copy(it, columns, checks, relations, it.derived(), access);
  }

  private static Collection copy(
      Collection it,
      List<Column> columns,
      List<Collection.Check> checks,
      Map<String, Relation> relations,
      Collection.Derived derived,
      Access access) {
    return new Collection(
        it.id(),
        it.schema(),
        it.name(),
        it.table(),
        it.was(),
        it.kind(),
        it.managed(),
        columns,
        it.key(),
        it.uniques(),
        it.indexes(),
        checks,
        relations,
        derived,
        access,
        it.title());
  }
}
