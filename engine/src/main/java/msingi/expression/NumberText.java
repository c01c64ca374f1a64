package msingi.expression;

import java.math.BigDecimal;
import java.math.BigInteger;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;

/** Numbers as text. */
final class NumberText {
  /** Digits that a decimal may have on either side of the point. */
  private static final int MOST_DIGITS = 1000;

  private NumberText() {}

  static Value whole(String text, Type.Scalar type) {
    boolean small = type == Type.Scalar.INT;
    String name = small ? "integer" : "bigint";
    String digits = Values.trim(text);
    int start = sign(digits);
    if (start == digits.length() || !allDigits(digits, start)) {
      throw Values.invalid(name, text);
    }
    long number;
    try {
      number = Long.parseLong(digits);
    } catch (NumberFormatException tooLong) {
      throw range(text, name);
    }
    if (small && number != (int) number) {
      throw range(text, name);
    }
    return new Value.Whole(number);
  }

  private static Failure range(String text, String name) {
    String message =
        "value \"" + Values.shown(Values.trim(text)) + "\" is out of range for type " + name;
    return Problem.of(ErrorCode.VALUE_OUT_OF_RANGE, message).failure();
  }

  private static int sign(String text) {
    return !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
  }

  private static boolean allDigits(String text, int start) {
    for (int index = start; index < text.length(); index++) {
      if (text.charAt(index) < '0' || text.charAt(index) > '9') {
        return false;
      }
    }
    return true;
  }

  static Value decimal(String text) {
    return new Value.Decimal(exact(text, "numeric"));
  }

  /** A decimal number with an optional exponent, its digits kept. */
  private static BigDecimal exact(String text, String name) {
    String digits = Values.trim(text);
    if (!numeral(digits)) {
      throw Values.invalid(name, text);
    }
    if (digits.length() > 2 * MOST_DIGITS) {
      throw range(text, name);
    }
    BigDecimal number;
    try {
      number = new BigDecimal(digits);
    } catch (NumberFormatException exponent) {
      throw range(text, name);
    }
    if (number.scale() > MOST_DIGITS || (long) number.precision() - number.scale() > MOST_DIGITS) {
      throw range(text, name);
    }
    return number.scale() < 0 ? number.setScale(0) : number;
  }

  /** Whether the text is digits with at most one point, a sign before and an exponent after. */
  private static boolean numeral(String text) {
    int index = sign(text);
    int digits = 0;
    boolean point = false;
    for (; index < text.length(); index++) {
      char character = text.charAt(index);
      if (character == '.' && !point) {
        point = true;
      } else if (character >= '0' && character <= '9') {
        digits++;
      } else {
        break;
      }
    }
    if (digits == 0 || index == text.length()) {
      return digits > 0;
    }
    String exponent = text.substring(index + 1);
    int start = sign(exponent);
    return (text.charAt(index) | 0x20) == 'e'
        && start < exponent.length()
        && exponent.length() < 10
        && allDigits(exponent, start);
  }

  static Value real(String text) {
    String digits = Values.trim(text);
    if (!numeral(digits)) {
      throw Values.invalid("double precision", text);
    }
    double number = Double.parseDouble(digits);
    boolean vanished =
        number == 0
            && digits.chars().takeWhile(c -> (c | 0x20) != 'e').anyMatch(c -> c >= '1' && c <= '9');
    if (Double.isInfinite(number) || vanished) {
      throw Problem.of(
              ErrorCode.VALUE_OUT_OF_RANGE,
              "\"" + Values.shown(digits) + "\" is out of range for type double precision")
          .failure();
    }
    return new Value.Real(number);
  }

  /** The shortest text that reads back as the same number, in PostgreSQL's form. */
  static String text(double number) {
    if (Double.isNaN(number)) {
      return "NaN";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "Infinity" : "-Infinity";
    }
    if (number == 0) {
      return 1 / number < 0 ? "-0" : "0";
    }
    BigDecimal exact = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    int exponent = exact.precision() - exact.scale() - 1;
    if (exponent >= -4 && exponent < 15) {
      return exact.toPlainString();
    }
    BigInteger digits = exact.unscaledValue().abs();
    String all = digits.toString();
    String fraction = all.length() == 1 ? "" : "." + all.substring(1);
    String places = Math.abs(exponent) < 10 ? "0" + Math.abs(exponent) : "" + Math.abs(exponent);
    return (number < 0 ? "-" : "")
        + all.charAt(0)
        + fraction
        + (exponent < 0 ? "e-" : "e+")
        + places;
  }
}
