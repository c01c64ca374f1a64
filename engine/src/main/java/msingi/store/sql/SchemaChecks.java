package msingi.store.sql;

import java.util.List;
import java.util.Optional;
import msingi.definition.App;
import msingi.definition.Collection;
import msingi.expression.Expression;
import msingi.expression.Expressions;
import msingi.expression.Value;

/**
 * Table checks as conditions of the database: what is deterministic, asks no other row and needs no
 * function of ours. The rest is enforced by the engine alone.
 */
final class SchemaChecks implements SchemaWords.Checks {
  private final Dialect dialect;

  SchemaChecks(Dialect dialect) {
    this.dialect = dialect;
  }

  @Override
  public Optional<String> render(App app, Collection collection, Expression condition) {
    Expression plain = lists(condition);
    if (Expressions.any(plain, this::foreign)) {
      return Optional.empty();
    }
    SqlText text = new SqlText(dialect);
    String sql =
        new ExpressionSql(app, text)
            .with(Expression.ROW, new RowSource(collection, Dialect::quote))
            .write(plain);
    return text.statement(sql).binds().isEmpty() ? Optional.of(sql) : Optional.empty();
  }

  private boolean foreign(Expression part) {
    return dialect.own(part) || elsewhere(part);
  }

  private boolean elsewhere(Expression part) {
    return switch (part) {
      case Expression.Exists _,
          Expression.Related _,
          Expression.AnyElement _,
          Expression.Search _,
          Expression.Derived _,
          Expression.Stored _,
          Expression.Element _,
          Expression.Parameter _,
          Expression.Caller _,
          Expression.Moment _ ->
          true;
      case Expression.In _ -> dialect.equals(Dialect.SQLITE);
      case Expression.Column column -> column.row() != Expression.ROW;
      case Expression.Call call ->
          call.function() == Expression.Function.MATCHES
              || (call.function() == Expression.Function.HAS && dialect.equals(Dialect.SQLITE));
      case Expression.Literal _,
          Expression.Compare _,
          Expression.IsNull _,
          Expression.Is _,
          Expression.And _,
          Expression.Or _,
          Expression.Not _,
          Expression.Arithmetic _,
          Expression.Conditional _,
          Expression.Cast _,
          Expression.Path _ ->
          false;
    };
  }

  /** Membership in a written list as comparisons: a check may not hold a subquery. */
  private static Expression lists(Expression expression) {
    if (expression instanceof Expression.In(Expression operand, Expression array)
        && array instanceof Expression.Literal(Value value, var _)
        && value instanceof Value.Many(List<Value> elements)) {
      return new Expression.Or(
          elements.stream()
              .map(it -> new Expression.Literal(it, operand.type()))
              .<Expression>map(
                  it -> new Expression.Compare(Expression.Comparison.EQUAL, operand, it))
              .toList());
    }
    return Expressions.children(expression, SchemaChecks::lists);
  }
}
