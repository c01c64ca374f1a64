package msingi.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import msingi.definition.Relation;
import msingi.expression.Type;

/**
 * What of an application a database holds: tables, constraints and views as one store writes them
 * down. Rules, titles and hidden fields are not in it, so that changes of theirs need no step.
 *
 * @param tables in the definition's order
 * @param views in the definition's order, which is the order in which they can be made
 */
public record SchemaImage(Map<Name, Table> tables, Map<Name, View> views) {
  public SchemaImage {
    tables = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(tables));
    views = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(views));
  }

  /**
   * A stored name.
   *
   * @param schema the schema, or empty where the store has none
   */
  public record Name(String schema, String name) {
    /** As a person writes it: without the schema where that is the usual one. */
    @Override
    public String toString() {
      return schema.isEmpty() || schema.equals("public") ? name : schema + "." + name;
    }
  }

  /**
   * A table.
   *
   * @param was its name before a rename, or empty; no part of the state
   */
  public record Table(Name name, String was, List<Column> columns, List<Constraint> constraints) {
    public Table {
      columns = List.copyOf(columns);
      constraints = List.copyOf(constraints);
    }

    /** The column of this name. */
    public Optional<Column> column(String wanted) {
      return columns.stream().filter(it -> it.name().equals(wanted)).findFirst();
    }

    /** The primary key. */
    public Optional<Constraint.Key> key() {
      return constraints(Constraint.Key.class).stream().findFirst();
    }

    /** All constraints of one sort. */
    public <T extends Constraint> List<T> constraints(Class<T> sort) {
      List<T> found = new ArrayList<>();
      for (Constraint constraint : constraints) {
        if (sort.isInstance(constraint)) {
          found.add(sort.cast(constraint));
        }
      }
      return found;
    }

    /** The same table with other columns and constraints. */
    public Table with(List<Column> otherColumns, List<Constraint> otherConstraints) {
      return new Table(name, was, otherColumns, otherConstraints);
    }
  }

  /**
   * A column.
   *
   * @param was its name before a rename, or empty; no part of the state
   * @param identity whether the database numbers it
   * @param initial the default as an SQL literal of the store, or empty
   * @param backfill what rows that exist already get where {@code initial} is empty: an SQL
   *     expression, or empty; no part of the state
   */
  public record Column(
      String name,
      String was,
      Type type,
      boolean nullable,
      boolean identity,
      String initial,
      String backfill,
      String collation) {

    /** The same column that may or may not be null. */
    public Column nullable(boolean value) {
      return new Column(name, was, type, value, identity, initial, backfill, collation);
    }

    /** The same column of another type. */
    public Column type(Type value, String order) {
      return new Column(name, was, value, nullable, identity, initial, backfill, order);
    }

    /** The same column with another default. */
    public Column initial(String value) {
      return new Column(name, was, type, nullable, identity, value, backfill, collation);
    }

    /** The same column that the database numbers or does not. */
    public Column identity(boolean value) {
      return new Column(name, was, type, nullable, value, initial, backfill, collation);
    }

    /** The same column under another name. */
    public Column named(String value) {
      return new Column(value, was, type, nullable, identity, initial, backfill, collation);
    }

    /** What existing rows get: the default, else the backfill; empty when there is neither. */
    public String filling() {
      return initial.isEmpty() ? backfill : initial;
    }

    /** Without what is no part of the state. */
    public Column settled() {
      return new Column(name, "", type, nullable, identity, initial, "", collation);
    }
  }

  /** What a table holds its rows to, or finds them by. */
  public sealed interface Constraint {
    /** Its stored name. */
    String name();

    /** The table's columns that it is about. */
    List<String> columns();

    /** The primary key. */
    record Key(String name, List<String> columns) implements Constraint {
      public Key {
        columns = List.copyOf(columns);
      }
    }

    /** A unique constraint. */
    record Unique(String name, List<String> columns) implements Constraint {
      public Unique {
        columns = List.copyOf(columns);
      }
    }

    /** An index that constrains nothing. */
    record Index(String name, List<String> columns) implements Constraint {
      public Index {
        columns = List.copyOf(columns);
      }
    }

    /**
     * An index of words: it constrains nothing.
     *
     * @param columns texts, taken as one
     * @param language a text search configuration
     */
    record Words(String name, List<String> columns, String language) implements Constraint {
      public Words {
        columns = List.copyOf(columns);
      }
    }

    /**
     * A check.
     *
     * @param sql the condition in the store's SQL, columns as quoted identifiers
     */
    record Check(String name, List<String> columns, String sql) implements Constraint {
      public Check {
        columns = List.copyOf(columns);
      }
    }

    /** A foreign key. */
    record ForeignKey(
        String name,
        List<String> columns,
        Name target,
        List<String> targetColumns,
        Relation.OnDelete onDelete)
        implements Constraint {
      public ForeignKey {
        columns = List.copyOf(columns);
        targetColumns = List.copyOf(targetColumns);
      }
    }
  }

  /**
   * A view.
   *
   * @param sql its SELECT in the store's dialect
   * @param writes what is done instead of INSERT, UPDATE and DELETE, where the store does not write
   *     through the view by itself: statements that end with a semicolon each, by the event in
   *     capitals
   */
  public record View(Name name, String sql, SortedMap<String, String> writes) {
    public View {
      writes = Collections.unmodifiableSortedMap(new TreeMap<>(writes));
    }
  }

  /** The table of this name; the caller knows that it is there. */
  public Table table(Name name) {
    Table found = tables.get(name);
    if (found == null) {
      throw new IllegalArgumentException("no table " + name);
    }
    return found;
  }
}
