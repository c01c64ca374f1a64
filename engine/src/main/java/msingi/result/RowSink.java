package msingi.result;

/**
 * Takes rows where the store has them: on a reader thread or an event loop. Must not block. All
 * calls of one read come one after another, {@link #begin} first.
 */
public interface RowSink {
  /** The columns that every row has. */
  void begin(Shape shape);

  /**
   * How many rows match regardless of limit and offset, where that was asked for: before the first
   * row. It is in {@link Done} too.
   */
  default void total(long total) {}

  /** One row, which must not be kept. */
  void row(Row row);

  /** A sink for requests that want no rows. */
  RowSink NONE =
      new RowSink() {
        @Override
        public void begin(Shape shape) {}

        @Override
        public void row(Row row) {}
      };
}
