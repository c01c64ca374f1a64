package msingi.door.graphql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import msingi.definition.Collection;
import msingi.definition.Column;
import msingi.door.graphql.Meaning.Part;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.expression.Expression;
import msingi.request.Request;
import msingi.request.Surface.Visible;
import msingi.wire.Output;

/**
 * One level of a request while it is put together: the values that are read of each of its rows,
 * each once however often it is shown, and what is related to it.
 */
final class Level {
  private final Binding binding;
  private final Visible visible;
  private final int row;
  private final int depth;
  private final long parents;
  private final List<Request.Item> items = new ArrayList<>();
  private final Map<String, Integer> columns = new HashMap<>();

  /**
   * @param depth how many levels are above it
   * @param parents how many rows it may come to, for what is related to each
   */
  Level(Binding binding, Visible visible, int row, int depth, long parents) {
    if (depth > binding.asked().surface().app().settings().depth()) {
      throw Problem.of(ErrorCode.TOO_DEEP).failure();
    }
    this.binding = binding;
    this.visible = visible;
    this.row = row;
    this.depth = depth;
    this.parents = parents;
  }

  Binding binding() {
    return binding;
  }

  Visible visible() {
    return visible;
  }

  int row() {
    return row;
  }

  int depth() {
    return depth;
  }

  long parents() {
    return parents;
  }

  /** What is read of each row. */
  List<Request.Item> items() {
    return items;
  }

  /** The column of this name that the caller may read; a computed field counts as one. */
  static Column column(Visible visible, String stored) {
    Column column = visible.readable().get(stored);
    if (column != null) {
      return column;
    }
    Collection.Computed computed = visible.computed().get(stored);
    if (computed == null) {
      throw Problem.of(ErrorCode.COLUMN_UNKNOWN).failure();
    }
    return computed.column();
  }

  /** Where a column's value is in each row. */
  int value(Column column) {
    Integer known = columns.get(column.name());
    if (known != null) {
      return known;
    }
    columns.put(column.name(), items.size());
    return add(
        new Request.Item.Field(name(), new Expression.Column(row, column.name(), column.type())));
  }

  /** The name of the next item: a number, which is all that is needed where rows are nested. */
  String name() {
    return Integer.toString(items.size());
  }

  /** Adds an item whose name is {@link #name}. */
  int add(Request.Item item) {
    items.add(item);
    return items.size() - 1;
  }

  /** What is shown of each row. */
  List<Shown> object(List<Pick> picks) {
    String type = binding.asked().names().type(visible.collection().id());
    List<Shown> object = new ArrayList<>();
    for (Pick pick : binding.asked().collect(picks, type)) {
      object.add(shown(pick, type));
    }
    return object;
  }

  private Shown shown(Pick pick, String type) {
    byte[] key = Shown.key(pick.key());
    return switch (pick.meaning()) {
      case Meaning.Value(Column column) ->
          new Shown.Cell(key, value(column), Form.of(column.type()));
      case Meaning.One(var relation, Visible target) -> {
        binding.asked().cost().add(parents);
        Level inner = new Level(binding, target, binding.freshRow(), depth + 1, parents);
        List<Shown> object = inner.object(pick.below());
        int at = embed(relation.name(), inner.query(1));
        yield new Shown.One(key, at, inner.items().size(), object);
      }
      case Meaning.Many(var relation, Visible target) ->
          new Listing(binding, target, pick, relation.name()).nested(this, key);
      case Part part when part == Part.NODE_ID -> new Shown.Id(key, NodeIds.sealed(this));
      case Part part when part == Part.TYPENAME -> typename(key, type);
      case Meaning.Rows _,
          Meaning.Keyed _,
          Meaning.Identified _,
          Meaning.Called _,
          Meaning.Insert _,
          Meaning.Update _,
          Meaning.Delete _,
          Meaning.Summary _,
          Part _ ->
          throw new IllegalStateException("no field of a row: " + pick.field().name());
    };
  }

  /** The name of an object's type. */
  static Shown.Constant typename(byte[] key, String type) {
    return new Shown.Constant(key, new Output(type.length() + 2).quoted(type).toByteArray());
  }

  /** Rows that are related to each row. */
  int embed(String relation, Request.Query query) {
    return add(new Request.Item.Embed(name(), relation, false, query));
  }

  /** The rows of this level, in no order. */
  Request.Query query(long limit) {
    return query(Expression.TRUE, List.of(), limit, 0);
  }

  /** The rows of this level. */
  Request.Query query(Expression filter, List<Request.Order> orders, long limit, long offset) {
    return new Request.Query(
        visible.collection().id(),
        row,
        items,
        filter,
        orders,
        binding.whole(limit),
        binding.whole(offset));
  }
}
