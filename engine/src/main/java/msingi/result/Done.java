package msingi.result;

/**
 * How a read or a write ended.
 *
 * @param rows rows handed to the sink
 * @param total rows that match regardless of limit and offset, or {@link #UNKNOWN}
 * @param affected rows written
 * @param inserted rows among them that are new
 */
public record Done(long rows, long total, long affected, long inserted) {
  /** No total was asked for. */
  public static final long UNKNOWN = -1;
}
