package msingi.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import msingi.error.ErrorCode;
import msingi.error.Problem;

/**
 * A temporary file of bytes that wait for a client: put at the end, taken from the beginning. Only
 * this process's user can read it, and it is gone with the process. Used on one event loop.
 */
final class Spool {
  private static final int PIECE = 64 * 1024;

  private final AsyncFile file;
  private final AtomicLong used;
  private final long most;
  private long reserved;
  private long end;
  private long taken;
  private boolean closed;

  private Spool(AsyncFile file, AtomicLong used, long most) {
    this.file = file;
    this.used = used;
    this.most = most;
  }

  /**
   * Makes the file.
   *
   * @param used bytes of all such files together
   */
  static Future<Spool> open(Vertx vertx, HttpSettings.Exports exports, AtomicLong used) {
    OpenOptions options =
        new OpenOptions()
            .setRead(true)
            .setWrite(true)
            .setCreateNew(true)
            .setDeleteOnClose(true)
            .setPerms("rw-------");
    String name = exports.folder().resolve("msingi-export-" + UUID.randomUUID()).toString();
    return vertx
        .fileSystem()
        .open(name, options)
        .map(file -> new Spool(file, used, exports.spoolBytes()));
  }

  /** Puts bytes at the end, once what was put before is there; BUSY when the files are full. */
  Future<Void> put(Buffer bytes) {
    int length = bytes.length();
    if (used.addAndGet(length) > most) {
      used.addAndGet(-length);
      return Future.failedFuture(Problem.of(ErrorCode.BUSY).failure());
    }
    reserved += length;
    return file.write(bytes, end).onSuccess(_ -> end += length);
  }

  /** Whether everything that was put was taken. */
  boolean empty() {
    return taken == end;
  }

  /** The next bytes; there must be some. */
  Future<Buffer> take() {
    int length = (int) Math.min(PIECE, end - taken);
    return file.read(Buffer.buffer(length), 0, taken, length)
        .map(bytes -> {
          taken += bytes.length();
          return bytes;
        });
  }

  /** Throws the file away. */
  void close() {
    if (!closed) {
      closed = true;
      used.addAndGet(-reserved);
      file.close();
    }
  }
}
