package msingi.definition;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A collection: a table or a view, its columns, constraints, relations and rules.
 *
 * @param id its identifier in the definition, unique in the application
 * @param schema the exposed schema that it is in
 * @param name its stored name, which is also its name on the doors
 * @param was the stored name it had before a rename, or empty
 * @param kind a table or a view
 * @param managed whether migrations touch it
 * @param columns in the definition's order, key columns first where the key is implied
 * @param key the primary key
 * @param uniques unique constraints other than the key
 * @param indexes further indexes
 * @param checks checks over several columns
 * @param relations every way from here to related rows, by {@link Relation#name()}
 * @param access the rules
 * @param title a line for documents, or empty
 */
public record Collection(
    String id,
    String schema,
    String name,
    String was,
    Kind kind,
    boolean managed,
    List<Column> columns,
    Key key,
    List<Unique> uniques,
    List<Index> indexes,
    List<Check> checks,
    Map<String, Relation> relations,
    Access access,
    String title) {

  public Collection {
    columns = List.copyOf(columns);
    uniques = List.copyOf(uniques);
    indexes = List.copyOf(indexes);
    checks = List.copyOf(checks);
    relations = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(relations));
  }

  /** What stores the rows. */
  public sealed interface Kind {
    /** A table of its own. */
    record Table() implements Kind {}

    /**
     * A view.
     *
     * @param sql its SELECT by dialect ("sqlite", "postgres"), or under "" for every dialect
     */
    record View(Map<String, String> sql) implements Kind {
      public View {
        sql = Map.copyOf(sql);
      }
    }
  }

  /**
   * The primary key; no columns means {@code key: none}.
   *
   * @param name the constraint's name
   */
  public record Key(String name, List<String> columns) {
    public Key {
      columns = List.copyOf(columns);
    }
  }

  /** A unique constraint. */
  public record Unique(String name, List<String> columns) {
    public Unique {
      columns = List.copyOf(columns);
    }
  }

  /** An index that is not a constraint. */
  public record Index(String name, List<String> columns) {
    public Index {
      columns = List.copyOf(columns);
    }
  }

  /**
   * A check; it must not be false.
   *
   * @param name the constraint's name
   * @param text as written in the definition
   * @param expression over {@link msingi.expression.Expression#ROW}
   * @param deterministic whether it may also be a constraint of the database
   */
  public record Check(
      String name, String text, msingi.expression.Expression expression, boolean deterministic) {}

  /** The column with this stored name. */
  public Optional<Column> column(String stored) {
    for (Column column : columns) {
      if (column.name().equals(stored)) {
        return Optional.of(column);
      }
    }
    return Optional.empty();
  }

  /** The relation with this name; the caller knows that it exists. */
  public Relation relation(String name) {
    Relation found = relations.get(name);
    if (found == null) {
      throw new IllegalArgumentException("no relation " + name + " on " + id);
    }
    return found;
  }
}
