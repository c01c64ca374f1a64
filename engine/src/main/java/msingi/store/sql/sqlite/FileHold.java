package msingi.store.sql.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;

/** Holds a database file for this process, by an exclusive lock on {@code <file>.lock}. */
final class FileHold implements AutoCloseable {
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
    Path beside = file.resolveSibling(file.getFileName() + ".lock");
    try {
      Files.createDirectories(beside.getParent());
      FileChannel channel =
          FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = lock(channel);
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

  private static @org.jspecify.annotations.Nullable FileLock lock(FileChannel channel)
      throws IOException {
    try {
      return channel.tryLock();
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
