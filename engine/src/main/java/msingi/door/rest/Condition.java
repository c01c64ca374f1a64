package msingi.door.rest;

import java.util.List;

/** A filter as written. */
sealed interface Condition {
  /**
   * A test of one column or one embedded resource.
   *
   * @param name the column or the embedded resource
   * @param path into the column's document
   * @param negated whether {@code not.} stands before the operator
   * @param operator what is tested
   * @param quantifier over the elements of a list
   * @param values one text, or the elements of {@code in}
   */
  record Test(
      String name,
      JsonPath path,
      boolean negated,
      Operator operator,
      Quantifier quantifier,
      List<String> values)
      implements Condition {
    public Test {
      values = List.copyOf(values);
    }
  }

  /**
   * A search by words.
   *
   * @param name a search or a column
   * @param negated whether {@code not.} stands before the operator
   * @param mode how the words are spelled
   * @param language the language that is named, or empty
   */
  record Words(
      String name,
      boolean negated,
      msingi.expression.Expression.SearchMode mode,
      String language,
      String words)
      implements Condition {}

  /** {@code and(…)} or {@code or(…)}. */
  record Tree(boolean negated, boolean and, List<Condition> parts) implements Condition {
    public Tree {
      parts = List.copyOf(parts);
    }
  }

  /** Whether the test must hold for any or all elements of an array. */
  enum Quantifier {
    NONE,
    ANY,
    ALL
  }

  /** The operators that are built. */
  enum Operator {
    EQ("eq", true),
    NEQ("neq", false),
    GTE("gte", true),
    GT("gt", true),
    LTE("lte", true),
    LT("lt", true),
    ISDISTINCT("isdistinct", false),
    LIKE("like", true),
    ILIKE("ilike", true),
    MATCH("match", true),
    IMATCH("imatch", true),
    IN("in", false),
    IS("is", false),
    CS("cs", false),
    CD("cd", false),
    OV("ov", false),
    SL("sl", false),
    SR("sr", false),
    NXR("nxr", false),
    NXL("nxl", false),
    ADJ("adj", false);

    private final String word;
    private final boolean quantified;

    Operator(String word, boolean quantified) {
      this.word = word;
      this.quantified = quantified;
    }

    /** As the query string spells it. */
    String word() {
      return word;
    }

    /** Whether {@code (any)} and {@code (all)} may follow. */
    boolean quantified() {
      return quantified;
    }
  }
}
