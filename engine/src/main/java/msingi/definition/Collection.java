package msingi.definition;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A collection: a table or a view, its columns, constraints, relations and rules.
 *
 * @param id its identifier in the definition, unique in the application
 * @param schema the exposed schema that it is in
 * @param name its name on the doors
 * @param table its name in the database, from which those of its constraints are made
 * @param was the name in the database it had before a rename, or empty
 * @param kind a table or a view
 * @param managed whether migrations touch it
 * @param columns in the definition's order, key columns first where the key is implied
 * @param key the primary key
 * @param uniques unique constraints other than the key
 * @param indexes further indexes
 * @param checks checks over several columns
 * @param relations every way from here to related rows, by {@link Relation#name()}
 * @param derived what is made from the columns
 * @param access the rules
 * @param title a line for documents, or empty
 */
public record Collection(
    String id,
    String schema,
    String name,
    String table,
    String was,
    Kind kind,
    boolean managed,
    List<Column> columns,
    Key key,
    List<Unique> uniques,
    List<Index> indexes,
    List<Check> checks,
    Map<String, Relation> relations,
    Derived derived,
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
    /**
     * A table of its own.
     *
     * @param responds whether its triggers may say something of the answer
     */
    record Table(boolean responds) implements Kind {
      public Table() {
        this(false);
      }
    }

    /**
     * A view.
     *
     * @param sql its SELECT by dialect ("sqlite", "postgres"), or under "" for every dialect
     * @param writes what the database takes through it
     * @param of the collection whose columns of the same names are written, or empty
     * @param statements what a write does instead, by dialect as {@code sql}; {@code :new.column}
     *     and {@code :old.column} stand for the row
     * @param responds whether triggers may say something of the answer
     */
    record View(
        Map<String, String> sql,
        Set<Writing> writes,
        String of,
        Map<Writing, Map<String, String>> statements,
        boolean responds)
        implements Kind {
      public View {
        sql = Map.copyOf(sql);
        writes = Set.copyOf(writes);
        statements = Map.copyOf(statements);
      }

      /** A view through which nothing is written. */
      public View(Map<String, String> sql) {
        this(sql, Set.of(), "", Map.of(), false);
      }

      /** The text of a dialect, its own or that for all; empty where there is none. */
      public static Optional<String> text(Map<String, String> texts, String dialect) {
        return Optional.ofNullable(texts.getOrDefault(dialect, texts.get("")));
      }
    }
  }

  /** What may be done to rows other than reading them; spelled in lower case in a definition. */
  public enum Writing {
    CREATE,
    UPDATE,
    DELETE
  }

  /** Whether the database takes such a write at all; rules decide beyond that. */
  public boolean takes(Writing writing) {
    return switch (kind) {
      case Kind.Table _ -> true;
      case Kind.View view -> view.writes().contains(writing);
    };
  }

  /** Whether a statement that writes here may leave word of the answer's status and headers. */
  public boolean responds() {
    return switch (kind) {
      case Kind.Table table -> table.responds();
      case Kind.View view -> view.responds();
    };
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

  /**
   * What is made from a row's columns and named beside them.
   *
   * @param searches texts that are indexed by their words
   * @param computed fields that are computed when they are read, by name
   */
  public record Derived(List<Search> searches, Map<String, Computed> computed) {
    public static final Derived NOTHING = new Derived(List.of(), Map.of());

    public Derived {
      searches = List.copyOf(searches);
      computed = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(computed));
    }
  }

  /**
   * Columns whose words are indexed.
   *
   * @param name what filters name; it may be the name of the only column
   * @param index the index's stored name
   * @param columns stored names of texts
   * @param language a text search configuration, such as {@code english} or {@code simple}
   */
  public record Search(String name, String index, List<String> columns, String language) {
    public Search {
      columns = List.copyOf(columns);
    }
  }

  /**
   * A field that is computed when it is read.
   *
   * @param expression over {@link msingi.expression.Expression#ROW}
   * @param reads the columns and relations it reads; a caller who may not read one of the columns
   *     does not see the field
   */
  public record Computed(
      String name, msingi.expression.Expression expression, List<String> reads, String title) {
    public Computed {
      reads = List.copyOf(reads);
    }

    /** The field as if it were a column, for those who only name it. */
    public Column column() {
      return new Column(
          name,
          name,
          "",
          expression.type(),
          true,
          false,
          Column.Fill.Nothing.NOTHING,
          List.of(),
          "C",
          title);
    }
  }

  /** The search with this name. */
  public Optional<Search> search(String wanted) {
    return derived.searches().stream().filter(it -> it.name().equals(wanted)).findFirst();
  }

  /** The column of a field, or else the one of this stored name. */
  public Optional<Column> named(String name) {
    return columns.stream()
        .filter(it -> it.field().equals(name))
        .findFirst()
        .or(() -> column(name));
  }

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
