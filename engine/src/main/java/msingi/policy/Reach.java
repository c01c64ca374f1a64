package msingi.policy;

import java.util.HashMap;
import java.util.Map;
import msingi.definition.Relation;
import msingi.expression.Expression;
import msingi.expression.Expressions;
import msingi.request.Surface.Visible;

/** Whether a caller may read all that an expression over a row reads, at each hop. */
final class Reach {
  private final Map<String, Visible> visible;
  private final Map<Integer, Visible> rows = new HashMap<>();

  Reach(Visible from, Map<String, Visible> visible) {
    this.visible = visible;
    rows.put(Expression.ROW, from);
  }

  boolean covers(Expression expression) {
    boolean[] all = {true};
    Expressions.walk(expression, part -> all[0] = all[0] && covered(part));
    return all[0];
  }

  /** One part; parents come first, so that the rows they bind are known. */
  private boolean covered(Expression part) {
    if (part instanceof Expression.Exists(int from, Expression.Hop hop, int as, Expression _)) {
      return leads(from, hop, as);
    }
    if (part instanceof Expression.Related(int from, Expression.Hop hop, int as, Expression _)) {
      return leads(from, hop, as);
    }
    Visible row = part instanceof Expression.Column column ? rows.get(column.row()) : null;
    return !(part instanceof Expression.Column column)
        || (row != null && row.readable().containsKey(column.column()));
  }

  private boolean leads(int from, Expression.Hop hop, int as) {
    Visible start = rows.get(from);
    if (start == null) {
      return false;
    }
    for (Relation relation : start.relations()) {
      Visible target = visible.get(relation.to());
      if (relation.name().equals(hop.relation()) && target != null) {
        rows.put(as, target);
        return true;
      }
    }
    return false;
  }
}
