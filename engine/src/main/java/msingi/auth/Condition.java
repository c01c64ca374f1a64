package msingi.auth;

import msingi.expression.Expression;

/** What must hold of a row of a system table; those that compare take the next value given. */
public sealed interface Condition {
  /** The column it is about. */
  String column();

  /** Compares the column with a value that comes with each use. */
  record Compares(String column, Expression.Comparison comparison) implements Condition {}

  /** Says whether the column is null. */
  record Absent(String column, boolean absent) implements Condition {}

  /** The column has this value. */
  static Condition equal(String column) {
    return new Compares(column, Expression.Comparison.EQUAL);
  }

  /** The column has another value, and one at all. */
  static Condition other(String column) {
    return new Compares(column, Expression.Comparison.NOT_EQUAL);
  }

  /** The column is less than this value, or earlier. */
  static Condition below(String column) {
    return new Compares(column, Expression.Comparison.LESS);
  }

  /** The column is greater than this value, or later. */
  static Condition above(String column) {
    return new Compares(column, Expression.Comparison.GREATER);
  }

  /** The column is this value or more. */
  static Condition least(String column) {
    return new Compares(column, Expression.Comparison.GREATER_OR_EQUAL);
  }

  /** The column is this value or less. */
  static Condition most(String column) {
    return new Compares(column, Expression.Comparison.LESS_OR_EQUAL);
  }

  /** The column is null. */
  static Condition absent(String column) {
    return new Absent(column, true);
  }

  /** The column is not null. */
  static Condition present(String column) {
    return new Absent(column, false);
  }
}
