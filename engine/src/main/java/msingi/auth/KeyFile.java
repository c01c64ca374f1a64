package msingi.auth;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import msingi.error.ErrorCode;
import msingi.error.Problem;

/**
 * A small file of secrets that its owner alone may read. It is never seen half written: what is new
 * is written beside it, and takes its place when it is on the disk.
 */
final class KeyFile {
  private static final int MOST_BYTES = 1 << 20;

  /** Locks of files are for processes; this one is for the threads of this process. */
  private static final ReentrantLock WITHIN = new ReentrantLock();

  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rw-------");

  private static final Set<PosixFilePermission> GROUP =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE);

  private final Path path;

  KeyFile(Path path) {
    this.path = path;
  }

  Path path() {
    return path;
  }

  boolean exists() {
    return Files.exists(path);
  }

  /**
   * The text.
   *
   * @throws msingi.error.Failure MSI009 when it cannot be read, or others may read it
   */
  String read() {
    try {
      guard();
      if (Files.size(path) > MOST_BYTES) {
        throw refused("The file of signing keys " + path + " is too large", "");
      }
      return Files.readString(path);
    } catch (IOException _) {
      throw refused("The file of signing keys " + path + " cannot be read", "");
    }
  }

  /**
   * Refuses a file that others may read. As PostgreSQL does for its TLS key: a file of root's, such
   * as a mounted secret, may be read by the group through which it was given to us.
   */
  private void guard() throws IOException {
    if (!posix(path)) {
      return;
    }
    PosixFileAttributes attributes = Files.readAttributes(path, PosixFileAttributes.class);
    Set<PosixFilePermission> permissions = attributes.permissions();
    boolean given =
        attributes.owner().getName().equals("root")
            && !System.getProperty("user.name", "").equals("root")
            && !permissions.contains(PosixFilePermission.GROUP_WRITE);
    boolean open =
        permissions.stream()
            .anyMatch(it ->
                !OWNER.contains(it)
                    && it != PosixFilePermission.OWNER_EXECUTE
                    && !(given && GROUP.contains(it)));
    if (open) {
      throw refused(
          "Others than its owner may use the file of signing keys "
              + path
              + " ("
              + PosixFilePermissions.toString(permissions)
              + ")",
          "Run: chmod 600 "
              + path
              + ". If somebody else could read it, run `msingi keys rotate --drop` too:"
              + " whoever has these keys can sign in as anybody.");
    }
  }

  /** Writes the file unless somebody else did meanwhile. */
  void create(String text) {
    try {
      Path written = beside(text);
      try {
        Files.createLink(path, written);
      } catch (FileAlreadyExistsException _) {
        // Another process began at the same time: its keys are as good.
      } catch (UnsupportedOperationException _) {
        Files.move(written, path);
      } finally {
        Files.deleteIfExists(written);
      }
    } catch (IOException _) {
      throw refused(
          "The file of signing keys " + path + " cannot be written",
          "Make its folder writable, or name another file with MSINGI_KEYS.");
    }
  }

  /** Puts another text in its place. */
  void replace(String text) {
    try {
      // A link, as volumes of secrets have them, stays a link.
      Path real = Files.exists(path) ? path.toRealPath() : path;
      Files.move(
          beside(text), real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      synchronise(folder(real));
    } catch (IOException _) {
      throw refused("The file of signing keys " + path + " cannot be written", "");
    }
  }

  boolean writable() {
    return Files.isWritable(folder(path)) && Files.isWritable(path);
  }

  /** Does something while no other process of ours changes the file. */
  <T> T locked(Supplier<T> work) {
    WITHIN.lock();
    Path lock = path.resolveSibling(path.getFileName() + ".lock");
    try (FileChannel channel =
            FileChannel.open(
                lock,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                attributes(folder(path)));
        var _ = channel.lock()) {
      return work.get();
    } catch (IOException _) {
      throw refused(
          "The folder of signing keys " + folder(path) + " cannot be written to",
          "Make it writable, or name another file with MSINGI_KEYS.");
    } finally {
      WITHIN.unlock();
    }
  }

  private Path beside(String text) throws IOException {
    Path real = Files.exists(path) ? path.toRealPath() : path;
    Path written =
        Files.createTempFile(folder(real), ".msingi-keys", ".new", attributes(folder(real)));
    try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    return written;
  }

  private static FileAttribute<?>[] attributes(Path folder) throws IOException {
    return posix(folder)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)}
        : new FileAttribute<?>[0];
  }

  private static boolean posix(Path path) throws IOException {
    return Files.getFileStore(path).supportsFileAttributeView("posix");
  }

  private static void synchronise(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static Path folder(Path path) {
    Path folder = path.toAbsolutePath().getParent();
    return folder == null ? path.toAbsolutePath() : folder;
  }

  private static RuntimeException refused(String message, String hint) {
    return Problem.of(ErrorCode.CONFIGURATION, message).withHint(hint).failure();
  }
}
