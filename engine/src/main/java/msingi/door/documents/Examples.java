package msingi.door.documents;

import com.google.re2j.Pattern;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import msingi.definition.Column.Refinement;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.expression.Values;

/** Values that a type and its limits allow, for people to begin with. */
final class Examples {
  private static final String UUID = "00000000-0000-7000-8000-000000000001";

  /** Texts of which one often matches what a pattern asks for. */
  private static final List<String> TEXTS =
      List.of(
          "example",
          "EXAMPLE",
          "Example",
          "a",
          "A",
          "1",
          "42",
          "1234",
          "12345",
          "+255712345678",
          "AB",
          "ABC",
          "A1",
          "AB-12",
          "AB12",
          "abc-1",
          "12:30",
          "12.5",
          "2026-01-02",
          "ada@example.org",
          "https://example.org",
          "#00aaff",
          UUID);

  private Examples() {}

  /** The canonical text of a value; empty where none was found. */
  static Optional<String> text(Form.Plain form) {
    return value(form).map(it -> Values.text(it, form.type()));
  }

  /** A value as JSON; empty where none was found. */
  static Optional<String> json(Form.Plain form) {
    return value(form).map(it -> Literals.json(it, form.type()));
  }

  private static Optional<Value> value(Form.Plain form) {
    return switch (form.type()) {
      case Type.Scalar scalar -> scalar(scalar, form.refinements());
      case Type.Decimal _ ->
          Optional.of(new Value.Decimal(decimal(form.refinements(), new BigDecimal("1"))));
      case Type.Array(Type element) -> many(element, form.refinements());
      case Type.Opaque _ -> Optional.empty();
    };
  }

  private static Optional<Value> scalar(Type.Scalar type, List<Refinement> refinements) {
    return switch (type) {
      case TEXT -> word(refinements).map(Value.Text::new);
      case INT, LONG ->
          Optional.of(new Value.Whole(decimal(refinements, BigDecimal.ONE).longValue()));
      case FLOAT -> Optional.of(new Value.Real(decimal(refinements, BigDecimal.ONE).doubleValue()));
      case BOOL -> Optional.of(Value.Bool.TRUE);
      case DATE -> Optional.of(bounded(refinements, Values.parse("2026-01-02", type)));
      case TIME -> Optional.of(Values.parse("12:30:00", type));
      case TIMESTAMP ->
          Optional.of(bounded(refinements, Values.parse("2026-01-02T03:04:05+00:00", type)));
      case DATETIME -> Optional.of(Values.parse("2026-01-02T03:04:05", type));
      case UUID -> Optional.of(Values.parse(UUID, type));
      case JSON -> Optional.of(new Value.Json("{\"key\":\"value\"}"));
      case BYTES -> sized(refinements).map(it -> new Value.Bytes(new byte[it]));
    };
  }

  private static Optional<Value> many(Type element, List<Refinement> refinements) {
    Optional<Value> one = value(new Form.Plain(element, false, List.of()));
    return one.flatMap(it ->
        sized(refinements).map(size -> new Value.Many(java.util.Collections.nCopies(size, it))));
  }

  /** A size near one within the limits, if it is small. */
  private static Optional<Integer> sized(List<Refinement> refinements) {
    long size = 1;
    for (Refinement refinement : refinements) {
      if (refinement instanceof Refinement.Length(long least, long most)) {
        size = Math.min(Math.max(size, least), most);
      }
    }
    return size > 64 ? Optional.empty() : Optional.of((int) size);
  }

  private static Optional<String> word(List<Refinement> refinements) {
    List<String> candidates = new ArrayList<>(TEXTS);
    for (Refinement refinement : refinements) {
      switch (refinement) {
        case Refinement.OneOf(List<String> texts) -> candidates.addAll(0, texts);
        case Refinement.Length(long least, long most) -> {
          if (least <= 1_000) {
            candidates.add("x".repeat((int) least));
          }
        }
        case Refinement.Match _, Refinement.Bounds _ -> {}
      }
    }
    return candidates.stream().filter(it -> holds(refinements, it)).findFirst();
  }

  private static boolean holds(List<Refinement> refinements, String text) {
    for (Refinement refinement : refinements) {
      boolean holds =
          switch (refinement) {
            case Refinement.OneOf(List<String> texts) -> texts.contains(text);
            case Refinement.Length(long least, long most) ->
                text.length() >= least && text.length() <= most;
            case Refinement.Match(String pattern) -> Pattern.compile(pattern).matcher(text).find();
            case Refinement.Bounds _ -> true;
          };
      if (!holds) {
        return false;
      }
    }
    return true;
  }

  /** The number itself, or the nearer bound. */
  private static BigDecimal decimal(List<Refinement> refinements, BigDecimal wanted) {
    BigDecimal number = wanted;
    for (Refinement refinement : refinements) {
      if (refinement instanceof Refinement.Bounds(Value least, Value most)) {
        number = least == Value.Null.NULL ? number : number.max(number(least));
        number = most == Value.Null.NULL ? number : number.min(number(most));
      }
    }
    return number;
  }

  private static BigDecimal number(Value value) {
    return new BigDecimal(Values.text(value, Type.Scalar.TEXT));
  }

  /** The value itself, unless it lies outside: then a bound. */
  private static Value bounded(List<Refinement> refinements, Value wanted) {
    for (Refinement refinement : refinements) {
      if (refinement instanceof Refinement.Bounds(Value least, Value most)) {
        boolean below = least != Value.Null.NULL && compare(wanted, least) < 0;
        boolean above = most != Value.Null.NULL && compare(wanted, most) > 0;
        return below ? least : above ? most : wanted;
      }
    }
    return wanted;
  }

  /** Compares days or moments. */
  private static int compare(Value left, Value right) {
    if (left instanceof Value.Date(var one) && right instanceof Value.Date(var other)) {
      return one.compareTo(other);
    }
    return left instanceof Value.Timestamp(long one) && right instanceof Value.Timestamp(long other)
        ? Long.compare(one, other)
        : 0;
  }
}
