package msingi.store;

import java.util.List;
import java.util.Set;
import msingi.definition.Collection.Writing;
import msingi.definition.Relation.OnDelete;

/**
 * What a database that is already there tells of itself, in the words of the definition language
 * where it has them.
 *
 * @param foldsCase whether names that differ by their case alone are one name; there are no schemas
 *     then
 * @param routines stored functions
 * @param remarks what has no words in the language and belongs to no table
 */
public record Catalog(
    boolean foldsCase, List<Table> tables, List<Routine> routines, List<String> remarks) {
  public Catalog {
    tables = List.copyOf(tables);
    routines = List.copyOf(routines);
    remarks = List.copyOf(remarks);
  }

  /**
   * A table or a view.
   *
   * @param schema empty on SQLite
   * @param writes what the database takes; everything for a table
   * @param key columns of the primary key, or none
   * @param comment what its maker says of it, or empty
   * @param remarks what has no words in the language: triggers, policies, indexes of expressions
   */
  public record Table(
      String schema,
      String name,
      boolean view,
      Set<Writing> writes,
      List<Column> columns,
      List<String> key,
      List<Named> uniques,
      List<Named> indexes,
      List<Reference> references,
      List<Check> checks,
      String comment,
      List<String> remarks) {
    public Table {
      writes = Set.copyOf(writes);
      columns = List.copyOf(columns);
      key = List.copyOf(key);
      uniques = List.copyOf(uniques);
      indexes = List.copyOf(indexes);
      references = List.copyOf(references);
      checks = List.copyOf(checks);
      remarks = List.copyOf(remarks);
    }
  }

  /**
   * A column.
   *
   * @param type a type of the language, without {@code ?}
   * @param remark what the type does not say, or empty
   */
  public record Column(
      String name, String type, boolean nullable, Default fill, String comment, String remark) {}

  /** What stands in a column that a write leaves out. */
  public sealed interface Default {
    /** Null. */
    enum None implements Default {
      NONE
    }

    /** The next number. */
    enum Identity implements Default {
      IDENTITY
    }

    /**
     * A constant.
     *
     * @param yaml as a definition writes it
     */
    record Constant(String yaml) implements Default {}

    /** The moment of the write. */
    enum Now implements Default {
      NOW
    }

    /**
     * What only the database can compute.
     *
     * @param sql its words
     * @param always whether nobody may give another value
     */
    record Stored(String sql, boolean always) implements Default {}
  }

  /** Columns with a constraint's or an index's name. */
  public record Named(String name, List<String> columns) {
    public Named {
      columns = List.copyOf(columns);
    }
  }

  /**
   * A foreign key.
   *
   * @param name empty on SQLite
   */
  public record Reference(
      String name,
      List<String> columns,
      String schema,
      String table,
      List<String> targetColumns,
      OnDelete onDelete) {
    public Reference {
      columns = List.copyOf(columns);
      targetColumns = List.copyOf(targetColumns);
    }
  }

  /**
   * A check.
   *
   * @param name empty where it has none
   * @param sql the condition in the database's words
   */
  public record Check(String name, String sql) {}

  /**
   * A stored function.
   *
   * @param row the table of whose rows it takes one, where that is all it takes, else {@link
   *     Row#NONE}
   * @param volatility immutable, stable or volatile
   * @param comment what its maker says of it, or empty
   */
  public record Routine(
      String schema,
      String name,
      Row row,
      List<Argument> arguments,
      Answer answer,
      String volatility,
      String comment) {
    public Routine {
      arguments = List.copyOf(arguments);
    }
  }

  /** The table of a row. */
  public record Row(String schema, String table) {
    public static final Row NONE = new Row("", "");
  }

  /** An argument; optional where the function has a default for it. */
  public record Argument(String name, String type, boolean optional) {}

  /** What a function answers. */
  public sealed interface Answer {
    /** Nothing. */
    enum Nothing implements Answer {
      NOTHING
    }

    /** Values of a type of the language. */
    record Values(String type, boolean many) implements Answer {}

    /** Rows of a table. */
    record Rows(String schema, String table, boolean many) implements Answer {}

    /** Rows of columns of its own, which have no comments or defaults. */
    record Columns(List<Argument> columns, boolean many) implements Answer {
      public Columns {
        columns = List.copyOf(columns);
      }
    }
  }
}
