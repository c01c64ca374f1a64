package msingi.expression;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;

/** A value of one of the language's types, or null; immutable. */
public sealed interface Value {

  /** The absent value. */
  enum Null implements Value {
    NULL
  }

  /** Text; never holds U+0000. */
  record Text(String text) implements Value {}

  /** An int or a long. */
  record Whole(long number) implements Value {}

  /** A decimal, digits kept. */
  record Decimal(BigDecimal number) implements Value {}

  /** A float: 64 bits, IEEE 754. */
  record Real(double number) implements Value {}

  /** A truth value. */
  record Bool(boolean truth) implements Value {
    public static final Bool TRUE = new Bool(true);
    public static final Bool FALSE = new Bool(false);

    /** The shared instance for a truth. */
    public static Bool of(boolean truth) {
      return truth ? TRUE : FALSE;
    }
  }

  /** A calendar date. */
  record Date(LocalDate date) implements Value {}

  /** A time of day, to the microsecond. */
  record Time(LocalTime time) implements Value {}

  /**
   * A moment.
   *
   * @param micros microseconds since 1970-01-01T00:00:00Z
   */
  record Timestamp(long micros) implements Value {}

  /** A UUID. */
  record Uuid(java.util.UUID uuid) implements Value {}

  /**
   * A JSON document.
   *
   * @param text valid JSON (RFC 8259)
   */
  record Json(String text) implements Value {}

  /** Raw bytes; the array is never changed after construction. */
  record Bytes(byte[] bytes) implements Value {
    @Override
    public boolean equals(Object other) {
      return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }
  }

  /** An array; elements may be {@link Null#NULL}. */
  record Many(List<Value> elements) implements Value {
    public Many {
      elements = List.copyOf(elements);
    }
  }
}
