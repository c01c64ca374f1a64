package msingi.wire;

import msingi.expression.Type;
import msingi.result.Row;

/** A single value of a row as JSON, for doors whose answers have a shape of their own. */
public final class JsonCell {
  private JsonCell() {}

  /** Writes a value that is not null, in the form of the definition language's table of values. */
  public static void write(Row row, int column, Type type, Output output) {
    Cells.json(row, column, type, output);
  }
}
