package msingi.store.sql.sqlite;

import java.nio.file.Path;
import msingi.base.Time;

/**
 * How a database file is served.
 *
 * @param file the database; its folder is made when it is missing
 * @param readers threads in each of the two lanes of readers (point and scan)
 * @param exports threads that streams may use
 * @param queue the most requests that wait for one lane, or for the writer
 * @param group the most requests that one commit takes
 * @param holdMillis the longest that a group or a transaction may hold the writer
 * @param idleMillis the longest that a stream waits for a client that does not read
 * @param time the clocks
 */
public record SqliteOptions(
    Path file,
    int readers,
    int exports,
    int queue,
    int group,
    long holdMillis,
    long idleMillis,
    Time time) {

  /** What suits this machine. */
  public static SqliteOptions of(Path file) {
    int cores = Runtime.getRuntime().availableProcessors();
    return new SqliteOptions(file, cores, 2, 1024, 256, 1_000, 30_000, Time.SYSTEM);
  }

  /** The same for another file. */
  SqliteOptions at(Path other) {
    return new SqliteOptions(other, readers, exports, queue, group, holdMillis, idleMillis, time);
  }
}
