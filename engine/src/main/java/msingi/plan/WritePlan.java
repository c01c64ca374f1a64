package msingi.plan;

import java.util.List;
import msingi.definition.App;
import msingi.definition.Collection;
import msingi.definition.Column;
import msingi.definition.Relation;
import msingi.expression.Expression;
import msingi.request.Request;

/**
 * A write: one transaction. Rules are woven in; rows to insert come with the values, complete but
 * for identity columns.
 */
public sealed interface WritePlan {
  /** The application, in which hops of expressions are looked up. */
  App app();

  /** The collection that is written. */
  Collection target();

  /** What comes back. */
  Returning returning();

  /** What must hold of the number of rows. */
  Request.Expectation expectation();

  /** What the store does in the same transaction besides. */
  List<Effect> effects();

  /**
   * An insert.
   *
   * @param columns what each row of the values holds, in order
   * @param given of these, the columns that the caller named; a merge sets only these and automatic
   *     ones
   * @param create must be true of every proposed row ({@link Expression#ROW})
   * @param checks must not be false of any proposed row
   * @param references each must be null or lead to a row that the caller may read
   */
  record Insert(
      App app,
      Collection target,
      List<Column> columns,
      List<String> given,
      Expression create,
      List<Collection.Check> checks,
      List<Reference> references,
      Conflict conflict,
      Returning returning,
      Request.Expectation expectation,
      List<Effect> effects)
      implements WritePlan {
    public Insert {
      columns = List.copyOf(columns);
      given = List.copyOf(given);
      checks = List.copyOf(checks);
      references = List.copyOf(references);
      effects = List.copyOf(effects);
    }
  }

  /**
   * An update.
   *
   * @param columns set to {@code assigned} at the same place
   * @param where target rows: filter, read rule, and the update rule where it does not name old
   * @param before whether {@code after} names {@link Expression#OLD}, so that the old row is needed
   * @param after must be true of every new row (and the old one where it is named)
   * @param checks must not be false of any new row
   */
  record Update(
      App app,
      Collection target,
      List<Column> columns,
      List<Expression> assigned,
      Expression where,
      boolean before,
      Expression after,
      List<Collection.Check> checks,
      List<Reference> references,
      Returning returning,
      Request.Expectation expectation,
      List<Effect> effects)
      implements WritePlan {
    public Update {
      columns = List.copyOf(columns);
      assigned = List.copyOf(assigned);
      checks = List.copyOf(checks);
      references = List.copyOf(references);
      effects = List.copyOf(effects);
    }
  }

  /** A delete of the rows for which {@code where} is true. */
  record Delete(
      App app,
      Collection target,
      Expression where,
      Returning returning,
      Request.Expectation expectation,
      List<Effect> effects)
      implements WritePlan {
    public Delete {
      effects = List.copyOf(effects);
    }
  }

  /**
   * A written foreign key.
   *
   * @param relation the way to the referenced row
   * @param row the number by which {@code readable} names that row
   * @param readable the read rule of the target
   */
  record Reference(Relation.ToOne relation, int row, Expression readable) {}

  /** What an insert does on a conflict. */
  sealed interface Conflict {
    /** Fails. */
    record Fail() implements Conflict {}

    /** Leaves the existing row. */
    record Ignore(List<String> columns) implements Conflict {
      public Ignore {
        columns = List.copyOf(columns);
      }
    }

    /**
     * Changes the existing row.
     *
     * @param columns the unique columns
     * @param assigned columns that take the proposed values
     * @param before must be true of the existing row: read rule, and update rule unless it names
     *     old
     * @param old whether {@code after} names {@link Expression#OLD}
     * @param after must be true of the changed row
     */
    record Merge(
        List<String> columns,
        List<String> assigned,
        Expression before,
        boolean old,
        Expression after)
        implements Conflict {
      public Merge {
        columns = List.copyOf(columns);
        assigned = List.copyOf(assigned);
      }
    }
  }

  /** What a write answers. */
  sealed interface Returning {
    /** Nothing but counts. */
    record Nothing() implements Returning {}

    /** The written rows for which the select's where is true. */
    record Rows(ReadPlan read) implements Returning {}
  }

  /** Consequences that the store records in the same transaction, in system tables. */
  sealed interface Effect {
    /** The old and the new row go to the outbox: realtime, webhooks and caches consume it. */
    record Change(String collection) implements Effect {}
  }
}
