package msingi.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import msingi.expression.Expression;
import msingi.expression.Expressions;

/** Who sees the rows of a joining collection that no file declares. */
final class Links {
  private Links() {}

  /** Both ends exist and the caller may read them. */
  static Expression bothReadable(Collection junction, Map<String, Collection> collections) {
    List<Expression> parts = new ArrayList<>();
    int next = Expression.FIRST_BOUND;
    for (Relation relation : junction.relations().values()) {
      Collection target = collections.get(relation.to());
      if (relation instanceof Relation.ToOne && target != null) {
        Expression read = target.access().read();
        int as = next;
        int shift = as + 1 - Expression.FIRST_BOUND;
        next = as + 1 + span(read);
        parts.add(
            read.equals(Expression.TRUE)
                ? Expression.TRUE
                : new Expression.Exists(
                    Expression.ROW,
                    new Expression.Hop(junction.id(), relation.name()),
                    as,
                    Expressions.renumber(read, row -> row == Expression.ROW ? as : row + shift)));
      }
    }
    return Expressions.and(parts);
  }

  /** How many numbers from the first bound one an expression uses. */
  private static int span(Expression expression) {
    int[] most = {Expression.FIRST_BOUND - 1};
    Expressions.walk(
        expression,
        it -> {
          most[0] = Math.max(most[0], bound(it));
        });
    return most[0] - Expression.FIRST_BOUND + 1;
  }

  private static int bound(Expression expression) {
    if (expression instanceof Expression.Exists exists) {
      return exists.as();
    }
    if (expression instanceof Expression.Related related) {
      return related.as();
    }
    return expression instanceof Expression.AnyElement any ? any.as() : 0;
  }
}
