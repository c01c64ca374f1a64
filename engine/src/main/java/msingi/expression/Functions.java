package msingi.expression;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import msingi.base.NearNames;
import msingi.error.Failure;

/** The functions and casts; each may be written {@code f(x, y)} or {@code x.f(y)}. */
final class Functions {
  private static final Map<String, Expression.Function> ON_TEXTS =
      Map.of(
          "startsWith", Expression.Function.STARTS_WITH,
          "endsWith", Expression.Function.ENDS_WITH,
          "contains", Expression.Function.CONTAINS,
          "matches", Expression.Function.MATCHES,
          "lower", Expression.Function.LOWER,
          "upper", Expression.Function.UPPER);
  private static final Map<String, Type> CASTS =
      Map.ofEntries(
          Map.entry("int", Type.Scalar.INT),
          Map.entry("long", Type.Scalar.LONG),
          Map.entry("double", Type.Scalar.FLOAT),
          Map.entry("float", Type.Scalar.FLOAT),
          Map.entry("string", Type.Scalar.TEXT),
          Map.entry("text", Type.Scalar.TEXT),
          Map.entry("bool", Type.Scalar.BOOL),
          Map.entry("timestamp", Type.Scalar.TIMESTAMP),
          Map.entry("date", Type.Scalar.DATE),
          Map.entry("time", Type.Scalar.TIME),
          Map.entry("uuid", Type.Scalar.UUID),
          Map.entry("decimal", new Type.Decimal(1, 0)));
  private static final List<String> OTHERS =
      List.of("size", "now", "today", "has", "exists", "all");

  private final Reading reading;
  private final Types types;

  Functions(Reading reading, Types types) {
    this.reading = reading;
    this.types = types;
  }

  /** The function's meaning over operands of which none is broken. */
  Term read(String function, List<Term.Item> operands, long node) {
    Optional<Expression> read;
    if (function.equals("now") || function.equals("today")) {
      read = moment(function, operands, node);
    } else if (function.equals("size")) {
      read = values(operands, 1, function, node).flatMap(it -> size(it.getFirst(), node));
    } else if (ON_TEXTS.containsKey(function)) {
      read = onTexts(function, operands, node);
    } else if (CASTS.containsKey(function)) {
      Type type = CASTS.getOrDefault(function, Type.Scalar.TEXT);
      read = cast(function, type, operands, node);
    } else {
      read = unknown(function, node);
    }
    return read.<Term>map(Term.Plain::new).orElse(Term.Broken.BROKEN);
  }

  private Optional<Expression> unknown(String function, long node) {
    List<String> known = new ArrayList<>(OTHERS);
    known.addAll(ON_TEXTS.keySet());
    known.addAll(CASTS.keySet());
    return reading.none(
        node,
        "there is no function " + function,
        NearNames.near(function, known)
            .map(near -> "Did you mean " + near + "?")
            .orElse("There are " + String.join(", ", known.stream().sorted().toList()) + "."));
  }

  private Optional<Expression> moment(String function, List<Term.Item> operands, long node) {
    if (!operands.isEmpty()) {
      return reading.none(node, function + " takes nothing", "Write " + function + "().");
    }
    if (reading.context().place() instanceof ExpressionReader.Place.NoRow(var moments)
        && !moments) {
      return reading.none(
          node,
          "a field rule names nothing but auth",
          "Move the field to a collection of its own.");
    }
    return Optional.of(
        new Expression.Moment(function.equals("now") ? Type.Scalar.TIMESTAMP : Type.Scalar.DATE));
  }

  /** The operands as values, if there are as many as wanted. */
  private Optional<List<Expression>> values(
      List<Term.Item> operands, int wanted, String function, long node) {
    if (operands.size() != wanted) {
      return reading.none(
          node,
          function + " takes " + (wanted == 1 ? "one value" : "two values"),
          "Mend the call.");
    }
    List<Expression> values = new ArrayList<>();
    for (Term.Item operand : operands) {
      reading.value(operand.term(), operand.node()).ifPresent(values::add);
    }
    return values.size() == wanted ? Optional.of(values) : Optional.empty();
  }

  private Optional<Expression> size(Expression operand, long node) {
    Type type = operand.type();
    if (type != Type.Scalar.TEXT && type != Type.Scalar.BYTES && !(type instanceof Type.Array)) {
      return reading.none(
          node, Values.name(type) + " has no size", "size counts texts, arrays and bytes.");
    }
    return Optional.of(
        new Expression.Call(Expression.Function.SIZE, List.of(operand), Type.Scalar.LONG));
  }

