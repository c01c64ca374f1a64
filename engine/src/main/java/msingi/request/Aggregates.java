package msingi.request;

import java.util.Set;
import msingi.definition.App;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.expression.Type;
import msingi.expression.Values;

/** What aggregates answer, as PostgreSQL types them (PostgreSQL, section 9.21). */
public final class Aggregates {
  private static final int DIGITS = 38;

  /** An exact number with as many digits after the point as it takes; its text is JSON. */
  private static final Type NUMBER = new Type.Native("numeric");

  private static final Set<String> SUMMED =
      Set.of("numeric", "int2", "float4", "money", "interval");

  private static final Set<String> COMPARED =
      Set.of("inet", "timestamp", "timetz", "bpchar", "varchar", "citext", "oid");

  private Aggregates() {}

  /**
   * The type of an aggregate's answer.
   *
   * @throws Failure AGGREGATES_OFF where the definition does not allow them; FUNCTION_UNFIT where
   *     there is no such function of values of this type
   */
  public static Type type(App app, Request.Aggregation function, Type operand) {
    if (!app.settings().aggregates()) {
      throw Problem.of(ErrorCode.AGGREGATES_OFF).failure();
    }
    return switch (function) {
      case COUNT -> Type.Scalar.LONG;
      case SUM -> sum(operand);
      case AVERAGE -> average(operand);
      case LEAST, GREATEST -> extreme(function, operand);
    };
  }

  /** The name of an aggregate on the doors and in SQL. */
  public static String name(Request.Aggregation function) {
    return switch (function) {
      case COUNT -> "count";
      case SUM -> "sum";
      case AVERAGE -> "avg";
      case LEAST -> "min";
      case GREATEST -> "max";
    };
  }

  private static Type sum(Type operand) {
    return switch (operand) {
      case Type.Decimal(int _, int scale) -> new Type.Decimal(DIGITS, scale);
      case Type.Native it when SUMMED.contains(it.name()) -> it;
      case Type.Represented it -> sum(it.stored());
      case Type.Array _, Type.Native _ -> throw unfit(Request.Aggregation.SUM, operand);
      case Type.Scalar scalar ->
          switch (scalar) {
            case INT -> Type.Scalar.LONG;
            case LONG -> new Type.Decimal(DIGITS, 0);
            case FLOAT -> Type.Scalar.FLOAT;
            case TEXT, BOOL, DATE, TIME, TIMESTAMP, DATETIME, UUID, JSON, BYTES ->
                throw unfit(Request.Aggregation.SUM, operand);
          };
    };
  }

  private static Type average(Type operand) {
    return switch (operand) {
      case Type.Decimal _ -> NUMBER;
      case Type.Native it when SUMMED.contains(it.name()) -> it;
      case Type.Represented it -> average(it.stored());
      case Type.Array _, Type.Native _ -> throw unfit(Request.Aggregation.AVERAGE, operand);
      case Type.Scalar scalar ->
          switch (scalar) {
            case INT, LONG -> NUMBER;
            case FLOAT -> Type.Scalar.FLOAT;
            case TEXT, BOOL, DATE, TIME, TIMESTAMP, DATETIME, UUID, JSON, BYTES ->
                throw unfit(Request.Aggregation.AVERAGE, operand);
          };
    };
  }

  private static Type extreme(Request.Aggregation function, Type operand) {
    return switch (operand) {
      case Type.Decimal it -> it;
      case Type.Native it when SUMMED.contains(it.name()) || COMPARED.contains(it.name()) -> it;
      case Type.Represented it -> {
        extreme(function, it.stored());
        yield it;
      }
      case Type.Array _, Type.Native _ -> throw unfit(function, operand);
      case Type.Scalar scalar ->
          switch (scalar) {
            case TEXT, INT, LONG, FLOAT, DATE, TIME, TIMESTAMP, DATETIME -> scalar;
            case BOOL, UUID, JSON, BYTES -> throw unfit(function, operand);
          };
    };
  }

  private static Failure unfit(Request.Aggregation function, Type operand) {
    String call = name(function) + "(" + Values.name(operand) + ")";
    return Problem.of(ErrorCode.FUNCTION_UNFIT, "function " + call + " does not exist").failure();
  }
}
