package msingi.testkit;

import java.util.List;
import msingi.definition.App;
import msingi.definition.Collection;
import msingi.expression.Expression;
import msingi.expression.Type;
import msingi.plan.ReadPlan;
import msingi.request.Request;
import msingi.result.Shape;
import msingi.store.sql.SqlCompiler;

/** Searches as they are compiled, for looking at what the database makes of them. */
final class SearchPlans {
  private SearchPlans() {}

  /** The condition of a search for {@code cats7} on PostgreSQL, over the alias {@code t0}. */
  static String condition(App app, String collection, String search) {
    Collection source = app.collection(collection);
    Expression.Parameter words = new Expression.Parameter(0, Type.Scalar.TEXT);
    Expression condition =
        new Expression.Search(Expression.ROW, search, Expression.SearchMode.PLAIN, "", words);
    ReadPlan.Select select =
        new ReadPlan.Select(
            source,
            Expression.ROW,
            List.of(),
            condition,
            List.of(),
            new Expression.Parameter(1, Type.Scalar.LONG),
            new Expression.Parameter(2, Type.Scalar.LONG));
    String sql =
        SqlCompiler.postgres()
            .read(new ReadPlan(app, select, Request.Count.NONE, false, new Shape(List.of())))
            .statement()
            .sql();
    String where = sql.substring(sql.indexOf(" WHERE ") + 7, sql.indexOf(" LIMIT "));
    return where.replace("$1", "'cats7'");
  }
}
