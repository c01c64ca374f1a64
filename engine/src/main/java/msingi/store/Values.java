package msingi.store;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import msingi.base.Deadline;
import msingi.expression.Bindings;
import msingi.expression.Value;

/**
 * The values of one request.
 *
 * @param bindings parameters, caller and moment
 * @param rows rows to insert, each with a value for every column of the plan
 * @param deadline when the answer is owed
 * @param settings what a function of the database may ask of the request, by name; a store without
 *     such settings passes them over
 */
public record Values(
    Bindings bindings,
    List<List<Value>> rows,
    Deadline deadline,
    SortedMap<String, String> settings) {
  public Values {
    rows = List.copyOf(rows);
    settings = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(settings));
  }

  public Values(Bindings bindings, List<List<Value>> rows, Deadline deadline) {
    this(bindings, rows, deadline, NONE);
  }

  private static final SortedMap<String, String> NONE = new TreeMap<>();
}
