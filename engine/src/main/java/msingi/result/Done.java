package msingi.result;

import java.util.List;

/**
 * How a read, a write or a call ended.
 *
 * @param rows rows handed to the sink
 * @param total rows that match regardless of limit and offset, or {@link #UNKNOWN}
 * @param affected rows written
 * @param inserted rows among them that are new
 * @param said what a function or a trigger wants of the answer
 */
public record Done(long rows, long total, long affected, long inserted, Said said) {
  /** No total was asked for. */
  public static final long UNKNOWN = -1;

  public Done(long rows, long total, long affected, long inserted) {
    this(rows, total, affected, inserted, Said.NOTHING);
  }

  /**
   * What a function or a trigger wants of the answer, where a door can say it.
   *
   * @param status of HTTP, or 0 for the door's own
   * @param headers in order; a name may be there several times
   */
  public record Said(int status, List<Header> headers) {
    /** Nothing of its own. */
    public static final Said NOTHING = new Said(0, List.of());

    public Said {
      headers = List.copyOf(headers);
    }
  }

  /** A header of an answer. */
  public record Header(String name, String value) {}
}
