package msingi.store.sql.sqlite;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Supplier;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;

/** Copies of a database: made while it serves, checked, and put back. */
final class Backup {
  private Backup() {}

  /**
   * Copies by SQLite's backup, on a connection and a thread of its own. Written beside the target
   * first, so that a file with the target's name is always whole.
   */
  static Future<Void> copy(SqliteOptions options, Path target, Link.Progress progress) {
    return aside(
            () -> {
              if (Files.exists(target)) {
                throw Problem.of(ErrorCode.STORE_FAILED, "The file " + target + " exists already")
                    .failure();
              }
              Path part = target.resolveSibling(target.getFileName() + ".part");
              try (Link link = Opening.reader(options)) {
                Files.createDirectories(target.toAbsolutePath().getParent());
                Files.deleteIfExists(part);
                OwnerFile.make(part);
                // One moment for the whole copy: writes meanwhile would begin it anew.
                link.run("BEGIN");
                link.run("SELECT count(*) FROM sqlite_schema");
                link.copyTo(part.toString(), progress);
                link.run("COMMIT");
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
              } catch (IOException _) {
                throw Problem.of(ErrorCode.STORE_FAILED, "The copy could not be written").failure();
              }
              return "";
            })
        .mapEmpty();
  }

  /** SQLite's own check of the file: "ok", or what is wrong, a line each. */
  static Future<String> integrity(SqliteOptions options) {
    return aside(() -> {
      try (Link link = Opening.reader(options)) {
        return check(link);
      }
    });
  }

  private static String check(Link link) {
    StringBuilder lines = new StringBuilder();
    for (String pragma : new String[] {"integrity_check", "foreign_key_check"}) {
      try (Link.Prepared prepared = link.prepare("PRAGMA " + pragma)) {
        for (boolean there = prepared.start(new Object[0]); there; there = prepared.next()) {
          byte[] line = prepared.bytes(0);
          String text = line == null ? "" : Binder.text(line);
          if (!text.equals("ok")) {
            lines
                .append(pragma.startsWith("foreign") ? "a reference leads nowhere: " : "")
                .append(text)
                .append('\n');
          }
        }
      }
    }
    return lines.isEmpty() ? "ok" : lines.toString().strip();
  }

  /**
   * Puts a copy in the place of a database that nobody serves.
   *
   * @param copy made by {@link SqliteStore#backup}
   * @param file the database; replaced, its logs removed
   * @throws Failure STORE_IN_USE while a process has it, STORE_FAILED when the copy is not whole
   */
  static void restore(Path copy, Path file) {
    Path target = file.toAbsolutePath();
    try (FileHold _ = FileHold.alone(target)) {
      Path part = target.resolveSibling(target.getFileName() + ".part");
      Files.deleteIfExists(part);
      OwnerFile.make(part);
      try (OutputStream out = Files.newOutputStream(part)) {
        Files.copy(copy, out);
      }
      if (Files.exists(target)) {
        OwnerFile.like(target, part);
      }
      whole(part);
      for (String suffix : new String[] {"-wal", "-shm", "-journal"}) {
        Files.deleteIfExists(target.resolveSibling(target.getFileName() + suffix));
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (FileAlreadyExistsException _) {
      throw Problem.of(ErrorCode.STORE_FAILED, "The database could not be replaced").failure();
    } catch (IOException _) {
      throw Problem.of(ErrorCode.STORE_FAILED, "The copy could not be read").failure();
    }
  }

  private static void whole(Path part) throws IOException {
    String found;
    try (Link link = Opening.reader(SqliteOptions.of(part))) {
      found = check(link);
    } catch (Link.Refused refused) {
      throw Errors.problem(refused).failure();
    }
    if (!found.equals("ok")) {
      throw Problem.of(ErrorCode.STORE_FAILED, "The copy is damaged").withDetails(found).failure();
    }
    for (String suffix : new String[] {"-wal", "-shm"}) {
      Files.deleteIfExists(part.resolveSibling(part.getFileName() + suffix));
    }
  }

  private static <T> Future<T> aside(Supplier<T> work) {
    Promise<T> promise = Promise.promise();
    Thread.ofPlatform()
        .name("sqlite-backup")
        .daemon(true)
        .start(() -> {
          try {
            promise.complete(work.get());
          } catch (RuntimeException wrong) {
            promise.fail(Writer.problem(wrong).failure());
          }
        });
    return promise.future();
  }
}
