package msingi.plan;

import msingi.definition.Collection;
import msingi.definition.Collection.Kind;
import msingi.definition.Relation;
import msingi.expression.Expression;
import msingi.expression.Expressions;
import msingi.plan.ReadPlan.Select;
import msingi.policy.Policy;
import msingi.policy.Rules;
import msingi.request.Request;
import msingi.request.Surface.Visible;

/**
 * Whether a caller may be told what the database guesses of a number of rows. The guess is made
 * from statistics over all rows, and from the room that they take with all their columns: it would
 * tell of those that the caller may not see.
 */
final class Guesses {
  private final Policy.Granted granted;

  Guesses(Policy.Granted granted) {
    this.granted = granted;
  }

  /** What is asked for, or an exact count where a guess would tell too much. */
  Request.Count allowed(Request.Count asked, Select select) {
    return switch (asked) {
      case NONE, EXACT -> asked;
      case PLANNED, ESTIMATED -> open(select) ? asked : Request.Count.EXACT;
    };
  }

  /** Groups are made of values that the database may not have gathered: they are counted. */
  private boolean open(Select select) {
    return !select.grouped()
        && open(select.source().id())
        && !Expressions.any(select.where(), this::closed);
  }

  private boolean closed(Expression part) {
    return switch (part) {
      case Expression.Exists exists -> closed(exists.hop());
      case Expression.Related related -> closed(related.hop());
      case Expression.Stored _ -> true;
      case Expression.Derived _ -> true;
      case Expression.Literal _,
          Expression.Parameter _,
          Expression.Caller _,
          Expression.Moment _,
          Expression.Column _,
          Expression.Compare _,
          Expression.IsNull _,
          Expression.Is _,
          Expression.And _,
          Expression.Or _,
          Expression.Not _,
          Expression.In _,
          Expression.Arithmetic _,
          Expression.Call _,
          Expression.Conditional _,
          Expression.Cast _,
          Expression.AnyElement _,
          Expression.Path _,
          Expression.Search _,
          Expression.Element _ ->
          false;
    };
  }

  private boolean closed(Expression.Hop hop) {
    Relation relation =
        granted.surface().app().collection(hop.collection()).relation(hop.relation());
    return switch (relation) {
      case Relation.ToOne it -> !open(it.to());
      case Relation.FromMany it -> !open(it.to());
      case Relation.Through it -> !open(it.to()) || !open(it.junction());
      case Relation.Computed _ -> true;
    };
  }

  /**
   * Whether the definition says so, or the caller sees every row and every column of a table that
   * is what the definition says. A view's guess is made of what lies beneath it.
   */
  private boolean open(String id) {
    Rules rules = granted.rules();
    if (rules.estimates(id)) {
      return true;
    }
    boolean everything =
        rules.read(id, Expression.ROW, () -> Expression.ROW).equals(Expression.TRUE);
    return everything && granted.surface().byId(id).filter(Guesses::whole).isPresent();
  }

  private static boolean whole(Visible visible) {
    Collection collection = visible.collection();
    return collection.kind() instanceof Kind.Table
        && collection.managed()
        && collection.columns().stream().allMatch(it -> visible.readable().containsKey(it.name()));
  }
}
