package msingi.expression;

import java.util.List;

/**
 * An expression over rows, the caller and values: rules, checks, defaults and clients' filters
 * alike.
 *
 * <p>Truth is SQL's: three-valued, with Kleene's {@code and}, {@code or} and {@code not}. Rows are
 * numbered: {@link #ROW} is the row at hand, {@link #OLD} the row before an update, larger numbers
 * are bound by {@link Exists}, {@link Related} and {@link AnyElement} and are unique within one
 * expression. Every expression is already typed.
 */
public sealed interface Expression {
  /** The row at hand. */
  int ROW = 0;

  /** The row as it was before an update. */
  int OLD = 1;

  /** The first number that a binding may take. */
  int FIRST_BOUND = 2;

  Literal TRUE = new Literal(Value.Bool.TRUE, Type.Scalar.BOOL);
  Literal FALSE = new Literal(Value.Bool.FALSE, Type.Scalar.BOOL);

  /** The type of the result. */
  Type type();

  /** A value written in the definition. */
  record Literal(Value value, Type type) implements Expression {}

  /**
   * A value that comes with each request.
   *
   * @param index its place among the request's values, from 0
   */
  record Parameter(int index, Type type) implements Expression {}

  /**
   * A stored column of a row.
   *
   * @param row the row's number
   * @param column the column's name in the definition
   */
  record Column(int row, String column, Type type) implements Expression {}

  /**
   * Something about the caller; null when it is absent.
   *
   * @param attribute which
   * @param path for {@link Attribute#CLAIMS} the claim's path, else empty
   */
  record Caller(Attribute attribute, List<String> path, Type type) implements Expression {
    public Caller {
      path = List.copyOf(path);
    }
  }

  /** What an expression may know of the caller. */
  enum Attribute {
    /** {@code auth.uid}: uuid. */
    UID,
    /** {@code auth.role}: text, one of anon, authenticated, service_role. */
    ROLE,
    /** {@code auth.roles}: text[], the application's roles. */
    ROLES,
    /**
     * {@code auth.claims.a.b}: takes the type of what it is compared with, text where nothing else
     * is said; null when the claim is absent or cannot be read as that type.
     */
    CLAIMS,
    /** {@code auth.is_anonymous}: bool. */
    IS_ANONYMOUS
  }

  /** {@code now()} (timestamp) or {@code today()} (date, UTC): constant for a request. */
  record Moment(Type.Scalar type) implements Expression {}

  /** A comparison; unknown when a side is null, but for the two DISTINCT forms. */
  record Compare(Comparison comparison, Expression left, Expression right) implements Expression {
    @Override
    public Type type() {
      return Type.Scalar.BOOL;
    }
  }

  /** Comparisons. {@code DISTINCT} treats null as a value and is two-valued. */
  enum Comparison {
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL,
    DISTINCT,
    NOT_DISTINCT
  }

  /** Whether the operand is null; two-valued. */
  record IsNull(Expression operand) implements Expression {
    @Override
    public Type type() {
      return Type.Scalar.BOOL;
    }
  }

  /** Whether a truth is exactly true, false or unknown; two-valued. */
  record Is(Expression operand, Truth truth) implements Expression {
    @Override
    public Type type() {
      return Type.Scalar.BOOL;
    }
  }

  /** The three truth values. */
  enum Truth {
    TRUE,
    FALSE,
    UNKNOWN
  }

  /** All of them; true when empty. */
  record And(List<Expression> operands) implements Expression {
    public And {
      operands = List.copyOf(operands);
    }

    @Override
    public Type type() {
      return Type.Scalar.BOOL;
    }
  }

  /** Any of them; false when empty. */
  record Or(List<Expression> operands) implements Expression {
    public Or {
      operands = List.copyOf(operands);
    }

    @Override
    public Type type() {
      return Type.Scalar.BOOL;
    }
  }

  /** Kleene's negation. */
  record Not(Expression operand) implements Expression {
    @Override
    public Type type() {
      return Type.Scalar.BOOL;
    }
  }

  /**
   * Membership, with SQL's truth: unknown when the operand is null, or when it is not found and the
   * array holds a null.
   *
   * @param array an expression of array type; bound as one value, whatever its length
   */
  record In(Expression operand, Expression array) implements Expression {
    @Override
    public Type type() {
      return Type.Scalar.BOOL;
    }
  }

  /** Arithmetic on numbers, and {@code +} on texts; overflow is 22003, division by zero is null. */
  record Arithmetic(Operator operator, Expression left, Expression right, Type type)
      implements Expression {}

  /** Arithmetic operators. Whole division truncates towards zero, as CEL and SQL do. */
  enum Operator {
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    REMAINDER
  }

  /** A function; null when an operand is null. */
  record Call(Function function, List<Expression> operands, Type type) implements Expression {
    public Call {
      operands = List.copyOf(operands);
    }
  }

  /** Functions. */
  enum Function {
    /** (text, text) -> bool. */
    STARTS_WITH,
    ENDS_WITH,
    CONTAINS,
    /** (text, literal pattern) -> bool: RE2, found anywhere. */
    MATCHES,
    /** (text, pattern) -> bool: SQL's LIKE with % and _ and backslash, case-sensitive. */
    LIKE,
    /** The same after Unicode simple folding of both sides. */
    ILIKE,
    /** (text | array | bytes) -> long: code points, elements, bytes. */
    SIZE,
    /** (text) -> text: Unicode simple case mapping. */
    LOWER,
    UPPER,
    /** (json, text) -> bool: an object has the key. */
    HAS,
    /** (numeric) -> numeric. */
    NEGATE
  }

  /** {@code condition ? then : otherwise}; an unknown condition takes {@code otherwise}. */
  record Conditional(Expression condition, Expression then, Expression otherwise)
      implements Expression {
    @Override
    public Type type() {
      return then.type();
    }
  }

  /** A cast. */
  record Cast(Expression operand, Type type) implements Expression {}

  /**
   * Whether a related row exists for which the condition is true; two-valued.
   *
   * @param from the row that the relation starts from
   * @param hop the relation
   * @param as the number by which the condition names the related row
   */
  record Exists(int from, Hop hop, int as, Expression condition) implements Expression {
    @Override
    public Type type() {
      return Type.Scalar.BOOL;
    }
  }

  /**
   * The value of an expression in the row that a to-one relation leads to; null when there is none.
   */
  record Related(int from, Hop hop, int as, Expression value) implements Expression {
    @Override
    public Type type() {
      return value.type();
    }
  }

  /**
   * Whether an element of an array exists for which the condition is true; two-valued. The element
   * is {@link Element} with the number {@code as}.
   */
  record AnyElement(Expression array, int as, Expression condition) implements Expression {
    @Override
    public Type type() {
      return Type.Scalar.BOOL;
    }
  }

  /** The element that an {@link AnyElement} binds. */
  record Element(int as, Type type) implements Expression {}

  /**
   * A relation by name.
   *
   * @param collection where it starts, by name
   * @param relation its name there
   */
  record Hop(String collection, String relation) {}
}
