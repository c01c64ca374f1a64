package msingi.expression;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import msingi.base.SimpleFolding;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;

/** Evaluates expressions in memory, with the same three-valued truth as the stores. */
public final class Evaluation {
  private static final Cache<String, Pattern> PATTERNS =
      Caffeine.newBuilder().maximumSize(256).build();

  private final Bindings bindings;
  private final Map<Integer, Value> elements;

  private Evaluation(Bindings bindings, Map<Integer, Value> elements) {
    this.bindings = bindings;
    this.elements = elements;
  }

  /** The rows that an expression may see, by number. */
  public interface Rows {
    /** A column of a row; {@link Value.Null#NULL} when it is null. */
    Value column(int row, String column);

    /**
     * Whether a row that the hop leads to satisfies the condition.
     *
     * @param as the number by which the condition knows the related row; the rows handed to it know
     *     all others too
     */
    boolean exists(int from, Expression.Hop hop, int as, Predicate<Rows> condition);

    /** The value in the one row that the hop leads to; {@link Value.Null#NULL} without one. */
    Value related(int from, Expression.Hop hop, int as, Function<Rows, Value> value);
  }

  /** No rows at all; for expressions of which {@link Expressions#rowFree} is true. */
  enum NoRows implements Rows {
    NONE;

    @Override
    public Value column(int row, String column) {
      throw new IllegalStateException("no row is known here");
    }

    @Override
    public boolean exists(int from, Expression.Hop hop, int as, Predicate<Rows> condition) {
      throw new IllegalStateException("no row is known here");
    }

    @Override
    public Value related(int from, Expression.Hop hop, int as, Function<Rows, Value> value) {
      throw new IllegalStateException("no row is known here");
    }
  }

  /**
   * The expression's value.
   *
   * @throws msingi.error.Failure VALUE_OUT_OF_RANGE, or what a cast refuses
   */
  public static Value evaluate(Expression expression, Rows rows, Bindings bindings) {
    return new Evaluation(bindings, Map.of()).value(expression, rows);
  }

  /** The value of an expression that depends on no row. */
  public static Value evaluate(Expression expression, Bindings bindings) {
    return evaluate(expression, NoRows.NONE, bindings);
  }

  private Value value(Expression expression, Rows rows) {
    return switch (expression) {
      case Expression.Literal it -> it.value();
      case Expression.Parameter it -> bindings.parameters().get(it.index());
      case Expression.Column it -> rows.column(it.row(), it.column());
      case Expression.Caller it -> bindings.principal().value(it);
      case Expression.Moment it -> moment(it.type());
      case Expression.Element it -> elements.getOrDefault(it.as(), Value.Null.NULL);
      case Expression.Compare it ->
          Comparing.compare(it.comparison(), value(it.left(), rows), value(it.right(), rows));
      case Expression.IsNull it -> Value.Bool.of(value(it.operand(), rows) == Value.Null.NULL);
      case Expression.Is it -> Value.Bool.of(value(it.operand(), rows).equals(truth(it.truth())));
      case Expression.And it -> all(it.operands(), rows);
      case Expression.Or it -> any(it.operands(), rows);
      case Expression.Not it -> not(value(it.operand(), rows));
      case Expression.In it -> Comparing.in(value(it.operand(), rows), value(it.array(), rows));
      case Expression.Arithmetic it ->
          Calculation.arithmetic(
              it.operator(), value(it.left(), rows), value(it.right(), rows), it.type());
      case Expression.Call it -> call(it, rows);
      case Expression.Conditional it ->
          value(it.condition(), rows).equals(Value.Bool.TRUE)
              ? value(it.then(), rows)
              : value(it.otherwise(), rows);
      case Expression.Cast it -> Casting.cast(value(it.operand(), rows), it);
      case Expression.Exists it ->
          Value.Bool.of(
              rows.exists(it.from(), it.hop(), it.as(), inner -> isTrue(it.condition(), inner)));
      case Expression.Related it ->
          rows.related(it.from(), it.hop(), it.as(), inner -> value(it.value(), inner));
      case Expression.AnyElement it -> anyElement(it, rows);
      case Expression.Path it -> DocumentValues.path(value(it.operand(), rows), it);
      case Expression.Search _ -> throw later("A search");
      case Expression.Derived _ -> throw later("A computed field");
      case Expression.Stored _ -> throw later("A function of the database");
    };
  }

  private static Failure later(String what) {
    return Problem.of(ErrorCode.NOT_YET, what + " cannot be evaluated in memory yet").failure();
  }

  private boolean isTrue(Expression condition, Rows rows) {
    return value(condition, rows).equals(Value.Bool.TRUE);
  }

  private static Value truth(Expression.Truth truth) {
    return switch (truth) {
      case TRUE -> Value.Bool.TRUE;
      case FALSE -> Value.Bool.FALSE;
      case UNKNOWN -> Value.Null.NULL;
    };
  }

  private Value moment(Type.Scalar type) {
    Value now = new Value.Timestamp(bindings.nowMicros());
    return type == Type.Scalar.DATE ? Casting.date(bindings.nowMicros()) : now;
  }

