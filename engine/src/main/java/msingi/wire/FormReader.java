package msingi.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import msingi.error.Failure;

/**
 * Reads {@code application/x-www-form-urlencoded} (WHATWG URL, section 5.1), taken apart already,
 * as one row: every value is a text, and of a name that stands twice the later one counts.
 */
public final class FormReader {
  private FormReader() {}

  /**
   * Reads a form.
   *
   * @param pairs names and values, decoded
   * @param wanted the columns to take, others being passed over; empty for all
   * @throws Failure what {@link msingi.expression.Values#parse} throws
   */
  public static JsonBody read(List<String[]> pairs, List<String> wanted, JsonBody.Types types) {
    List<String> names = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (String[] pair : pairs) {
      names.add(pair[0]);
      values.add(pair[1]);
    }
    TextRows rows = new TextRows(names, wanted, types, 1);
    rows.add(values, Set.of());
    return rows.body(false);
  }
}
