package msingi.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import msingi.definition.DefinitionReader;
import msingi.dispatch.Templates;

/**
 * Sees when the files of a definition have changed and come to rest. It looks at them, not at what
 * the file system tells: editors that replace files, folders that come and go, and shared folders
 * of containers are all the same to it. A file whose size and time are as they were is read again
 * while its time is fresh, and now and then: thousands of files cost little so.
 */
final class Watch {
  private static final long LOOK_MILLIS = 150;

  /** File systems count in steps of up to two seconds: one change may hide another. */
  private static final long FRESH_MILLIS = 5_000;

  /** So many looks in a row may trust sizes and times. */
  private static final int TRUSTING = 20;

  private final Path folder;
  private Map<Path, Seen> known = Map.of();
  private int looks;

  /** A file's content with its size and time. */
  private record Seen(String text, long size, long millis) {
    boolean same(Seen other) {
      return text.equals(other.text);
    }
  }

  Watch(Path folder) {
    this.folder = folder;
    this.known = look(Map.of());
  }

  /** Waits for the next change, until two looks in a row saw the same. */
  void changed() throws InterruptedException {
    Map<Path, Seen> before = known;
    while (true) {
      Thread.sleep(LOOK_MILLIS);
      Map<Path, Seen> now = look(before);
      if (same(now, before) && !same(now, known)) {
        known = now;
        return;
      }
      before = now;
    }
  }

  private static boolean same(Map<Path, Seen> one, Map<Path, Seen> other) {
    return one.keySet().equals(other.keySet())
        && one.entrySet().stream()
            .allMatch(it -> it.getValue().same(other.getOrDefault(it.getKey(), it.getValue())));
  }

  private Map<Path, Seen> look(Map<Path, Seen> before) {
    boolean trusting = ++looks % TRUSTING != 0;
    long fresh = System.currentTimeMillis() - FRESH_MILLIS;
    Map<Path, Seen> files = new TreeMap<>();
    List<Path> watched = new ArrayList<>(DefinitionReader.files(folder));
    watched.addAll(Templates.files(folder));
    for (Path file : watched) {
      try {
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        long millis = attributes.lastModifiedTime().toMillis();
        Seen old = before.get(file);
        boolean unchanged =
            old != null
                && old.size() == attributes.size()
                && old.millis() == millis
                && millis < fresh;
        files.put(
            file, unchanged && trusting ? old : new Seen(text(file), attributes.size(), millis));
      } catch (IOException _) {
        // Being replaced, or gone: that is a state like any other.
      }
    }
    return files;
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }
}
