package msingi.door.graphql;

import msingi.wire.Output;

/** The values of one row, whichever way they came. */
interface Cells {
  /** Whether there is none. */
  boolean isNull(int column);

  /** Writes a value that is not null as JSON. */
  void json(int column, Output output);

  /** A value that is not null as bare text. */
  String text(int column);

  /** Related rows that are not null. */
  Nested nested(int column);

  /**
   * Related rows as JSON: an array of objects, or one object.
   *
   * @param from where the first character is
   */
  record Nested(String text, int from) {}
}
