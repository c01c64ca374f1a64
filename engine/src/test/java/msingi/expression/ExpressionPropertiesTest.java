package msingi.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import msingi.base.SimpleFolding;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every expression. */
class ExpressionPropertiesTest {
  private static final Type BOOL = Type.Scalar.BOOL;
  private static final Expression.Hop HOP = new Expression.Hop("patients", "staff");

  private static final Bindings BINDINGS = new Bindings(List.of(), EvaluationTest.NURSE, 0);

  @Provide
  Arbitrary<Expression> truths() {
    Arbitrary<Expression> leaves =
        Arbitraries.of(
            Expression.TRUE,
            Expression.FALSE,
            new Expression.Literal(Value.Null.NULL, BOOL),
            new Expression.Column(0, "t", BOOL),
            new Expression.Column(0, "f", BOOL),
            new Expression.Column(0, "u", BOOL),
            new Expression.Caller(Expression.Attribute.IS_ANONYMOUS, List.of(), BOOL),
            new Expression.Caller(Expression.Attribute.CLAIMS, List.of("x"), BOOL),
            new Expression.Exists(0, HOP, 2, new Expression.Column(2, "t", BOOL)));
    Arbitrary<Expression> grown = leaves;
    for (int level = 0; level < 4; level++) {
      grown = Arbitraries.oneOf(leaves, combined(grown));
    }
    return grown;
  }

  private static Arbitrary<Expression> combined(Arbitrary<Expression> parts) {
    return Arbitraries.oneOf(
        parts.map(Expression.Not::new),
        parts.map(it -> new Expression.Is(it, Expression.Truth.UNKNOWN)),
        parts.list().ofMinSize(1).ofMaxSize(3).map(Expression.And::new),
        parts.list().ofMinSize(1).ofMaxSize(3).map(Expression.Or::new),
        Combinators.combine(parts, parts)
            .as((a, b) -> new Expression.Compare(Expression.Comparison.EQUAL, a, b)),
        Combinators.combine(parts, parts, parts).as(Expression.Conditional::new));
  }

  private static EvaluationTest.Held rows(int number) {
    Map<String, Value> row = Map.of("t", Value.Bool.TRUE, "f", Value.Bool.FALSE);
    return new EvaluationTest.Held(Map.of(number, row), Map.of("staff", List.of(row)));
  }

  private static Value value(Expression expression) {
    return Evaluation.evaluate(expression, rows(0), BINDINGS);
  }

  @Property(tries = 500)
  void foldingKeepsTheTruth(@ForAll("truths") Expression truth) {
    assertThat(value(Partial.fold(truth, EvaluationTest.NURSE))).isEqualTo(value(truth));
    assertThat(value(Partial.foldTruths(truth, EvaluationTest.NURSE))).isEqualTo(value(truth));
  }

  @Property(tries = 300)
  void renumberingKeepsTheTruth(@ForAll("truths") Expression truth) {
    Expression moved = Expressions.renumber(truth, number -> number + 10);
    assertThat(Evaluation.evaluate(moved, rows(10), BINDINGS)).isEqualTo(value(truth));
  }

  @Property(tries = 300)
  void deMorganHoldsForThreeValues(
      @ForAll("truths") Expression left, @ForAll("truths") Expression right) {
    assertThat(value(new Expression.Not(new Expression.And(List.of(left, right)))))
        .isEqualTo(
            value(new Expression.Or(List.of(new Expression.Not(left), new Expression.Not(right)))));
  }

  @Property(tries = 300)
  void textsOrderByCodePoint(@ForAll String left, @ForAll String right) {
    int[] one = left.codePoints().toArray();
    int[] two = right.codePoints().toArray();
    assertThat(Integer.signum(Evaluation.compareTexts(left, right)))
        .isEqualTo(Integer.signum(java.util.Arrays.compare(one, two)));
    assertThat(SimpleFolding.fold(left).codePointCount(0, SimpleFolding.fold(left).length()))
        .isEqualTo(one.length);
  }
}
