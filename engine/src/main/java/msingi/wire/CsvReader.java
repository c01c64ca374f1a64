package msingi.wire;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import msingi.base.Utf8;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;

/**
 * Reads a CSV body (RFC 4180) into rows: a line of names, then a line for each row, ended by LF or
 * CRLF. {@code NULL} without quotes is null, nothing is the empty text, and lines of nothing are
 * passed over.
 */
public final class CsvReader {
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private final String text;
  private int at;
  private List<String> cells = new ArrayList<>();
  private Set<Integer> nothing = new HashSet<>();
  private boolean quoted;

  private CsvReader(String text) {
    this.text = text;
    this.at = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
  }

  /**
   * Reads a table.
   *
   * @param wanted the columns to take, others being passed over; empty for all that the first line
   *     names
   * @param mostRows how many rows there may be
   * @throws Failure BODY_INVALID, BODY_TOO_LARGE, or what {@link msingi.expression.Values#parse}
   *     throws
   */
  public static JsonBody read(
      byte[] body, List<String> wanted, JsonBody.Types types, int mostRows) {
    CsvReader reader = new CsvReader(text(body));
    if (!reader.line()) {
      throw invalid("not enough input");
    }
    int width = reader.cells.size();
    TextRows rows = new TextRows(reader.cells, wanted, types, mostRows);
    while (reader.line()) {
      if (reader.cells.size() != width) {
        throw invalid("All lines must have same number of fields");
      }
      rows.add(reader.cells, reader.nothing);
    }
    return rows.body(true);
  }

  private static String text(byte[] body) {
    return Utf8.decode(body).orElseThrow(() -> invalid("The body is not UTF-8"));
  }

  /** Reads the cells of the next line that holds something; whether there was one. */
  private boolean line() {
    while (at < text.length()) {
      cells = new ArrayList<>();
      nothing = new HashSet<>();
      quoted = false;
      do {
        cell();
      } while (taken(','));
      end();
      if (quoted || cells.size() > 1 || !cells.getFirst().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private void cell() {
    if (taken('"')) {
      quoted = true;
      cells.add(inQuotes());
      return;
    }
    int from = at;
    while (at < text.length() && ",\"\r\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String cell = text.substring(from, at);
    if (cell.equals("NULL")) {
      nothing.add(cells.size());
    }
    cells.add(cell);
  }

  private String inQuotes() {
    StringBuilder cell = new StringBuilder();
    while (true) {
      int quote = text.indexOf('"', at);
      if (quote < 0) {
        throw invalid("A quote is not closed");
      }
      cell.append(text, at, quote);
      at = quote + 1;
      if (!taken('"')) {
        return cell.toString();
      }
      cell.append('"');
    }
  }

  private void end() {
    boolean carriage = taken('\r');
    if (!taken('\n') && (carriage || at < text.length())) {
      throw invalid("A quote or a line end stands where it cannot");
    }
  }

  private boolean taken(char character) {
    boolean there = at < text.length() && text.charAt(at) == character;
    at += there ? 1 : 0;
    return there;
  }

  private static Failure invalid(String message) {
    return Problem.of(ErrorCode.BODY_INVALID, message).failure();
  }
}
