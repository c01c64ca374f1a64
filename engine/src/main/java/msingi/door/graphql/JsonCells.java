package msingi.door.graphql;

import msingi.wire.Output;

/** The values of a row that came inside another one, as an object of JSON. */
final class JsonCells implements Cells {
  private final String text;
  private final int[] starts;
  private final int[] ends;

  /**
   * @param columns how many members each object has
   */
  JsonCells(String text, int columns) {
    this.text = text;
    this.starts = new int[columns];
    this.ends = new int[columns];
  }

  /** Goes to the object that begins here. */
  JsonCells at(int from) {
    int at = JsonScan.skip(text, from + 1);
    for (int column = 0; column < starts.length; column++) {
      if (text.charAt(at) == ',') {
        at = JsonScan.skip(text, at + 1);
      }
      at = JsonScan.skip(text, JsonScan.end(text, at));
      starts[column] = JsonScan.skip(text, at + 1);
      ends[column] = JsonScan.end(text, starts[column]);
      at = JsonScan.skip(text, ends[column]);
    }
    return this;
  }

  @Override
  public boolean isNull(int column) {
    return text.charAt(starts[column]) == 'n';
  }

  @Override
  public void json(int column, Output output) {
    output.text(text, starts[column], ends[column]);
  }

  @Override
  public String text(int column) {
    return text.charAt(starts[column]) == '"'
        ? JsonScan.unquoted(text, starts[column])
        : text.substring(starts[column], ends[column]);
  }

  @Override
  public Nested nested(int column) {
    return new Nested(text, starts[column]);
  }
}
