package msingi.door.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import msingi.definition.Column;
import msingi.door.rest.Condition.Operator;
import msingi.door.rest.Condition.Quantifier;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.expression.Expression;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.expression.Values;

/** Filters as expressions over one node's row; texts become values of the columns' types. */
final class Conditions {
  /** Names of text search configurations that need no quotes. */
  private static final Pattern LANGUAGE = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

  private final Decoding decoding;
  private final Node node;

  Conditions(Decoding decoding, Node node) {
    this.decoding = decoding;
    this.node = node;
  }

  Expression expression(Condition condition) {
    return switch (condition) {
      case Condition.Tree tree -> {
        List<Expression> parts = new ArrayList<>();
        tree.parts().forEach(part -> parts.add(expression(part)));
        Expression all = tree.and() ? new Expression.And(parts) : new Expression.Or(parts);
        yield tree.negated() ? new Expression.Not(all) : all;
      }
      case Condition.Test test -> test(test);
      case Condition.Words words -> {
        Expression search = search(words);
        yield words.negated() ? new Expression.Not(search) : search;
      }
    };
  }

  /** A search that is declared, or else one in a column of texts. */
  private Expression search(Condition.Words words) {
    if (!node.visible.searches().containsKey(words.name())) {
      Column column = node.column(words.name());
      boolean readable =
          column.type() == Type.Scalar.TEXT
              || column.type() == Type.Scalar.JSON
              || column.type() instanceof Type.Native;
      if (!readable) {
        throw refused(
            ErrorCode.VALUE_INVALID,
            "operator "
                + FilterParser.word(words.mode())
                + " needs a text, and "
                + column.name()
                + " is none");
      }
    }
    String language = words.language().toLowerCase(Locale.ROOT);
    if (!words.language().isEmpty() && !LANGUAGE.matcher(language).matches()) {
      throw refused(
          ErrorCode.LANGUAGE_UNKNOWN,
          "text search configuration \"" + words.language() + "\" does not exist");
    }
    Value text = Values.parse(words.words(), Type.Scalar.TEXT);
    return new Expression.Search(
        node.row, words.name(), words.mode(), language, decoding.bind(text, Type.Scalar.TEXT));
  }

  private Expression test(Condition.Test test) {
    Optional<Node> child = node.child(test.name());
    if (child.isPresent()) {
      if (test.operator() == Operator.IS && word(test).equals("null")) {
        Expression exists = decoding.exists(node, child.get());
        return test.negated() ? exists : new Expression.Not(exists);
      }
      if (test.operator() == Operator.IS && word(test).equals("not_null")) {
        Expression exists = decoding.exists(node, child.get());
        return test.negated() ? new Expression.Not(exists) : exists;
      }
      if (!node.visible.readable().containsKey(test.name())) {
        throw Problem.of(ErrorCode.EMBED_OPERATOR).failure();
      }
    }
    Column column = node.column(test.name());
    Expression operand =
        test.path().of(new Expression.Column(node.row, column.name(), column.type()));
    if (test.quantifier() != Quantifier.NONE) {
      return quantified(test, operand);
    }
    Expression plain = plain(test, operand);
    return test.negated() ? new Expression.Not(plain) : plain;
  }

  private Expression plain(Condition.Test test, Expression operand) {
    String text = test.values().isEmpty() ? "" : test.values().getFirst();
    return switch (test.operator()) {
      case EQ, NEQ, GT, GTE, LT, LTE, ISDISTINCT ->
          compare(test.operator(), operand, literal(text, operand.type()));
      case LIKE, ILIKE, MATCH, IMATCH ->
          pattern(
              test.operator(),
              operand,
              literal(whole(test.operator(), pattern(test)), Type.Scalar.TEXT));
      case IN -> new Expression.In(operand, array(test.values(), operand.type()));
      case IS -> is(test, operand);
      case CS, CD, OV, SL, SR, NXR, NXL, ADJ ->
          Containing.test(test.operator(), operand, () -> literal(text, operand.type()));
    };
  }

  /** A text as a value of a type; for a type of the database, as the database reads it. */
  private Expression literal(String text, Type type) {
    return type instanceof Type.Opaque
        ? new Expression.Cast(bind(text, Type.Scalar.TEXT), type)
        : bind(text, type);
  }

  private Expression bind(String text, Type type) {
    return decoding.bind(Values.parse(text, type), type);
  }

  private Expression array(List<String> texts, Type element) {
    if (element instanceof Type.Array) {
      throw refused(ErrorCode.NOT_YET, "Lists of arrays are not built yet");
    }
    Type read = element instanceof Type.Opaque ? Type.Scalar.TEXT : element;
    List<Value> elements = new ArrayList<>(texts.size());
    texts.forEach(text -> elements.add(Values.parse(text, read)));
    return elements(new Value.Many(elements), element);
  }

  private Expression elements(Value many, Type element) {
    return element instanceof Type.Opaque
        ? new Expression.Cast(
            decoding.bind(many, new Type.Array(Type.Scalar.TEXT)), new Type.Array(element))
        : decoding.bind(many, new Type.Array(element));
  }

  /** The pattern; a star stands for any characters where the operator is like. */
  private static String pattern(Condition.Test test) {
    String text = test.values().getFirst();
    return switch (test.operator()) {
      case LIKE, ILIKE -> text.replace('*', '%');
      case EQ, NEQ, GT, GTE, LT, LTE, ISDISTINCT, MATCH, IMATCH, IN, IS -> text;
      case CS, CD, OV, SL, SR, NXR, NXL, ADJ -> text;
    };
  }

