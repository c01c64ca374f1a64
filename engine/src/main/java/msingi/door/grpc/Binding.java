package msingi.door.grpc;

import java.util.ArrayList;
import java.util.List;
import msingi.definition.Column;
import msingi.expression.Expression;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.request.Request;
import msingi.request.Surface;

/** What one request binds: values behind parameters, numbers of rows. */
final class Binding {
  private final List<Value> values = new ArrayList<>();
  private final long most;
  private int rows = Expression.FIRST_BOUND;

  /**
   * @param most the most related rows of a row
   */
  Binding(long most) {
    this.most = most;
  }

  /** The values so far; a parameter's index is its place here. */
  List<Value> values() {
    return values;
  }

  Expression.Parameter bind(Value value, Type type) {
    values.add(value);
    return new Expression.Parameter(values.size() - 1, type);
  }

  int freshRow() {
    return rows++;
  }

  /** What a view asks of each row. */
  List<Request.Item> items(View view, int row) {
    List<Request.Item> items = new ArrayList<>(view.parts.size() + 2);
    for (View.Part part : view.parts) {
      switch (part) {
        case View.Part.Field(Slot.Value slot) -> {
          Column column = View.column(view.visible, slot);
          items.add(
              new Request.Item.Field(
                  slot.name(), new Expression.Column(row, column.name(), column.type())));
        }
        case View.Part.Inside(Slot.Related slot, View inner) -> {
          int inside = freshRow();
          List<Request.Item> below = items(inner, inside);
          Request.Query query =
              query(inner.visible, inside, below, Expression.TRUE, List.of(), most, 0);
          items.add(new Request.Item.Embed(slot.name(), slot.relation(), false, query));
        }
      }
    }
    return items;
  }

  /** A query with its window bound. */
  Request.Query query(
      Surface.Visible visible,
      int row,
      List<Request.Item> items,
      Expression filter,
      List<Request.Order> order,
      long limit,
      long offset) {
    return new Request.Query(
        visible.collection().id(),
        row,
        items,
        filter,
        order,
        bind(new Value.Whole(limit), Type.Scalar.LONG),
        bind(new Value.Whole(offset), Type.Scalar.LONG));
  }
}
