package msingi.store.sql.sqlite;

import java.util.List;
import java.util.stream.IntStream;
import msingi.definition.Column;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.expression.Expression;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.plan.WritePlan;
import msingi.store.Values;

/**
 * Numbers that SQLite gives: the next one is above the greatest that ever was. Who writes a number
 * leaves the upper half of them to the database, so that nobody ends the numbering for all others.
 */
final class Numbering {
  private static final long MOST_LONG = Long.MAX_VALUE / 2;
  private static final long MOST_INT = Integer.MAX_VALUE / 2;

  private Numbering() {}

  /**
   * Looks at the values of a write.
   *
   * @throws msingi.error.Failure VALUE_OUT_OF_RANGE for a number of the upper half
   */
  static void accept(WritePlan plan, Values values) {
    if (!plan.target().managed()) {
      return; // the numbers of a table that was there before may be of any size
    }
    switch (plan) {
      case WritePlan.Insert insert ->
          numbered(insert.columns())
              .forEach(at ->
                  values.rows().forEach(row -> accept(insert.columns().get(at), row.get(at))));
      case WritePlan.Update update ->
          numbered(update.columns())
              .forEach(at -> {
                if (update.assigned().get(at) instanceof Expression.Parameter(int index, Type _)) {
                  accept(update.columns().get(at), values.bindings().parameters().get(index));
                }
              });
      case WritePlan.Delete _ -> {}
    }
  }

  private static IntStream numbered(List<Column> columns) {
    return IntStream.range(0, columns.size())
        .filter(at -> columns.get(at).fill() instanceof Column.Fill.Identity);
  }

  private static void accept(Column column, Value value) {
    long most = column.type() == Type.Scalar.INT ? MOST_INT : MOST_LONG;
    if (value instanceof Value.Whole(long number) && number > most) {
      throw Problem.of(
              ErrorCode.VALUE_OUT_OF_RANGE,
              "value " + number + " is out of range for column \"" + column.name() + "\"")
          .withHint("Numbers above " + most + " are given by the database alone.")
          .failure();
    }
  }
}
