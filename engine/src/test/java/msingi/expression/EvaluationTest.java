package msingi.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationTest {
  private static final long NOON = 1_767_355_200_000_000L;

  /** Rows held as maps; every hop leads to the rows listed under its relation's name. */
  record Held(Map<Integer, Map<String, Value>> rows, Map<String, List<Map<String, Value>>> related)
      implements Evaluation.Rows {
    @Override
    public Value column(int row, String column) {
      return rows.getOrDefault(row, Map.of()).getOrDefault(column, Value.Null.NULL);
    }

    private Stream<Evaluation.Rows> reached(Expression.Hop hop, int as) {
      return related.getOrDefault(hop.relation(), List.of()).stream()
          .map(row -> {
            Map<Integer, Map<String, Value>> more = new java.util.HashMap<>(rows);
            more.put(as, row);
            return new Held(more, related);
          });
    }

    @Override
    public boolean exists(
        int from, Expression.Hop hop, int as, Predicate<Evaluation.Rows> condition) {
      return reached(hop, as).anyMatch(condition);
    }

    @Override
    public Value related(
        int from, Expression.Hop hop, int as, Function<Evaluation.Rows, Value> value) {
      return reached(hop, as).findFirst().map(value).orElse(Value.Null.NULL);
    }
  }

  static final Bindings.Principal NURSE =
      caller ->
          switch (caller.attribute()) {
            case UID -> Values.parse("00000000-0000-7000-8000-000000000001", Type.Scalar.UUID);
            case ROLE -> new Value.Text("authenticated");
            case ROLES -> new Value.Many(List.of(new Value.Text("nurse")));
            case CLAIMS -> Value.Null.NULL;
            case IS_ANONYMOUS -> Value.Bool.FALSE;
            case AAL -> new Value.Text("aal1");
          };

  static final Held ROWS =
      new Held(
          Map.of(
              0,
              Map.of(
                  "name", new Value.Text("Zoë😀"),
                  "age", new Value.Whole(7),
                  "visits", new Value.Whole(Long.MAX_VALUE),
                  "weight", new Value.Real(2.5),
                  "owes", Values.parse("10.50", new Type.Decimal(10, 2)),
                  "active", Value.Bool.TRUE,
                  "extra", new Value.Json("{\"a\": {\"b\": 1}, \"c\": 2}"),
                  "marks", Values.parse("{1,NULL,3}", new Type.Array(Type.Scalar.INT)),
                  "seen_at", new Value.Timestamp(NOON))),
          Map.of(
              "clinic", List.of(Map.of("name", new Value.Text("North"))),
              "staff",
                  List.of(
                      Map.of(
                          "id",
                          Values.parse("00000000-0000-7000-8000-000000000001", Type.Scalar.UUID)),
                      Map.of("name", new Value.Text("Ann")))));

  private static Value evaluate(String text) {
    Expression expression =
        ExpressionReaderTest.read(
            text, ExpressionReader.Context.rule(new ClinicScope(), "patients"));
    return Evaluation.evaluate(expression, ROWS, new Bindings(List.of(), NURSE, NOON));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      textBlock =
          """
          active => true
          status == 'seen' => null
          status == null => true
          !(status == 'seen') => null
          status == 'seen' && !active => false
          status == 'seen' || active => true
          status in ['seen'] => null
          age in [1, 7] => true
          1 in marks => true
          2 in marks => null
          marks.exists(m, m > 2) => true
          marks.all(m, m > 0) => false
          clinic.name == 'North' => true
          card.number == 'x' => null
          clinic.staff.exists(u, u.id == auth.uid) => true
          clinic.staff.all(u, u.id == auth.uid) => false
          clinic.staff.exists(u, u.name == 'Bob') => false
          'nurse' in auth.roles => true
          'doctor' in auth.roles => false
          auth.claims.x == 'a' => null
          size(name) == 4 => true
          upper(name) == 'ZOË😀' => true
          name < '\uffff' => true
          '😀' > '\\uffff' => true
          name.contains('ë') => true
          name.matches('^Z.{3}$') => true
          has(extra.a) => true
          has(extra.b) => false
          owes * 2 == 21 => true
          weight + age > 9.4 => true
          -7 / 2 == -3 => true
          -7 % 2 == -1 => true
          int(weight) == 2 => true
          date(seen_at) == today() => true
          seen_at == now() => true
          age / 0 == 1 => null
          age % 0 == 1 => null
          weight / 0.0 == 1.0 => null
          string(age) + 'x' == '7x' => true
          status == 'seen' ? false : true => true
          """)
  void givesTheTruth(String text, String truth) {
    Value wanted = truth.equals("null") ? Value.Null.NULL : Value.Bool.of(truth.equals("true"));
    assertThat(evaluate(text)).isEqualTo(wanted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      textBlock =
          """
          visits + 1 == 1 => VALUE_OUT_OF_RANGE
          age + 2147483647 == 1 => VALUE_OUT_OF_RANGE
          age * 2147483647 == 1 => VALUE_OUT_OF_RANGE
          int(visits) == 1 => VALUE_OUT_OF_RANGE
          weight * 1e308 * 1e10 == 1 => VALUE_OUT_OF_RANGE
          """)
  void failsWithACode(String text, ErrorCode code) {
    assertThatThrownBy(() -> evaluate(text))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.problem().code()).isEqualTo(code));
  }

  @Test
  void keepsKleenesTables() {
    String[] names = {"F", "U", "T"};
    List<Expression> truths =
        List.of(
            Expression.FALSE,
            new Expression.Literal(Value.Null.NULL, Type.Scalar.BOOL),
            Expression.TRUE);
    for (int left = 0; left < 3; left++) {
      for (int right = 0; right < 3; right++) {
        List<Expression> both = List.of(truths.get(left), truths.get(right));
        assertThat(constant(new Expression.And(both)))
            .as(names[left] + " and " + names[right])
            .isEqualTo(constant(truths.get(Math.min(left, right))));
        assertThat(constant(new Expression.Or(both)))
            .as(names[left] + " or " + names[right])
            .isEqualTo(constant(truths.get(Math.max(left, right))));
      }
      assertThat(constant(new Expression.Not(truths.get(left))))
          .isEqualTo(constant(truths.get(2 - left)));
    }
  }

  private static Value constant(Expression expression) {
    return Evaluation.evaluate(expression, new Bindings(List.of(), NURSE, 0));
  }

  @Test
  void foldsWhatDependsOnTheCaller() {
    assertThat(folded("'nurse' in auth.roles && id == auth.uid"))
        .isEqualTo("(EQUAL 0.id 00000000-0000-7000-8000-000000000001:uuid)");
    assertThat(folded("'doctor' in auth.roles && active")).isEqualTo("false:bool");
    assertThat(folded("auth.role == 'authenticated' || active")).isEqualTo("true:bool");
    assertThat(folded("id == auth.claims.x")).isEqualTo("null");
    assertThat(folded("clinic.staff.exists(u, u.name == auth.claims.x)")).isEqualTo("false:bool");
    assertThat(folded("marks.exists(m, m == 1)")).isEqualTo("(ANY 0.marks 2 (EQUAL #2 1:int))");
    assertThat(folded("seen_at < now()")).isEqualTo("(LESS 0.seen_at now)");
  }

  private static Expression rule(String text) {
    return ExpressionReaderTest.read(
        text, ExpressionReader.Context.rule(new ClinicScope(), "patients"));
  }

  private static String folded(String text) {
    return Shown.of(Partial.fold(rule(text), NURSE));
  }

  @Test
  void findsTheTruthsThatDependOnTheCallerAlone() {
    Expression rule =
        rule("('nurse' in auth.roles || auth.is_anonymous) && id == auth.uid && auth.uid != null");
    assertThat(Partial.callerParts(rule).stream().map(Shown::of))
        .containsExactly(
            "(OR (IN nurse:text auth.roles) auth.is_anonymous)", "(NOT (IS_NULL auth.uid))");
    assertThat(Shown.of(Partial.foldTruths(rule, NURSE))).isEqualTo("(EQUAL 0.id auth.uid)");
  }
}
