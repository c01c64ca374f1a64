package msingi.door.grpc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.expression.Expression;
import msingi.expression.Expressions;
import msingi.expression.Type;
import msingi.expression.Value;

/**
 * The key of one row, as a request names it.
 *
 * @param values by column
 * @param mask what is to be answered
 */
record Keys(Map<String, Value> values, List<String> mask) {

  /** The key in a request for one row: its columns under their own numbers. */
  static Keys read(ProtoInput input, Scene scene) {
    Map<String, Value> values = new LinkedHashMap<>();
    List<String> mask = List.of();
    List<String> columns = scene.visible().collection().key().columns();
    while (input.next()) {
      if (input.number() == Reading.READ_MASK) {
        mask = Inputs.mask(input.message());
        continue;
      }
      Slot slot =
          scene.message().slot(input.number()).orElseThrow(() -> Inputs.unknown(input.number()));
      boolean part =
          slot instanceof Slot.Value value
              && columns.contains(value.key())
              && scene.visible().readable().containsKey(value.key());
      if (!part || !(slot instanceof Slot.Value value)) {
        throw Inputs.unknown(input.number());
      }
      values.put(value.key(), Inputs.value(input, value));
    }
    return new Keys(values, mask);
  }

  /** The one row that has it. */
  Expression filter(Scene scene, Binding binding) {
    List<Expression> parts = new ArrayList<>();
    for (String column : scene.visible().collection().key().columns()) {
      Slot.Value slot = scene.message().byKey().get(column);
      Value value = values.get(column);
      if (slot == null || value == null || !scene.visible().readable().containsKey(column)) {
        throw Problem.of(
                ErrorCode.BAD_REQUEST,
                "The key of '" + scene.visible().collection().name() + "' is not whole")
            .withHint("Give every field of the key.")
            .failure();
      }
      Type type = View.column(scene.visible(), slot).type();
      Expression operand = new Expression.Column(Expression.ROW, column, type);
      Expression bound = literal(value, type, binding);
      parts.add(new Expression.Compare(Expression.Comparison.EQUAL, operand, bound));
    }
    if (parts.isEmpty()) {
      throw Problem.of(ErrorCode.BAD_REQUEST, "The collection has no key").failure();
    }
    return Expressions.and(parts);
  }

  private static Expression literal(Value value, Type type, Binding binding) {
    return type instanceof Type.Opaque && value instanceof Value.Json(String text)
        ? new Expression.Cast(
            binding.bind(new Value.Text(new JsonScan(text).string()), Type.Scalar.TEXT), type)
        : binding.bind(value, type);
  }
}
