package msingi.auth;

/** What an update does to a column of a system table. */
public sealed interface Assignment {
  /** The column. */
  String column();

  /** The column takes the next value given. */
  record Takes(String column) implements Assignment {}

  /** The column, a whole number, rises by this much. */
  record Rises(String column, long by) implements Assignment {}

  /** The column becomes null. */
  record Clears(String column) implements Assignment {}

  static Assignment set(String column) {
    return new Takes(column);
  }

  static Assignment raise(String column) {
    return new Rises(column, 1);
  }

  static Assignment clear(String column) {
    return new Clears(column);
  }
}
