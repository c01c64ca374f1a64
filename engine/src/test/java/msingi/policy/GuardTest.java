package msingi.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import msingi.expression.Expression;
import msingi.expression.Type;
import org.junit.jupiter.api.Test;

class GuardTest {
  private static final Expression TITLE =
      new Expression.Column(Expression.ROW, "title", Type.Scalar.TEXT);
  private static final Expression RULE =
      new Expression.Column(Expression.ROW, "open", Type.Scalar.BOOL);
  private static final Expression SAFE = new Expression.IsNull(TITLE);
  private static final Expression FAILING =
      new Expression.Call(Expression.Function.REGEX, List.of(TITLE, TITLE), Type.Scalar.BOOL);

  @Test
  void whatCanFailIsAskedAfterTheRule() {
    Expression asked = new Expression.And(List.of(SAFE, FAILING));
    Expression after = new Expression.Conditional(RULE, FAILING, Expression.FALSE);
    assertThat(Guard.all(List.of(asked), () -> RULE))
        .isEqualTo(new Expression.And(List.of(SAFE, RULE, after)));
  }

  @Test
  void whatCannotFailStandsBesideTheRule() {
    assertThat(Guard.all(List.of(SAFE), () -> RULE))
        .isEqualTo(new Expression.And(List.of(SAFE, RULE)));
  }

  @Test
  void whereAllIsOpenNothingIsGuarded() {
    assertThat(Guard.all(List.of(FAILING), () -> Expression.TRUE)).isEqualTo(FAILING);
  }

  @Test
  void whatStandsBehindARowIsAskedAfterItsRule() {
    Expression asked = new Expression.And(List.of(SAFE, FAILING));
    Expression after = new Expression.Conditional(RULE, FAILING, Expression.FALSE);
    assertThat(Guard.behind(asked, () -> RULE)).isEqualTo(new Expression.And(List.of(SAFE, after)));
    assertThat(Guard.behind(SAFE, () -> RULE)).isEqualTo(SAFE);
    assertThat(Guard.behind(asked, () -> Expression.TRUE)).isEqualTo(asked);
  }
}
