package msingi.store;

import java.util.List;
import msingi.base.Deadline;
import msingi.expression.Bindings;
import msingi.expression.Value;

/**
 * The values of one request.
 *
 * @param bindings parameters, caller and moment
 * @param rows rows to insert, each with a value for every column of the plan
 * @param deadline when the answer is owed
 */
public record Values(Bindings bindings, List<List<Value>> rows, Deadline deadline) {
  public Values {
    rows = List.copyOf(rows);
  }
}
