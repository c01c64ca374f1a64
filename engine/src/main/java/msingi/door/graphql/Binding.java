package msingi.door.graphql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.expression.Expression;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.request.Surface;
import msingi.wire.Json;

/**
 * What grows while one request is put together: values, row numbers, levels, and what its pages may
 * come to.
 */
final class Binding {
  private final Asked asked;
  private final List<Value> values = new ArrayList<>();
  private final List<Slot> slots = new ArrayList<>();
  private int rows = Expression.FIRST_BOUND;

  /**
   * What all requests of one operation share.
   *
   * @param variables coerced
   * @param seen where the values of loose ones went
   */
  record Asked(Schema schema, Map<String, Json> variables, Loose.Seen seen, Seal seal, Cost cost) {
    Surface surface() {
      return schema.surface();
    }

    Names names() {
      return schema.names();
    }

    /** What is chosen of an object of a type. */
    List<Pick> collect(List<Pick> picks, String type) {
      return Pick.collect(picks, type, variables);
    }
  }

  /** Counts what the pages of an operation may come to. */
  static final class Cost {
    private final long most;
    private long sum;

    Cost(long most) {
      this.most = most;
    }

    /** Adds rows; refuses where they become too many. */
    void add(long rows) {
      sum = sum > most - rows ? most + 1 : sum + rows;
      if (sum > most) {
        throw Problem.of(
                ErrorCode.GRAPH_LIMIT,
                "The pages of the operation come to more than " + most + " rows")
            .withHint("Ask for smaller pages with first or last.")
            .failure();
      }
    }
  }

  Binding(Asked asked) {
    this.asked = asked;
  }

  Asked asked() {
    return asked;
  }

  /** The values behind parameters so far. */
  List<Value> values() {
    return values;
  }

  /** A value that came of a loose variable. */
  record Slot(int index, String variable, Type type) {}

  /** Which of the values came of loose variables. */
  List<Slot> slots() {
    return slots;
  }

  /** What a client gives as a value to compare with. */
  Expression given(Json json, Type type) {
    Value value = Given.value(json, type);
    asked.seen().variable(json).ifPresent(it -> slots.add(new Slot(values.size(), it, type)));
    return literal(value, type);
  }

  Expression.Parameter bind(Value value, Type type) {
    values.add(value);
    return new Expression.Parameter(values.size() - 1, type);
  }

  Expression.Parameter whole(long number) {
    return bind(new Value.Whole(number), Type.Scalar.LONG);
  }

  int freshRow() {
    return rows++;
  }

  /** A value of a type; for a type of the database, as the database reads it. */
  Expression literal(Value value, Type type) {
    return bind(value, type);
  }

  /** The same of a text. */
  Expression literal(String text, Type type) {
    return type instanceof Type.Opaque
        ? new Expression.Cast(
            bind(msingi.expression.Values.parse(text, Type.Scalar.TEXT), Type.Scalar.TEXT), type)
        : bind(msingi.expression.Values.parse(text, type), type);
  }
}
