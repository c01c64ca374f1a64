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
    Expression.Column operand = new Expression.Column(node.row, column.name(), column.type());
    if (test.quantifier() != Quantifier.NONE) {
      return quantified(test, operand);
    }
    Expression plain = plain(test, operand);
    return test.negated() ? new Expression.Not(plain) : plain;
  }

  private Expression plain(Condition.Test test, Expression.Column operand) {
    return switch (test.operator()) {
      case EQ, NEQ, GT, GTE, LT, LTE, ISDISTINCT -> {
        Value value = Values.parse(test.values().getFirst(), operand.type());
        yield compare(test.operator(), operand, decoding.bind(value, operand.type()));
      }
      case LIKE, ILIKE ->
          like(test.operator(), operand, decoding.bind(pattern(test), Type.Scalar.TEXT));
      case IN -> {
        List<Value> elements = new ArrayList<>(test.values().size());
        test.values().forEach(text -> elements.add(Values.parse(text, operand.type())));
        yield new Expression.In(operand, array(elements, operand.type()));
      }
      case IS -> is(test, operand);
    };
  }

  private Expression.Parameter array(List<Value> elements, Type element) {
    if (element instanceof Type.Array) {
      throw refused(ErrorCode.NOT_YET, "Lists of arrays are not built yet");
    }
    return decoding.bind(new Value.Many(elements), new Type.Array(element));
  }

  private static Value pattern(Condition.Test test) {
    return Values.parse(test.values().getFirst().replace('*', '%'), Type.Scalar.TEXT);
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
          case EQ, LIKE, ILIKE, IN, IS -> Expression.Comparison.EQUAL;
        },
        left,
        right);
  }

  private static Expression like(Operator operator, Expression.Column operand, Expression right) {
    if (operand.type() != Type.Scalar.TEXT) {
      throw refused(
          ErrorCode.VALUE_INVALID,
          "operator " + operator.word() + " needs a text, and " + operand.column() + " is none");
    }
    return new Expression.Call(
        operator == Operator.LIKE ? Expression.Function.LIKE : Expression.Function.ILIKE,
        List.of(operand, right),
        Type.Scalar.BOOL);
  }

  private static String word(Condition.Test test) {
    return test.values().getFirst().toLowerCase(Locale.ROOT);
  }

  private static Expression is(Condition.Test test, Expression.Column operand) {
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

  private static Expression truth(Expression.Column operand, Expression.Truth truth) {
    if (operand.type() != Type.Scalar.BOOL) {
      throw refused(ErrorCode.VALUE_INVALID, "argument of IS " + truth + " must be type boolean");
    }
    return new Expression.Is(operand, truth);
  }

  /** Any or all elements of one array parameter, so that their number is not part of the shape. */
  private Expression quantified(Condition.Test test, Expression.Column operand) {
    boolean pattern = test.operator() == Operator.LIKE || test.operator() == Operator.ILIKE;
    String literal = test.values().getFirst();
    Type element = operand.type();
    Value parsed =
        Values.parse(pattern ? literal.replace('*', '%') : literal, new Type.Array(element));
    Expression.Parameter array = decoding.bind(parsed, new Type.Array(element));
    int as = decoding.freshRow();
    Expression bound = new Expression.Element(as, element);
    Expression each =
        pattern ? like(test.operator(), operand, bound) : compare(test.operator(), operand, bound);
    boolean any = test.quantifier() == Quantifier.ANY;
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
