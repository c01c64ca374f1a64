package msingi.store;

import msingi.expression.Type;

/** What becomes of stored values when a column changes its type; the same for every store. */
public enum SchemaConversion {
  /** The type stays. */
  SAME,
  /** Every value has its exact counterpart. */
  EXACT,
  /** Values that have no counterpart forbid the change. */
  CHECKED,
  /** Digits or parts of values are lost; values out of range forbid the change. */
  LOSSY,
  /** There is no way. */
  NONE;

  /** How values of one type become values of another. */
  public static SchemaConversion of(Type from, Type to) {
    if (from.equals(to)) {
      return SAME;
    }
    return switch (from) {
      case Type.Array _, Type.Opaque _ -> NONE;
      case Type.Decimal decimal -> ofDecimal(decimal, to);
      case Type.Scalar scalar ->
          to instanceof Type.Array(Type element)
              ? element.equals(from) ? EXACT : NONE
              : ofScalar(scalar, to);
    };
  }

  private static SchemaConversion ofDecimal(Type.Decimal from, Type to) {
    return switch (to) {
      case Type.Array(Type element) -> element.equals(from) ? EXACT : NONE;
      case Type.Opaque _ -> NONE;
      case Type.Decimal wanted -> {
        int digits = from.precision() - from.scale();
        int room = wanted.precision() - wanted.scale();
        yield wanted.scale() < from.scale() ? LOSSY : room < digits ? CHECKED : EXACT;
      }
      case Type.Scalar scalar ->
          switch (scalar) {
            case TEXT -> EXACT;
            case INT, LONG -> from.scale() > 0 ? LOSSY : CHECKED;
            case FLOAT -> LOSSY;
            case BOOL, DATE, TIME, TIMESTAMP, DATETIME, UUID, JSON, BYTES -> NONE;
          };
    };
  }

  private static SchemaConversion ofScalar(Type.Scalar from, Type to) {
    if (to == Type.Scalar.TEXT) {
      return EXACT;
    }
    return switch (from) {
      case TEXT -> ofText(to);
      case INT, LONG -> ofWhole(from, to);
      case FLOAT ->
          to == Type.Scalar.INT || to == Type.Scalar.LONG || to instanceof Type.Decimal
              ? LOSSY
              : NONE;
      case BOOL -> to == Type.Scalar.INT || to == Type.Scalar.LONG ? EXACT : NONE;
      case DATE -> to == Type.Scalar.TIMESTAMP ? EXACT : NONE;
      case TIMESTAMP -> to == Type.Scalar.DATE ? LOSSY : NONE;
      case TIME, DATETIME, UUID, JSON, BYTES -> NONE;
    };
  }

  private static SchemaConversion ofText(Type to) {
    return switch (to) {
      case Type.Decimal _ -> CHECKED;
      case Type.Array _, Type.Opaque _ -> NONE;
      case Type.Scalar scalar ->
          switch (scalar) {
            case TEXT -> SAME;
            case INT, LONG, FLOAT, BOOL, DATE, TIMESTAMP, UUID, JSON -> CHECKED;
            case TIME, DATETIME, BYTES -> NONE;
          };
    };
  }

  private static SchemaConversion ofWhole(Type.Scalar from, Type to) {
    int digits = from == Type.Scalar.INT ? 10 : 19;
    return switch (to) {
      case Type.Array _, Type.Opaque _ -> NONE;
      case Type.Decimal(int precision, int scale) -> precision - scale < digits ? CHECKED : EXACT;
      case Type.Scalar scalar ->
          switch (scalar) {
            case TEXT, LONG -> EXACT;
            case INT -> CHECKED;
            case FLOAT -> from == Type.Scalar.INT ? EXACT : LOSSY;
            case BOOL -> LOSSY;
            case DATE, TIME, TIMESTAMP, DATETIME, UUID, JSON, BYTES -> NONE;
          };
    };
  }
}
