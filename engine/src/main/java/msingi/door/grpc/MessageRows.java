package msingi.door.grpc;

import java.util.ArrayList;
import java.util.List;
import msingi.expression.Value;
import msingi.result.Row;
import msingi.result.RowSink;
import msingi.result.Shape;

/** Puts rows into the one message of an answer, whose frame is kept open. */
final class MessageRows implements RowSink {
  /** The number of rows, or of the row, in messages that hold them. */
  static final int ROWS = 1;

  private static final int FIRST = 512;
  private static final int TAG = ProtoOutput.tag(ROWS, ProtoOutput.BYTES);

  private final ProtoOutput output = new ProtoOutput(FIRST);
  private final RowWriter writer;
  private final boolean bare;
  private final long most;
  private final List<Marker> markers;
  private List<Value> last = List.of();
  private final int start;
  private long count;

  /**
   * A value that says where a page ends.
   *
   * @param place its column in the rows
   */
  record Marker(int place, Ordering.Term term) {}

  /**
   * @param bare whether the row itself is the message
   * @param most rows after which the others are only counted
   * @param markers what is kept of the last row that is written
   */
  MessageRows(View view, boolean bare, long most, List<Marker> markers) {
    this.writer = new RowWriter(view, output);
    this.bare = bare;
    this.most = most;
    this.markers = markers;
    output.openFrame();
    this.start = output.length();
  }

  /** The one row of an answer. */
  static MessageRows one(View view) {
    return new MessageRows(view, true, 1, List.of());
  }

  /** Rows inside the message. */
  static MessageRows many(View view) {
    return new MessageRows(view, false, Long.MAX_VALUE, List.of());
  }

  /** Begins again where a write that was undone is tried once more. */
  @Override
  public void begin(Shape shape) {
    output.cut(start);
    count = 0;
  }

  @Override
  public void row(Row row) {
    if (count++ >= most) {
      return;
    }
    if (bare) {
      writer.write(row);
      return;
    }
    int message = output.open(TAG);
    writer.write(row);
    output.close(message);
    if (count == most && !markers.isEmpty()) {
      List<Value> values = new ArrayList<>(markers.size());
      markers.forEach(it -> values.add(Cells.value(row, it.place(), it.term().column().type())));
      last = values;
    }
  }

  /** Rows that there were. */
  long count() {
    return count;
  }

  /** The markers of the last row that was written, where there were more. */
  List<Value> last() {
    return last;
  }

  /** The answer, whose frame is to be closed. */
  ProtoOutput output() {
    return output;
  }
}
