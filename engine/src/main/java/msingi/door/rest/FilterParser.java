package msingi.door.rest;

import java.util.ArrayList;
import java.util.List;
import msingi.door.rest.Condition.Operator;
import msingi.door.rest.Condition.Quantifier;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.expression.Expression.SearchMode;

/** Parses filters: {@code not.op.value}, and the trees of {@code and} and {@code or}. */
final class FilterParser {
  private static final String OPERATORS = "operator (eq, gt, ...)";
  private static final Operator[] ALL = Operator.values();

  private final Scanner scanner;
  private final boolean inTree;
  private final int mostDepth;

  private FilterParser(Scanner scanner, boolean inTree, int mostDepth) {
    this.scanner = scanner;
    this.inTree = inTree;
    this.mostDepth = mostDepth;
  }

  /** Whether a text begins as a test does: {@code eq.}, {@code not.in.}, {@code gt(any).}. */
  static boolean operated(String text) {
    String rest = text.startsWith("not.") ? text.substring("not.".length()) : text;
    int dot = rest.indexOf('.');
    if (dot < 0) {
      return false;
    }
    int open = rest.indexOf('(');
    boolean parameter = open >= 0 && open < dot && rest.charAt(dot - 1) == ')';
    String word = rest.substring(0, parameter ? open : dot);
    return java.util.Arrays.stream(SearchMode.values()).anyMatch(it -> word(it).equals(word))
        || java.util.Arrays.stream(ALL).anyMatch(it -> it.word().equals(word));
  }

  /** What a parameter such as {@code age=gte.18} says of the name before the equals sign. */
  static Condition filter(String name, JsonPath path, String text) {
    Scanner scanner = new Scanner(text, "filter");
    Condition test = new FilterParser(scanner, false, 0).test(name, path);
    if (!scanner.done()) {
      throw scanner.unexpected("end of input");
    }
    return test;
  }

  /**
   * What {@code and=(…)} or {@code or=(…)} says.
   *
   * @param mostDepth how deeply trees may be nested
   */
  static Condition tree(boolean negated, boolean and, String text, int mostDepth) {
    Scanner scanner = new Scanner(text, "logic tree");
    Condition tree = new FilterParser(scanner, true, mostDepth).tree(negated, and, 0);
    if (!scanner.done()) {
      throw scanner.unexpected("end of input");
    }
    return tree;
  }

  private Condition tree(boolean negated, boolean and, int depth) {
    if (depth >= mostDepth) {
      throw Problem.of(
              ErrorCode.TOO_DEEP, "Logic is nested more than " + mostDepth + " levels deep")
          .failure();
    }
    scanner.expect('(', "\"(\"");
    List<Condition> parts = new ArrayList<>();
    do {
      scanner.spaces();
      parts.add(part(depth));
      scanner.spaces();
    } while (scanner.take(','));
    scanner.expect(')', "\",\" or \")\"");
    return new Condition.Tree(negated, and, parts);
  }

  private Condition part(int depth) {
    int start = scanner.position();
    boolean negated = scanner.take("not.");
    boolean and = scanner.take("and");
    if (and || scanner.take("or")) {
      scanner.spaces();
      if (scanner.peek() == '(') {
        return tree(negated, and, depth + 1);
      }
    }
    scanner.back(start);
    String name =
        scanner.name(
            "field name (* or [a..z0..9_$]), negation operator (not) or logic operator (and, or)");
    JsonPath path = JsonPath.read(scanner);
    scanner.expect('.', "\".\"");
    return test(name, path);
  }

  private Condition test(String name, JsonPath path) {
    boolean negated = scanner.take("not.");
    for (SearchMode mode : SearchMode.values()) {
      if (stands(word(mode))) {
        if (!path.none()) {
          throw Problem.of(ErrorCode.NOT_YET, "Searches inside documents are not built yet")
              .failure();
        }
        scanner.take(word(mode));
        return words(name, negated, mode);
      }
    }
    Operator operator = operator(negated);
    Quantifier quantifier = Quantifier.NONE;
    if (operator.quantified() && scanner.peek() == '(') {
      quantifier =
          scanner.take("(any)")
              ? Quantifier.ANY
              : scanner.take("(all)") ? Quantifier.ALL : Quantifier.NONE;
    }
    scanner.expect('.', "\".\"");
    List<String> values =
        operator == Operator.IN ? list() : List.of(value(quantifier != Quantifier.NONE));
    return new Condition.Test(name, path, negated, operator, quantifier, values);
  }

  /** How the dialect spells a search. */
  static String word(SearchMode mode) {
    return switch (mode) {
      case OPERATORS -> "fts";
      case PLAIN -> "plfts";
      case PHRASE -> "phfts";
      case WEB -> "wfts";
    };
  }

  private Condition words(String name, boolean negated, SearchMode mode) {
    String language = "";
    if (scanner.take('(')) {
      StringBuilder text = new StringBuilder();
      while (!scanner.done() && scanner.peek() != ')') {
        text.append(scanner.peek());
        scanner.take(scanner.peek());
      }
      language = text.toString();
      scanner.expect(')', "\")\"");
    }
    scanner.expect('.', "\".\"");
    return new Condition.Words(name, negated, mode, language, value(false));
  }

  private Operator operator(boolean negated) {
    for (Operator operator : ALL) {
      if (stands(operator.word())) {
        scanner.take(operator.word());
        return operator;
      }
    }
    throw scanner.unexpectedWord(negated ? OPERATORS : "\"not\" or " + OPERATORS);
  }

  private boolean stands(String word) {
    return scanner.at(word) && (scanner.at(word + ".") || scanner.at(word + "("));
  }

  private String value(boolean array) {
    if (!inTree) {
      return scanner.rest();
    }
    return array || scanner.peek() == '{' ? scanner.braced() : scanner.element();
  }

  private List<String> list() {
    scanner.expect('(', "\"(\"");
    List<String> values = new ArrayList<>();
    scanner.spaces();
    if (scanner.take(')')) {
      return values;
    }
    do {
      values.add(scanner.element());
    } while (scanner.take(','));
    scanner.expect(')', "\",\" or \")\"");
    return values;
  }
}
