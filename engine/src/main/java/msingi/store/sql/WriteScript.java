package msingi.store.sql;

import java.util.List;
import msingi.result.Shape;

/**
 * A write as SQL: steps in order, one transaction.
 *
 * @param steps what is run
 * @param alone whether the only step refuses by itself and may run without BEGIN and COMMIT
 * @param additive whether writes of this script that follow one another come to the same as one of
 *     all their rows, as long as none is refused
 */
public record WriteScript(List<Step> steps, boolean alone, boolean additive) {
  public WriteScript {
    steps = List.copyOf(steps);
  }

  /** One step. */
  public sealed interface Step {
    /**
     * A question that must have no answer: a line of it is (refusal code, name), see {@link
     * Refusal}.
     *
     * @param perRow whether it is asked for each row of the values
     */
    record Guard(Statement statement, boolean perRow) implements Step {}

    /**
     * A change.
     *
     * @param all whether fewer rows written than given mean that a rule refused ({@link
     *     Refusal#RULE})
     */
    record Mutate(Statement statement, boolean perRow, boolean all, Outcome outcome)
        implements Step {}

    /**
     * An insert of the rows for which the {@link Mutate} before wrote none; fewer rows written than
     * given in both mean that a rule refused.
     */
    record Absent(Statement statement, Outcome outcome) implements Step {}

    /** The rows to answer; columns as in the shape. */
    record Answer(Statement statement, Shape shape) implements Step {}

    /**
     * Everything at once. Five columns stand before the shape's: refusal code or null, name or
     * null, rows affected, rows inserted, and whether a row is present; there is always at least
     * one line.
     *
     * @param locators whether a sixth column holds the locator of a row written (or null), for an
     *     {@link Answer} that follows
     * @param said whether two more columns stand at the end: what triggers want of the answer's
     *     status and headers
     */
    record Whole(Statement statement, boolean locators, boolean said, Shape shape)
        implements Step {}
  }

  /** How a change says what it did. */
  public enum Outcome {
    /** By lines of (locator, inserted 0 or 1), one for each row written. */
    LOCATED,
    /** The same, with the row's key as a JSON array for its locator. */
    KEYED,
    /** By the number of rows that the database counts; they are new. */
    INSERTED,
    /** By the number of rows that the database counts; they were there. */
    CHANGED
  }

  /**
   * Whether nothing can refuse the write once it has changed something: one change of at most one
   * row, or of rows that it finds, and nothing asked after it.
   *
   * @param rows how many rows are given
   */
  public boolean indivisible(int rows) {
    int changes = 0;
    for (Step step : steps) {
      switch (step) {
        case Step.Guard _ -> {}
        case Step.Mutate mutate -> changes += mutate.perRow() ? rows : 1;
        // It runs where the change before wrote nothing.
        case Step.Absent _ -> {}
        case Step.Answer _, Step.Whole _ -> changes += 2;
      }
    }
    return changes <= 1;
  }

  /** Why a statement refuses, as the number it answers. */
  public enum Refusal {
    /** A row rule: 42501. */
    RULE(1),
    /** A check, by name: 23514. */
    CHECK(2),
    /** A reference to a row that is not there for the caller, by constraint: 23503. */
    REFERENCE(3);

    private final int number;

    Refusal(int number) {
      this.number = number;
    }

    /** As statements answer it. */
    public int number() {
      return number;
    }
  }
}