  /** Kleene's conjunction: false wins over unknown. */
  private Value all(List<Expression> operands, Rows rows) {
    Value result = Value.Bool.TRUE;
    for (Expression operand : operands) {
      Value truth = value(operand, rows);
      if (truth.equals(Value.Bool.FALSE)) {
        return truth;
      }
      result = truth == Value.Null.NULL ? truth : result;
    }
    return result;
  }

  /** Kleene's disjunction: true wins over unknown. */
  private Value any(List<Expression> operands, Rows rows) {
    Value result = Value.Bool.FALSE;
    for (Expression operand : operands) {
      Value truth = value(operand, rows);
      if (truth.equals(Value.Bool.TRUE)) {
        return truth;
      }
      result = truth == Value.Null.NULL ? truth : result;
    }
    return result;
  }

  static Value not(Value truth) {
    return truth instanceof Value.Bool(var known) ? Value.Bool.of(!known) : Value.Null.NULL;
  }

  private Value anyElement(Expression.AnyElement any, Rows rows) {
    if (!(value(any.array(), rows) instanceof Value.Many(var items))) {
      return Value.Bool.FALSE;
    }
    for (Value item : items) {
      Map<Integer, Value> bound = new HashMap<>(elements);
      bound.put(any.as(), item);
      if (new Evaluation(bindings, bound).isTrue(any.condition(), rows)) {
        return Value.Bool.TRUE;
      }
    }
    return Value.Bool.FALSE;
  }

  private Value call(Expression.Call call, Rows rows) {
    List<Value> operands = new ArrayList<>();
    for (Expression operand : call.operands()) {
      Value value = value(operand, rows);
      if (value == Value.Null.NULL) {
        return value;
      }
      operands.add(value);
    }
    Value first = operands.getFirst();
    Value last = operands.getLast();
    return switch (call.function()) {
      case STARTS_WITH -> Value.Bool.of(text(first).startsWith(text(last)));
      case ENDS_WITH -> Value.Bool.of(text(first).endsWith(text(last)));
      case CONTAINS -> Value.Bool.of(text(first).contains(text(last)));
      case MATCHES ->
          Value.Bool.of(PATTERNS.get(text(last), Pattern::compile).matcher(text(first)).find());
      case LIKE -> Value.Bool.of(Like.matches(text(first), text(last)));
      case ILIKE -> Value.Bool.of(Like.matchesFolded(text(first), text(last)));
      case SIZE -> new Value.Whole(size(first));
      case LOWER -> new Value.Text(SimpleFolding.lower(text(first)));
      case UPPER -> new Value.Text(SimpleFolding.upper(text(first)));
      case HAS -> Value.Bool.of(JsonText.has(text(first), text(last)));
      case NEGATE -> Calculation.negate(first, call.type());
      case REGEX -> Value.Bool.of(Regex.found(text(first), text(last), false));
      case IREGEX -> Value.Bool.of(Regex.found(text(first), text(last), true));
      case HOLDS -> DocumentValues.holds(first, last);
      case HELD -> DocumentValues.holds(last, first);
      case OVERLAPS -> DocumentValues.overlap(first, last);
      case LEFT_OF, RIGHT_OF, NOT_RIGHT_OF, NOT_LEFT_OF, ADJACENT ->
          throw later("An operator of ranges");
    };
  }

  private static String text(Value value) {
    return switch (value) {
      case Value.Text it -> it.text();
      case Value.Json it -> it.text();
      case Value.Null _,
          Value.Whole _,
          Value.Decimal _,
          Value.Real _,
          Value.Bool _,
          Value.Date _,
          Value.Time _,
          Value.Timestamp _,
          Value.Uuid _,
          Value.Bytes _,
          Value.Many _ ->
          throw new IllegalStateException("a text is expected, not " + value);
    };
  }

  private static long size(Value value) {
    return switch (value) {
      case Value.Text it -> it.text().codePointCount(0, it.text().length());
      case Value.Many it -> it.elements().size();
      case Value.Bytes it -> it.bytes().length;
      case Value.Null _,
          Value.Whole _,
          Value.Decimal _,
          Value.Real _,
          Value.Bool _,
          Value.Date _,
          Value.Time _,
          Value.Timestamp _,
          Value.Uuid _,
          Value.Json _ ->
          throw new IllegalStateException("this has no size: " + value);
    };
  }

  /** Order by code point; chars differ from it only where surrogates meet U+E000 to U+FFFF. */
  static int compareTexts(String left, String right) {
    int shorter = Math.min(left.length(), right.length());
    for (int index = 0; index < shorter; index++) {
      char one = left.charAt(index);
      char two = right.charAt(index);
      if (one != two) {
        boolean apart = Character.isSurrogate(one) != Character.isSurrogate(two);
        return apart ? (Character.isSurrogate(one) ? 1 : -1) : Character.compare(one, two);
      }
    }
    return Integer.compare(left.length(), right.length());
  }
}
