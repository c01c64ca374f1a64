package msingi.store;

import java.util.List;

/** What the ledger in the database keeps; plain values, read and written by each store. */
public final class SchemaLedger {
  private SchemaLedger() {}

  /**
   * What an application's part of the database is known to hold.
   *
   * @param application whose part; one database may hold several
   * @param version counts the changes; 0 before the first
   * @param fingerprint of the definition that is fully applied, or empty while between two
   * @param image the schema image as text
   * @param found what the database itself told right after the last change, as text
   */
  public record State(
      String application, long version, String fingerprint, String image, String found) {

    /** Nothing yet. */
    public static State none(String application) {
      return new State(application, 0, "", "", "");
    }
  }

  /**
   * A migration.
   *
   * @param id counts up
   * @param fingerprint of the definition that it leads to
   * @param sources the definition's texts, for people to read
   * @param state running, done, failed, or interrupted
   * @param problem why it failed, or empty
   * @param startedMicros microseconds since 1970
   * @param finishedMicros microseconds since 1970, 0 while it is running
   */
  public record Migration(
      long id,
      String application,
      String fingerprint,
      String sources,
      String state,
      String problem,
      long startedMicros,
      long finishedMicros,
      List<Step> steps) {
    public Migration {
      steps = List.copyOf(steps);
    }
  }

  /**
   * A step of a migration.
   *
   * @param state planned, done or failed
   */
  public record Step(
      int ordinal, String phase, String name, String grade, String state, String statements) {}

  /**
   * What is written together with a change, in its transaction.
   *
   * @param before the state that the change was planned for; another one there is {@code
   *     MIGRATION_BUSY}
   * @param image what the database holds afterwards, and its text
   * @param fingerprint as in {@link State}
   * @param migration the migration's id
   * @param done ordinals of the steps that are now done
   * @param last whether the migration is done with it
   * @param micros the moment
   */
  public record Stamp(
      State before,
      SchemaImage image,
      String imageText,
      String fingerprint,
      long migration,
      List<Integer> done,
      boolean last,
      long micros) {
    public Stamp {
      done = List.copyOf(done);
    }
  }
}
