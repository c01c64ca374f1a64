package msingi.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders for what one run writes; they go when it ends. */
public final class Temporary {
  private static final Path ROOT = root();

  private Temporary() {}

  /** A new, empty folder. */
  public static Path folder(String name) throws IOException {
    return Files.createTempDirectory(ROOT, name);
  }

  private static Path root() {
    try {
      Path root = Files.createTempDirectory("msingi-run");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(root)));
      return root;
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** As much as can be: what is written meanwhile stays. */
  private static void remove(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      files.sorted(Comparator.reverseOrder()).forEach(it -> it.toFile().delete());
    } catch (IOException | UncheckedIOException gone) {
      System.err.println("left behind: " + root + " (" + gone.getMessage() + ")");
    }
  }
}
