package msingi.store.sql;

import java.util.List;

/**
 * A call as SQL: steps in order, one transaction.
 *
 * @param steps what is run; nothing is answered where none is an {@link Step.Answer}
 * @param writes whether a statement changes something by its own words
 */
public record CallScript(List<Step> steps, boolean writes) {
  public CallScript {
    steps = List.copyOf(steps);
  }

  /** One step. */
  public sealed interface Step {
    /** What is run. */
    Statement statement();

    /** A statement whose rows nobody wants. */
    record Run(Statement statement) implements Step {}

    /**
     * A statement whose rows are kept for the answer that follows ({@link Statement.Bind.Kept}): on
     * PostgreSQL one line with one text, the JSON array of its rows as objects; on SQLite the
     * statement as its author wrote it, whose rows become a JSON array of arrays.
     *
     * @param names the columns that each row holds, in order; none for the first column whatever
     *     its name
     * @param single whether only the first row is kept
     */
    record Keep(Statement statement, List<String> names, boolean single) implements Step {
      public Keep {
        names = List.copyOf(names);
      }
    }

    /** The rows to answer. */
    record Answer(ReadScript read) implements Step {
      @Override
      public Statement statement() {
        return read.statement();
      }
    }
  }
}
