package msingi.definition;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.expression.Values;

/** Literals of the definition: YAML to values of a type. */
final class Literals {
  private Literals() {}

  /** Why a literal is not of its type. */
  static final class Unfit extends Exception {
    Unfit(String reason) {
      super(reason);
    }
  }

  /** The value of a node as a value of the type. */
  static Value value(Node node, Type type) throws Unfit {
    return switch (type) {
      case Type.Array array -> {
        if (!(node instanceof Node.Sequence sequence)) {
          throw new Unfit("this is " + node.kind() + ", and must be a list");
        }
        List<Value> elements = new ArrayList<>();
        for (Node item : sequence.items()) {
          elements.add(value(item, array.element()));
        }
        yield new Value.Many(elements);
      }
      case Type.Decimal decimal -> new Value.Decimal(decimal(number(node), decimal));
      case Type.Scalar scalar -> scalar(node, scalar);
      case Type.Native _ -> throw new Unfit("a type of the database has no literals here");
      case Type.Represented _ ->
          throw new Unfit("literals of a type with show, read or parse are not yet");
    };
  }

  private static Value scalar(Node node, Type.Scalar type) throws Unfit {
    if (type == Type.Scalar.JSON) {
      return new Value.Json(JsonText.of(node));
    }
    if (node instanceof Node.Scalar it && it.sense() == Node.Sense.NOTHING) {
      throw new Unfit("null is what an optional field holds anyway");
    }
    return switch (type) {
      case BOOL -> {
        if (node instanceof Node.Scalar it && it.sense() == Node.Sense.FLAG) {
          yield Value.Bool.of(it.flag());
        }
        throw new Unfit("this is " + node.kind() + ", and must be true or false");
      }
      case INT -> new Value.Whole(whole(number(node), Integer.MIN_VALUE, Integer.MAX_VALUE));
      case LONG -> new Value.Whole(whole(number(node), Long.MIN_VALUE, Long.MAX_VALUE));
      case FLOAT -> new Value.Real(real(number(node)));
      case TEXT, DATE, TIME, TIMESTAMP, DATETIME, UUID, BYTES, JSON -> fromText(text(node), type);
    };
  }

  /** A value that is written as a text. */
  static Value fromText(String text, Type.Scalar type) throws Unfit {
    try {
      return switch (type) {
        case TEXT -> {
          if (text.indexOf('\0') >= 0) {
            throw new Unfit("a text cannot hold the character U+0000");
          }
          yield new Value.Text(text);
        }
        case DATE -> new Value.Date(LocalDate.parse(text));
        case TIME -> new Value.Time(LocalTime.parse(text).truncatedTo(ChronoUnit.MICROS));
        case TIMESTAMP -> {
          Instant instant = OffsetDateTime.parse(text).toInstant();
          yield new Value.Timestamp(ChronoUnit.MICROS.between(Instant.EPOCH, instant));
        }
        case DATETIME -> Values.parse(LocalDateTime.parse(text).toString(), type);
        case UUID -> new Value.Uuid(uuid(text));
        case BYTES -> new Value.Bytes(bytes(text));
        case INT, LONG, FLOAT, BOOL, JSON -> throw new Unfit("this is a text");
      };
    } catch (DateTimeException | ArithmeticException | IllegalArgumentException error) {
      throw new Unfit(Wording.quoted(text) + " is not " + example(type));
    }
  }

  private static String example(Type.Scalar type) {
    return switch (type) {
      case DATE -> "a date like 2026-01-31";
      case TIME -> "a time like 23:59:00";
      case TIMESTAMP -> "a timestamp like 2026-01-31T23:59:00Z";
      case DATETIME -> "a day and time like 2026-01-31T23:59:00";
      case UUID -> "a uuid";
      case BYTES -> "bytes in hexadecimal like \\x00ff";
      case TEXT, INT, LONG, FLOAT, BOOL, JSON -> "a value of this type";
    };
  }

  private static UUID uuid(String text) {
    if (text.length() != 36) {
      throw new IllegalArgumentException("not a uuid");
    }
    return UUID.fromString(text);
  }

  private static byte[] bytes(String text) throws Unfit {
    if (!text.startsWith("\\x")) {
      throw new Unfit("bytes begin with \\x");
    }
    return HexFormat.of().parseHex(text.substring(2));
  }

  private static String text(Node node) throws Unfit {
    if (node instanceof Node.Scalar it && it.sense() == Node.Sense.TEXT) {
      return it.text();
    }
    throw new Unfit("this is " + node.kind() + ", and must be a text: put it in quotes");
  }

  private static BigDecimal number(Node node) throws Unfit {
    Optional<BigDecimal> number =
        node instanceof Node.Scalar it ? it.number() : Optional.<BigDecimal>empty();
    if (number.isEmpty()) {
      throw new Unfit("this is " + node.kind() + ", and must be a number");
    }
    return number.get();
  }

  private static long whole(BigDecimal number, long least, long most) throws Unfit {
    if (number.stripTrailingZeros().scale() > 0) {
      throw new Unfit("this must be a whole number");
    }
    if (number.compareTo(BigDecimal.valueOf(least)) < 0
        || number.compareTo(BigDecimal.valueOf(most)) > 0) {
      throw new Unfit("this must be from " + least + " to " + most);
    }
    return number.longValue();
  }

  private static double real(BigDecimal number) throws Unfit {
    double real = number.doubleValue();
    if (Double.isInfinite(real)) {
      throw new Unfit("this is too large for a float");
    }
    return real;
  }

  private static BigDecimal decimal(BigDecimal number, Type.Decimal type) throws Unfit {
    BigDecimal plain = number.stripTrailingZeros();
    if (Math.max(plain.scale(), 0) > type.scale()
        || plain.precision() - plain.scale() > type.precision() - type.scale()) {
      throw new Unfit("this does not fit decimal(" + type.precision() + "," + type.scale() + ")");
    }
    return number.setScale(type.scale());
  }
}
