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
    IS_ANONYMOUS,
    /**
     * {@code auth.aal}: text, {@code aal1} or {@code aal2}, how surely a session knows its person;
     * null where no session is behind the request.
     */
    AAL
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
    NEGATE,
    /**
     * (text, pattern) -> bool: a regular expression that a client sends, found anywhere; the
     * dialect is the store's own, RE2 where it has none. IREGEX ignores case.
     */
    REGEX,
    IREGEX,
    /** (array | json | native, the same) -> bool: the left holds all of the right. */
    HOLDS,
    /** (array | json | native, the same) -> bool: all of the left is in the right. */
    HELD,
    /** (array | native, the same) -> bool: some element is in both. */
    OVERLAPS,
    /** (range, range) -> bool: wholly left, wholly right, not beyond, not before, touching. */
    LEFT_OF,
    RIGHT_OF,
    NOT_RIGHT_OF,
    NOT_LEFT_OF,
    ADJACENT
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

  /**
   * What lies at a path in a document; null where there is nothing.
   *
   * @param operand of type json, an array, or a native composite
   * @param steps at least one
   * @param type TEXT for a text without its quotes ({@code ->>}), JSON for the part as it is
   */
  record Path(Expression operand, List<Step> steps, Type type) implements Expression {
    public Path {
      steps = List.copyOf(steps);
    }
  }

  /** One step into a document. */
  sealed interface Step {
    /** The member of an object with this name. */
    record Key(String name) implements Step {}

    /** The element of an array, from 0; negative from the end. */
    record Index(int number) implements Step {}
  }

  /**
   * Whether a row's words match a search.
   *
   * @param name a declared search of the row's collection, or a column
   * @param language the text search configuration that the client names, or empty for the declared
   * @param query the words, as the mode spells them
   */
  record Search(int row, String name, SearchMode mode, String language, Expression query)
      implements Expression {
    @Override
    public Type type() {
      return Type.Scalar.BOOL;
    }
  }

  /** How the words of a search are spelled (PostgreSQL, section 12.3.2). */
  enum SearchMode {
    /** Words with {@code & | ! <->} and parentheses. */
    OPERATORS,
    /** All words, whatever their order. */
    PLAIN,
    /** All words, one after another. */
    PHRASE,
    /** As on the web: quotes, {@code or}, and a hyphen for not. */
    WEB
  }

  /**
   * A computed field as a client names it; policy puts its meaning in its place.
   *
   * @param field its name among the collection's computed fields
   */
  record Derived(int row, String field, Type type) implements Expression {}

  /** A function of the database over a whole row; only where the store has such functions. */
  record Stored(int row, String schema, String function, Type type) implements Expression {}

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
