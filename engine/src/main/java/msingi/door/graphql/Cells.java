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

  /** Tells where related rows end, once somebody has walked over them. */
  default void passed(int column, int end) {}

  /**
   * Related rows as JSON in UTF-8: an array of objects, or one object.
   *
   * @param from where the first byte is
   */
  record Nested(byte[] json, int from) {}
}
