package msingi.store.sql;

import msingi.definition.App;
import msingi.definition.Collection;
import msingi.definition.Relation;
import msingi.expression.Expression;
import msingi.expression.Expressions;
import msingi.plan.ReadPlan;
import msingi.plan.WritePlan;

/**
 * Whether inserts of a plan that follow one another come to the same as one insert of all their
 * rows: nothing that one row is judged by, refers to or answers may be another row of the insert,
 * and nothing of the database's own may look at what is written.
 */
final class Additive {
  private final App app;
  private final Collection target;

  private Additive(WritePlan.Insert insert) {
    this.app = insert.app();
    this.target = insert.target();
  }

  static boolean is(WritePlan plan) {
    return plan instanceof WritePlan.Insert insert && new Additive(insert).holds(insert);
  }

  private boolean holds(WritePlan.Insert insert) {
    return table(target)
        && insert.conflict() instanceof WritePlan.Conflict.Fail
        && insert.effects().isEmpty()
        && !insert.columns().isEmpty()
        && target.relations().values().stream().noneMatch(this::toItself)
        && elsewhere(insert.create())
        && insert.checks().stream().allMatch(it -> elsewhere(it.expression()))
        && insert.references().stream()
            .allMatch(it -> away(it.relation()) && elsewhere(it.readable()))
        && flat(insert.returning());
  }

  /** A table that Msingi made: it has no triggers, and its defaults come with the rows. */
  private static boolean table(Collection collection) {
    return collection.managed() && collection.kind() instanceof Collection.Kind.Table;
  }

  private boolean toItself(Relation relation) {
    return relation instanceof Relation.ToOne && relation.to().equals(target.id());
  }

  /** Whether an expression looks at no row of the target but the one at hand. */
  private boolean elsewhere(Expression expression) {
    return !Expressions.any(
        expression,
        part ->
            part instanceof Expression.Stored
                || (part instanceof Expression.Exists exists && !away(exists.hop()))
                || (part instanceof Expression.Related related && !away(related.hop())));
  }

  private boolean away(Expression.Hop hop) {
    return away(app.collection(hop.collection()).relation(hop.relation()));
  }

  private boolean away(Relation relation) {
    return switch (relation) {
      case Relation.ToOne _, Relation.FromMany _ -> other(relation.to());
      case Relation.Through through -> other(through.to()) && other(through.junction());
      case Relation.Computed _ -> false;
    };
  }

  private boolean other(String collection) {
    return !collection.equals(target.id()) && table(app.collection(collection));
  }

  /** Whether each row written is a row of the answer by itself, in the order of the rows. */
  private boolean flat(WritePlan.Returning returning) {
    return switch (returning) {
      case WritePlan.Returning.Nothing _ -> true;
      case WritePlan.Returning.Rows(ReadPlan read) ->
          read.select().order().isEmpty()
              && read.select().joins().isEmpty()
              && elsewhere(read.select().where())
              && read.select().outputs().stream()
                  .allMatch(it ->
                      it instanceof ReadPlan.Output.Scalar scalar
                          && elsewhere(scalar.expression()));
    };
  }
}
