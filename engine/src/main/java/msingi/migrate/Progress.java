package msingi.migrate;

/** Hears how a migration goes on. */
@FunctionalInterface
public interface Progress {
  /** Nobody listens. */
  Progress NONE = (_, _, _) -> {};

  /** Step {@code number} of {@code of} is done; numbers from 1. */
  void done(MigrationStep step, int number, int of);
}
