package msingi.store.sql.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;

/**
 * Holds a database file for this process, by locks on {@code <file>.lock}: its first byte belongs
 * to whoever serves the file, the second to a guest beside them.
 */
final class FileHold implements AutoCloseable {
  private static final long GUEST_NANOS = 4_000_000_000L;
  private static final long PAUSE_NANOS = 20_000_000L;

  private final FileChannel channel;
  private final FileLock lock;

  private FileHold(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Takes hold; the folder is made when it is missing.
   *
   * @throws Failure STORE_IN_USE when another process has it, STORE_FAILED when it cannot be made
   */
  static FileHold take(Path file) {
    return hold(file, 0, 1, 0);
  }

  /**
   * Takes hold when there is no guest either: for who puts another file in its place.
   *
   * @throws Failure as {@link #take}
   */
  static FileHold alone(Path file) {
    return hold(file, 0, 2, 0);
  }

  /**
   * Comes beside the process that holds the file, one guest at a time; waits for another to leave.
   *
   * @throws Failure as {@link #take}
   */
  static FileHold guest(Path file) {
    return hold(file, 1, 1, GUEST_NANOS);
  }

  private static FileHold hold(Path file, long first, long bytes, long nanos) {
    Path beside = file.resolveSibling(file.getFileName() + ".lock");
    try {
      Files.createDirectories(beside.getParent());
      FileChannel channel =
          FileChannel.open(
              beside,
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
              OwnerFile.attributes(beside));
      FileLock lock = lock(channel, first, bytes, nanos);
      if (lock == null) {
        channel.close();
        throw Problem.of(ErrorCode.STORE_IN_USE, "Another process holds the database file " + file)
            .failure();
      }
      return new FileHold(channel, lock);
    } catch (IOException _) {
      throw Problem.of(ErrorCode.STORE_FAILED, "The file " + beside + " cannot be made").failure();
    }
  }

  private static @org.jspecify.annotations.Nullable FileLock lock(
      FileChannel channel, long first, long bytes, long nanos) throws IOException {
    long begun = System.nanoTime();
    while (true) {
      FileLock lock = lock(channel, first, bytes);
      if (lock != null || System.nanoTime() - begun >= nanos) {
        return lock;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private static @org.jspecify.annotations.Nullable FileLock lock(
      FileChannel channel, long first, long bytes) throws IOException {
    try {
      return channel.tryLock(first, bytes, false);
    } catch (OverlappingFileLockException _) {
      return null;
    }
  }

  @Override
  public void close() {
    try {
      lock.release();
      channel.close();
    } catch (IOException _) {
      // The lock ends with the process at the latest.
      return;
    }
  }
}