  /** A database refuses a lone backslash at the end only where a row has led it there. */
  private static String whole(Operator operator, String pattern) {
    boolean like = operator == Operator.LIKE || operator == Operator.ILIKE;
    int end = pattern.length();
    while (like && end > 0 && pattern.charAt(end - 1) == '\\') {
      end--;
    }
    if (like && (pattern.length() - end) % 2 == 1) {
      throw refused(ErrorCode.VALUE_INVALID, "LIKE pattern must not end with escape character");
    }
    return pattern;
  }

  private static Expression compare(Operator operator, Expression left, Expression right) {
    return new Expression.Compare(
        switch (operator) {
          case NEQ -> Expression.Comparison.NOT_EQUAL;
          case GT -> Expression.Comparison.GREATER;
          case GTE -> Expression.Comparison.GREATER_OR_EQUAL;
          case LT -> Expression.Comparison.LESS;
          case LTE -> Expression.Comparison.LESS_OR_EQUAL;
          case ISDISTINCT -> Expression.Comparison.DISTINCT;
          case EQ, LIKE, ILIKE, MATCH, IMATCH, IN, IS -> Expression.Comparison.EQUAL;
          case CS, CD, OV, SL, SR, NXR, NXL, ADJ -> Expression.Comparison.EQUAL;
        },
        left,
        right);
  }

  private static boolean patterned(Operator operator) {
    return switch (operator) {
      case LIKE, ILIKE, MATCH, IMATCH -> true;
      case EQ, NEQ, GT, GTE, LT, LTE, ISDISTINCT, IN, IS -> false;
      case CS, CD, OV, SL, SR, NXR, NXL, ADJ -> false;
    };
  }

  private static Expression pattern(Operator operator, Expression operand, Expression right) {
    boolean text = operand.type() == Type.Scalar.TEXT;
    boolean literal = operand.type() instanceof Type.Opaque it && it.representation().none();
    if (!text && !literal) {
      throw Containing.none(operator, operand.type());
    }
    Expression.Function function =
        switch (operator) {
          case MATCH -> Expression.Function.REGEX;
          case IMATCH -> Expression.Function.IREGEX;
          case ILIKE -> Expression.Function.ILIKE;
          case LIKE, EQ, NEQ, GT, GTE, LT, LTE, ISDISTINCT, IN, IS -> Expression.Function.LIKE;
          case CS, CD, OV, SL, SR, NXR, NXL, ADJ -> Expression.Function.LIKE;
        };
    Expression left = text ? operand : new Expression.Cast(operand, Type.Scalar.TEXT);
    return new Expression.Call(function, List.of(left, right), Type.Scalar.BOOL);
  }

  private static String word(Condition.Test test) {
    return test.values().getFirst().toLowerCase(Locale.ROOT);
  }

  private static Expression is(Condition.Test test, Expression operand) {
    return switch (word(test)) {
      case "null" -> new Expression.IsNull(operand);
      case "not_null" -> new Expression.Not(new Expression.IsNull(operand));
      case "true" -> truth(operand, Expression.Truth.TRUE);
      case "false" -> truth(operand, Expression.Truth.FALSE);
      case "unknown" -> truth(operand, Expression.Truth.UNKNOWN);
      default ->
          throw new Scanner("is." + test.values().getFirst(), "filter")
              .unexpectedWord("null or trilean value (unknown, null, true, false)");
    };
  }

  private static Expression truth(Expression operand, Expression.Truth truth) {
    if (operand.type() != Type.Scalar.BOOL) {
      throw refused(ErrorCode.VALUE_INVALID, "argument of IS " + truth + " must be type boolean");
    }
    return new Expression.Is(operand, truth);
  }

  /** Any or all elements of one array parameter, so that their number is not part of the shape. */
  private Expression quantified(Condition.Test test, Expression operand) {
    boolean pattern = patterned(test.operator());
    Type element = operand.type();
    if (element instanceof Type.Array) {
      throw Containing.none(test.operator(), element);
    }
    Type read = pattern || element instanceof Type.Opaque ? Type.Scalar.TEXT : element;
    Value parsed = Values.parse(pattern(test), new Type.Array(read));
    if (pattern && parsed instanceof Value.Many(List<Value> all)) {
      all.forEach(it -> {
        if (it instanceof Value.Text(String text)) {
          whole(test.operator(), text);
        }
      });
    }
    Type bound = pattern ? read : element;
    Expression array = elements(parsed, bound);
    boolean any = test.quantifier() == Quantifier.ANY;
    if (any && test.operator() == Operator.EQ) {
      // Membership, which an index serves.
      Expression member = new Expression.In(operand, array);
      return test.negated() ? new Expression.Not(member) : member;
    }
    int as = decoding.freshRow();
    Expression one = new Expression.Element(as, bound);
    Expression each =
        pattern ? pattern(test.operator(), operand, one) : compare(test.operator(), operand, one);
    Expression counter = new Expression.Not(new Expression.Is(each, Expression.Truth.TRUE));
    Expression found = new Expression.AnyElement(array, as, any ? each : counter);
    Expression holds = any ? found : new Expression.Not(found);
    if (!test.negated()) {
      return holds;
    }
    return new Expression.And(
        List.of(new Expression.Not(new Expression.IsNull(operand)), new Expression.Not(holds)));
  }

  private static Failure refused(ErrorCode code, String message) {
    return Problem.of(code, message).failure();
  }
}
