package msingi.migrate;

import java.util.List;
import msingi.store.SchemaChange;
import msingi.store.SchemaQuestion;

/**
 * A step as planned, before the store has rendered it and before rows were counted.
 *
 * @param questions what to ask the database as it is now: none or one; an answer above 0 forbids
 *     the step
 * @param obstacle what to say then, {@code %d} being the answer; where there is no question it
 *     forbids the step by itself; empty when nothing can
 */
record Draft(
    String name,
    Phase phase,
    Grade grade,
    String reason,
    SchemaChange change,
    List<SchemaQuestion> questions,
    String obstacle) {
  Draft {
    questions = List.copyOf(questions);
  }

  /** The same step at another time. */
  Draft at(Phase other) {
    return new Draft(name, other, grade, reason, change, questions, obstacle);
  }

  /** A step that nothing forbids. */
  static Draft of(String name, Phase phase, Grade grade, String reason, SchemaChange change) {
    return new Draft(name, phase, grade, reason, change, List.of(), "");
  }
}
