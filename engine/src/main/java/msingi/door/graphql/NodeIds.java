package msingi.door.graphql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import msingi.definition.Column;
import msingi.expression.Expression;
import msingi.expression.Expressions;
import msingi.request.Surface.Visible;
import msingi.wire.Json;

/** Ids of rows among everything: the type and the key, sealed. */
final class NodeIds {
  private static final String PURPOSE = "node";

  private NodeIds() {}

  /** How the ids of a collection's rows are made. */
  static Sealed sealed(Level level) {
    Visible visible = level.visible();
    List<Integer> columns = new ArrayList<>();
    visible
        .collection()
        .key()
        .columns()
        .forEach(it -> columns.add(level.value(Level.column(visible, it))));
    Binding.Asked asked = level.binding().asked();
    String type = asked.names().type(visible.collection().id());
    return new Sealed(asked.seal(), PURPOSE, type, columns);
  }

  /** The collection of an id, where it is one of ours and the caller sees it. */
  static Optional<Visible> visible(Binding.Asked asked, String id) {
    return open(asked, id)
        .flatMap(it -> asked.names().collection(text(it.getFirst())))
        .flatMap(asked.surface()::byId)
        .filter(Shapes::readable);
  }

  private static Optional<List<Json>> open(Binding.Asked asked, String id) {
    return Sealed.open(asked.seal(), PURPOSE, id).filter(it -> !it.isEmpty());
  }

  /** Whether a row is the one with this id. */
  static Expression expression(Binding binding, Visible visible, int row, String id) {
    List<Json> values = open(binding.asked(), id).orElse(List.of());
    List<String> key = visible.collection().key().columns();
    String type = binding.asked().names().type(visible.collection().id());
    boolean fits = values.size() == key.size() + 1 && text(values.getFirst()).equals(type);
    if (!fits) {
      return Expression.FALSE;
    }
    List<Expression> parts = new ArrayList<>();
    for (int index = 0; index < key.size(); index++) {
      Column column = Level.column(visible, key.get(index));
      Expression left = new Expression.Column(row, column.name(), column.type());
      parts.add(
          values.get(index + 1) instanceof Json.Text(String value)
              ? new Expression.Compare(
                  Expression.Comparison.EQUAL, left, binding.literal(value, column.type()))
              : Expression.FALSE);
    }
    return Expressions.and(parts);
  }

  private static String text(Json json) {
    return json instanceof Json.Text(String text) ? text : "";
  }
}
