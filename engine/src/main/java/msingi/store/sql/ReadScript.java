package msingi.store.sql;

import msingi.result.Shape;

/**
 * A read as SQL.
 *
 * @param statement its one statement
 * @param total how many rows there are regardless of the window
 * @param bounded whether few rows are touched for certain
 * @param shape the columns of the answer
 */
public record ReadScript(Statement statement, Total total, boolean bounded, Shape shape) {

  /** Whether the statement answers {@link Total.Counted} columns. */
  public boolean counted() {
    return switch (total) {
      case Total.Unasked _, Total.Planned _ -> false;
      case Total.Counted _, Total.Estimated _ -> true;
    };
  }

  /** Where the total comes from. */
  public sealed interface Total {
    /** Nobody asked. */
    record Unasked() implements Total {}

    /**
     * Two columns stand before the shape's: the total, and whether a row is present (0 or 1, true
     * or false); with no rows there is then still one line, not present.
     */
    record Counted() implements Total {}

    /**
     * The database's guess.
     *
     * @param plan explains the rows that would be counted
     */
    record Planned(Statement plan) implements Total {}

    /**
     * Columns as in {@link Counted}, but rows are counted no further than one beyond {@code most};
     * there the guess is the total if it is more.
     */
    record Estimated(Statement plan, long most) implements Total {}
  }
}
