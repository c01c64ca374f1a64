package msingi.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import msingi.definition.DefinitionReader;

/**
 * Sees when the files of a definition have changed and come to rest. It looks at their bytes, not
 * at what the file system tells: editors that replace files, folders that come and go, and shared
 * folders of containers are all the same to it.
 */
final class Watch {
  private static final long LOOK_MILLIS = 150;

  private final Path folder;
  private Map<Path, String> known;

  Watch(Path folder) {
    this.folder = folder;
    this.known = look();
  }

  /** Waits for the next change, until two looks in a row saw the same. */
  void changed() throws InterruptedException {
    Map<Path, String> before = known;
    while (true) {
      Thread.sleep(LOOK_MILLIS);
      Map<Path, String> now = look();
      if (now.equals(before) && !now.equals(known)) {
        known = now;
        return;
      }
      before = now;
    }
  }

  private Map<Path, String> look() {
    Map<Path, String> files = new TreeMap<>();
    for (Path file : DefinitionReader.files(folder)) {
      try {
        files.put(file, new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      } catch (IOException _) {
        // Being replaced, or gone: that is a state like any other.
      }
    }
    return files;
  }
}
