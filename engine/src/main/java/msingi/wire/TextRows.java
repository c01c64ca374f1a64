package msingi.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.expression.Values;

/** Gathers rows whose cells are texts under names that were said before: CSV and forms. */
final class TextRows {
  private final List<String> columns;
  private final List<Type> types = new ArrayList<>();
  private final int[] places;
  private final int mostRows;
  private final List<JsonBody.Item> rows = new ArrayList<>();

  /**
   * @param names what the body says that each cell is
   * @param wanted the columns to take, others being passed over; empty for all
   */
  TextRows(List<String> names, List<String> wanted, JsonBody.Types types, int mostRows) {
    this.columns = wanted.isEmpty() ? names.stream().distinct().toList() : wanted;
    this.mostRows = mostRows;
    Map<String, Integer> known = new HashMap<>();
    for (String column : columns) {
      known.put(column, known.size());
      this.types.add(types.type(column));
    }
    this.places = names.stream().mapToInt(name -> known.getOrDefault(name, -1)).toArray();
  }

  /**
   * Adds a row of as many cells as there are names; of two cells of one column the later counts.
   *
   * @param nothing the places of cells that are null
   */
  void add(List<String> cells, Set<Integer> nothing) {
    if (rows.size() == mostRows) {
      throw Problem.of(ErrorCode.BODY_TOO_LARGE, "The body holds more than " + mostRows + " rows")
          .failure();
    }
    Value[] values = new Value[columns.size()];
    for (int index = 0; index < places.length; index++) {
      int place = places[index];
      if (place >= 0) {
        values[place] =
            nothing.contains(index)
                ? Value.Null.NULL
                : Values.parse(cells.get(index), types.get(place));
      }
    }
    Set<Integer> absent = new HashSet<>();
    for (int place = 0; place < values.length; place++) {
      if (values[place] == null) {
        absent.add(place);
        values[place] = Value.Null.NULL;
      }
    }
    rows.add(new JsonBody.Item(Arrays.asList(values), absent));
  }

  JsonBody body(boolean array) {
    return new JsonBody(columns, rows, array);
  }
}
