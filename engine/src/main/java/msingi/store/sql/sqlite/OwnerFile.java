package msingi.store.sql.sqlite;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * New files are for their owner alone (mode 600), where the file system knows owners: databases
 * hold everybody's data. SQLite gives its logs the mode of the database (sqlite.org/wal.html).
 */
final class OwnerFile {
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rw-------");

  private OwnerFile() {}

  /** Makes an empty file, unless there is one: that stays as it is. */
  static void make(Path file) throws IOException {
    try {
      Files.createFile(file, attributes(file));
    } catch (FileAlreadyExistsException _) {
      // Its owner has decided who may read it.
      return;
    }
  }

  /** With what a new file at this place is made. */
  static FileAttribute<?>[] attributes(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    return folder != null && posix(folder)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)}
        : new FileAttribute<?>[0];
  }

  /** Lets those read and write a file who may read and write another. */
  static void like(Path other, Path file) throws IOException {
    if (posix(file)) {
      Files.setPosixFilePermissions(file, Files.getPosixFilePermissions(other));
    }
  }

  private static boolean posix(Path path) throws IOException {
    return Files.getFileStore(path).supportsFileAttributeView("posix");
  }
}
