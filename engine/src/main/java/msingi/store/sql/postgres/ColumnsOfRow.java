package msingi.store.sql.postgres;

import io.vertx.core.buffer.Buffer;
import java.time.OffsetDateTime;
import msingi.result.Row;

/**
 * The driver's row as the sink walks it. Dates, times, decimals, json, arrays and nested rows come
 * as text from the server; an infinite timestamp is the largest or the smallest long.
 */
final class ColumnsOfRow implements Row {
  private final int offset;
  private io.vertx.sqlclient.Row row;

  /**
   * @param offset columns to skip, which are the script's own
   */
  ColumnsOfRow(int offset, io.vertx.sqlclient.Row row) {
    this.offset = offset;
    this.row = row;
  }

  /** The same window over another row. */
  ColumnsOfRow over(io.vertx.sqlclient.Row next) {
    row = next;
    return this;
  }

  private Object value(int column) {
    return row.getValue(offset + column);
  }

  @Override
  public boolean isNull(int column) {
    return row.getValue(offset + column) == null;
  }

  @Override
  public String text(int column) {
    return value(column).toString();
  }

  @Override
  public long whole(int column) {
    Object value = value(column);
    return value instanceof OffsetDateTime moment ? micros(moment) : ((Number) value).longValue();
  }

  private static long micros(OffsetDateTime moment) {
    if (moment.equals(OffsetDateTime.MAX)) {
      return Long.MAX_VALUE;
    }
    if (moment.equals(OffsetDateTime.MIN)) {
      return Long.MIN_VALUE;
    }
    return moment.toEpochSecond() * 1_000_000L + moment.getNano() / 1_000;
  }

  @Override
  public double real(int column) {
    return ((Number) value(column)).doubleValue();
  }

  @Override
  public boolean truth(int column) {
    return (Boolean) value(column);
  }

  @Override
  public byte[] bytes(int column) {
    return ((Buffer) value(column)).getBytes();
  }
}
