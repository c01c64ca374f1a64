package msingi.definition;

import com.google.re2j.Pattern;
import java.util.List;
import msingi.definition.Column.Refinement;
import msingi.expression.Patterns;
import msingi.expression.Type;
import msingi.expression.Value;

/** Limits of types: read from {@code (least..most)}, and held against values. */
final class Refinements {
  private Refinements() {}

  /** What stands between the parentheses after a type other than decimal. */
  static Refinement limits(Type type, String text) throws Literals.Unfit {
    int dots = text.indexOf("..");
    String least = dots < 0 ? "" : text.substring(0, dots).strip();
    String most = dots < 0 ? text.strip() : text.substring(dots + 2).strip();
    if (least.isEmpty() && most.isEmpty()) {
      throw new Literals.Unfit("no limit stands between the parentheses");
    }
    if (counted(type)) {
      return length(least, most);
    }
    if (dots < 0) {
      throw new Literals.Unfit("limits are written (least..most)");
    }
    return bounds(type, plain(least), plain(most));
  }

  private static Node plain(String text) {
    return text.isEmpty()
        ? Node.NONE
        : new Node.Scalar(new Node.Place("limits", 1, 1), text, false, 0);
  }

  static boolean counted(Type type) {
    return type instanceof Type.Array || type == Type.Scalar.TEXT || type == Type.Scalar.BYTES;
  }

  private static Refinement length(String least, String most) throws Literals.Unfit {
    long from = least.isEmpty() ? 0 : count(least);
    long to = most.isEmpty() ? Long.MAX_VALUE : count(most);
    if (from > to) {
      throw new Literals.Unfit("the first limit is above the second");
    }
    return new Refinement.Length(from, to);
  }

  private static long count(String text) throws Literals.Unfit {
    if (text.length() > 10 || !text.chars().allMatch(it -> it >= '0' && it <= '9')) {
      throw new Literals.Unfit(Wording.quoted(text) + " is not a count");
    }
    return Long.parseLong(text);
  }

  /** Inclusive bounds; {@link Node#NONE} where open. */
  static Refinement bounds(Type type, Node least, Node most) throws Literals.Unfit {
    boolean bounded =
        type instanceof Type.Decimal
            || (type instanceof Type.Scalar scalar
                && List.of(
                        Type.Scalar.INT,
                        Type.Scalar.LONG,
                        Type.Scalar.FLOAT,
                        Type.Scalar.DATE,
                        Type.Scalar.TIMESTAMP)
                    .contains(scalar));
    if (!bounded) {
      throw new Literals.Unfit("this type has no limits");
    }
    Value from = least.missing() ? Value.Null.NULL : Literals.value(least, type);
    Value to = most.missing() ? Value.Null.NULL : Literals.value(most, type);
    if (from != Value.Null.NULL && to != Value.Null.NULL && compare(from, to) > 0) {
      throw new Literals.Unfit("the first limit is above the second");
    }
    return new Refinement.Bounds(from, to);
  }

  /** A pattern that RE2 and every store read alike. */
  static Refinement match(String pattern) throws Literals.Unfit {
    return switch (Patterns.portable(pattern)) {
      case Patterns.Result.Portable it -> new Refinement.Match(it.pattern());
      case Patterns.Result.Refused it -> throw new Literals.Unfit(it.reason());
    };
  }

  /** Checks that a value satisfies every refinement. */
  static void hold(List<Refinement> refinements, Value value) throws Literals.Unfit {
    for (Refinement refinement : refinements) {
      boolean holds =
          switch (refinement) {
            case Refinement.Length length -> {
              long size = size(value);
              yield size >= length.least() && size <= length.most();
            }
            case Refinement.Bounds bounds ->
                (bounds.least() == Value.Null.NULL || compare(bounds.least(), value) <= 0)
                    && (bounds.most() == Value.Null.NULL || compare(value, bounds.most()) <= 0);
            case Refinement.Match match ->
                value instanceof Value.Text text
                    && Pattern.compile(match.pattern()).matcher(text.text()).find();
            case Refinement.OneOf oneOf ->
                value instanceof Value.Text text && oneOf.texts().contains(text.text());
          };
      if (!holds) {
        throw new Literals.Unfit("the value breaks the field's own limits");
      }
    }
  }

  private static long size(Value value) {
    return switch (value) {
      case Value.Text text -> text.text().codePointCount(0, text.text().length());
      case Value.Bytes bytes -> bytes.bytes().length;
      case Value.Many many -> many.elements().size();
      case Value.Null it -> throw unfit(it);
      case Value.Whole it -> throw unfit(it);
      case Value.Decimal it -> throw unfit(it);
      case Value.Real it -> throw unfit(it);
      case Value.Bool it -> throw unfit(it);
      case Value.Date it -> throw unfit(it);
      case Value.Time it -> throw unfit(it);
      case Value.Timestamp it -> throw unfit(it);
      case Value.Uuid it -> throw unfit(it);
      case Value.Json it -> throw unfit(it);
    };
  }

  private static IllegalArgumentException unfit(Value value) {
    return new IllegalArgumentException("a value of another kind: " + value);
  }

  /** Compares two values of one bounded type. */
  private static int compare(Value left, Value right) {
    return switch (left) {
      case Value.Whole it -> Long.compare(it.number(), ((Value.Whole) right).number());
      case Value.Decimal it -> it.number().compareTo(((Value.Decimal) right).number());
      case Value.Real it -> Double.compare(it.number(), ((Value.Real) right).number());
      case Value.Date it -> it.date().compareTo(((Value.Date) right).date());
      case Value.Timestamp it -> Long.compare(it.micros(), ((Value.Timestamp) right).micros());
      case Value.Null it -> throw unfit(it);
      case Value.Text it -> throw unfit(it);
      case Value.Bool it -> throw unfit(it);
      case Value.Time it -> throw unfit(it);
      case Value.Uuid it -> throw unfit(it);
      case Value.Json it -> throw unfit(it);
      case Value.Bytes it -> throw unfit(it);
      case Value.Many it -> throw unfit(it);
    };
  }
}
