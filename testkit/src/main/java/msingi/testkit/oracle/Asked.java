package msingi.testkit.oracle;

import java.util.List;
import java.util.UUID;

/** Who asks for what; written for row security and for the engine independently. */
public sealed interface Asked {
  /** The table asked about. */
  String table();

  /** A person, or nobody, with application roles. */
  record Person(boolean known, UUID id, List<String> roles) {}

  /** All columns, the row above and the rows below, of rows that satisfy a filter, by id. */
  record Read(String table, Rule filter) implements Asked {}

  /**
   * Of the rows that satisfy a filter, by their truth: how many, a sum, a least date, and how many
   * have a row above.
   */
  record Sums(String table, Rule filter) implements Asked {}

  /** Ids and what lies at {@code doc->a->>b}, ordered by that, of rows that satisfy a filter. */
  record Paths(String table, Rule filter) implements Asked {}

  /**
   * Ids of the rows that the function of the table answers, which takes all with this number or
   * more, and that satisfy a filter.
   */
  record Called(String table, int least, Rule filter) implements Asked {}

  /** Ids of rows that satisfy a filter, as an export of all of them. */
  record Export(String table, Rule filter) implements Asked {}

  /** A new row. */
  record Create(World.Row row) implements Asked {
    @Override
    public String table() {
      return row.table();
    }
  }

  /** A column of the rows that satisfy a filter takes a value. */
  record Change(String table, String column, Object value, Rule filter) implements Asked {}

  /** The rows that satisfy a filter go. */
  record Remove(String table, Rule filter) implements Asked {}
}
