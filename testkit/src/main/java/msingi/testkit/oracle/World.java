package msingi.testkit.oracle;

import java.util.List;
import java.util.Map;

/**
 * A generated application with its rows.
 *
 * @param seed what it was made from; printed when it fails
 */
public record World(long seed, List<Table> tables, List<Row> rows) {

  /** A collection with its rules. */
  public record Table(
      String name, List<Field> fields, Rule read, Rule create, Rule update, Rule delete) {}

  /** A field: its kind decides literals and values. */
  public record Field(String name, Kind kind) {}

  /** Kinds of fields. */
  public enum Kind {
    INT("int", "int4"),
    TEXT("text", "text COLLATE \"C\""),
    BOOL("bool", "bool"),
    UUID("uuid", "uuid"),
    DATE("date", "date");

    final String cel;
    final String sql;

    Kind(String cel, String sql) {
      this.cel = cel;
      this.sql = sql;
    }
  }

  /**
   * A to-one field of {@code holder}; seen from the other side its name is {@code back}.
   *
   * @param name the field on the holder
   */
  public record Link(String holder, String name, String target, String back) {}

  /** A literal: a document of JSON, for the column {@code doc} that each table has. */
  public record Document(String text) {}

  /** A row: values by column, absent ones null; values are literals of the oracle. */
  public record Row(String table, Map<String, Object> values) {}
}