  private Optional<Expression> onTexts(String name, List<Term.Item> operands, long node) {
    Expression.Function function = ON_TEXTS.getOrDefault(name, Expression.Function.LOWER);
    boolean mapping =
        function == Expression.Function.LOWER || function == Expression.Function.UPPER;
    Optional<List<Expression>> values = values(operands, mapping ? 1 : 2, name, node);
    if (values.isEmpty()) {
      return Optional.empty();
    }
    List<Expression> texts = new ArrayList<>();
    for (int index = 0; index < operands.size(); index++) {
      Expression operand = values.get().get(index);
      if (operand.type() instanceof Type.Array) {
        return reading.none(
            operands.get(index).node(), name + " works on texts", "Write value in array.");
      }
      types.adapt(operand, Type.Scalar.TEXT, operands.get(index).node()).ifPresent(texts::add);
    }
    if (texts.size() < operands.size()) {
      return Optional.empty();
    }
    if (function == Expression.Function.MATCHES) {
      return matches(texts, operands.getLast().node());
    }
    return Optional.of(
        new Expression.Call(function, texts, mapping ? Type.Scalar.TEXT : Type.Scalar.BOOL));
  }

  private Optional<Expression> matches(List<Expression> texts, long node) {
    if (!(texts.getLast() instanceof Expression.Literal(Value.Text(var pattern), var type))) {
      return reading.none(
          node, "the pattern must be written out", "Write it as a text, for example '^[a-z]+$'.");
    }
    return switch (Patterns.portable(pattern)) {
      case Patterns.Result.Refused refused ->
          reading.none(
              node,
              "in the pattern at " + (refused.offset() + 1) + ": " + refused.reason(),
              refused.remedy());
      case Patterns.Result.Portable portable -> {
        Expression literal = new Expression.Literal(new Value.Text(portable.pattern()), type);
        yield Optional.of(
            new Expression.Call(
                Expression.Function.MATCHES, List.of(texts.getFirst(), literal), Type.Scalar.BOOL));
      }
    };
  }

  private Optional<Expression> cast(String name, Type type, List<Term.Item> operands, long node) {
    Optional<List<Expression>> values = values(operands, 1, name, node);
    if (values.isEmpty()) {
      return Optional.empty();
    }
    Expression operand = values.get().getFirst();
    if (type instanceof Type.Decimal) {
      return decimal(operand, node);
    }
    if (operand.type().equals(type)) {
      return Optional.of(operand);
    }
    if (operand instanceof Expression.Literal literal
        && literal.value() instanceof Value.Text(var text)) {
      try {
        return Optional.of(new Expression.Literal(Values.parse(text, type), type));
      } catch (Failure failure) {
        return reading.none(node, failure.problem().message(), "Mend the text.");
      }
    }
    if (portable(operand.type(), type)
        || (fromText(operand, type) && Expressions.rowFree(operand))) {
      return Optional.of(new Expression.Cast(operand, type));
    }
    return reading.none(
        node,
        Values.name(operand.type()) + " cannot be cast to " + Values.name(type) + " on every store",
        "Compare with a literal of the type " + Values.name(operand.type()) + " instead.");
  }

  /** What every store casts alike. */
  private static boolean portable(Type from, Type to) {
    boolean number = Types.numeric(from) && Types.numeric(to);
    boolean day =
        (from == Type.Scalar.DATE && to == Type.Scalar.TIMESTAMP)
            || (from == Type.Scalar.TIMESTAMP && to == Type.Scalar.DATE);
    boolean written =
        to == Type.Scalar.TEXT
            && (Types.whole(from)
                || from == Type.Scalar.UUID
                || from == Type.Scalar.DATE
                || from == Type.Scalar.BOOL);
    return number || day || written;
  }

  /** Casts out of or into text that only memory does: where no row is involved. */
  private static boolean fromText(Expression operand, Type to) {
    return operand.type() == Type.Scalar.TEXT
        || (to == Type.Scalar.TEXT && !(operand.type() instanceof Type.Array));
  }

  /** Exact numbers: whole ones, and literals with their own digits. */
  private Optional<Expression> decimal(Expression operand, long node) {
    if (operand.type() instanceof Type.Decimal) {
      return Optional.of(operand);
    }
    if (operand instanceof Expression.Literal literal) {
      try {
        Value value = NumberText.decimal(Values.text(literal.value(), literal.type()));
        BigDecimal number = ((Value.Decimal) value).number();
        int precision = Math.max(number.precision(), number.scale());
        return Optional.of(
            new Expression.Literal(
                value, new Type.Decimal(Math.max(1, precision), number.scale())));
      } catch (Failure failure) {
        return reading.none(node, failure.problem().message(), "Write a number.");
      }
    }
    if (!Types.whole(operand.type())) {
      return reading.none(
          node,
          Values.name(operand.type()) + " cannot be cast to decimal on every store",
          "Cast whole numbers or literals.");
    }
    int digits = operand.type() == Type.Scalar.INT ? 10 : 19;
    return Optional.of(new Expression.Cast(operand, new Type.Decimal(digits, 0)));
  }
}
