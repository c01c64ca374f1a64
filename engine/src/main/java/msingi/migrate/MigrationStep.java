package msingi.migrate;

import java.util.List;
import msingi.store.SchemaChange;

/**
 * A step of a migration.
 *
 * @param name what {@code --allow} names, e.g. {@code drop:patients.notes}
 * @param reason why it has its grade, in words
 * @param statements what the store will run; empty when an earlier step's statements do it too
 */
public record MigrationStep(
    String name,
    Phase phase,
    Grade grade,
    String reason,
    SchemaChange change,
    List<String> statements) {
  public MigrationStep {
    statements = List.copyOf(statements);
  }
}
