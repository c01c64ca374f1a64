package msingi.wire;

import java.util.List;
import java.util.Set;
import msingi.expression.Type;
import msingi.expression.Value;

/**
 * The rows of a request body.
 *
 * @param columns what each row holds, in order
 * @param rows one for each object
 * @param array whether the body was an array
 */
public record JsonBody(List<String> columns, List<Item> rows, boolean array) {
  public JsonBody {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /**
   * One object.
   *
   * @param values one for each column
   * @param absent places of columns that the object does not name; null stands there
   */
  public record Item(List<Value> values, Set<Integer> absent) {
    public Item {
      values = List.copyOf(values);
      absent = Set.copyOf(absent);
    }
  }

  /** Tells the types of columns. */
  @FunctionalInterface
  public interface Types {
    /** The type of a column; throws a {@link msingi.error.Failure} when there is none. */
    Type type(String column);
  }
}
