package msingi.door.graphql;

import java.nio.charset.StandardCharsets;
import msingi.wire.Output;

/**
 * The values of a row that came inside another one, as an object of JSON. Each is looked for when
 * it is asked for: whoever asks in the order in which they stand walks over the object once.
 */
final class JsonCells implements Cells {
  private static final int UNKNOWN = -1;

  private final byte[] json;
  private final int[] starts;
  private final int[] ends;
  private int open;
  private int known;

  /**
   * @param columns how many members each object has
   */
  JsonCells(byte[] json, int columns) {
    this.json = json;
    this.starts = new int[columns];
    this.ends = new int[columns];
  }

  /** Goes to the object that begins here. */
  JsonCells at(int from) {
    open = from;
    known = 0;
    return this;
  }

  /** Where the object ends. */
  int close() {
    int last = starts.length - 1;
    return JsonScan.skip(json, last < 0 ? open + 1 : end(last)) + 1;
  }

  private int start(int column) {
    while (known <= column) {
      // Past the brace, or past the comma behind the value before.
      int before = known == 0 ? open : JsonScan.skip(json, end(known - 1));
      int name = JsonScan.skip(json, before + 1);
      int colon = JsonScan.skip(json, JsonScan.string(json, name));
      starts[known] = JsonScan.skip(json, colon + 1);
      ends[known] = UNKNOWN;
      known++;
    }
    return starts[column];
  }

  private int end(int column) {
    int start = start(column);
    if (ends[column] == UNKNOWN) {
      ends[column] = JsonScan.end(json, start);
    }
    return ends[column];
  }

  @Override
  public boolean isNull(int column) {
    return json[start(column)] == 'n';
  }

  @Override
  public void json(int column, Output output) {
    int start = start(column);
    output.put(json, start, end(column) - start);
  }

  @Override
  public String text(int column) {
    int start = start(column);
    return json[start] == '"'
        ? JsonScan.unquoted(json, start)
        : new String(json, start, end(column) - start, StandardCharsets.UTF_8);
  }

  @Override
  public Nested nested(int column) {
    return new Nested(json, start(column));
  }

  @Override
  public void passed(int column, int end) {
    ends[column] = end;
  }
}
