package msingi.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The rules on source files; each answers with the violations it found, as sentences. */
final class SizeRules {
  static final int FILE_LINES = 600;
  static final int METHOD_LINES = 70;
  static final int PACKAGE_INFO_LINES = 25;

  // Put together so that this file does not find itself.
  private static final Pattern TEST =
      Pattern.compile(
          "^ +@(Test|ParameterizedTest|RepeatedTest|TestFactory|Property)\\b", Pattern.MULTILINE);

  private static final Pattern LEFT_OVER = Pattern.compile("\\b(TO" + "DO|FIX" + "ME)\\b");

  private final List<SourceFile> files;

  SizeRules(List<SourceFile> files) {
    this.files = List.copyOf(files);
  }

  List<String> files() {
    return files.stream()
        .filter(file -> file.lines() > FILE_LINES)
        .map(file -> file.name() + " has " + file.lines() + " lines")
        .toList();
  }

  List<String> methods() {
    List<String> found = new ArrayList<>();
    for (SourceFile file : files) {
      for (SourceFile.Method method : file.methods()) {
        if (method.lines() > METHOD_LINES) {
          found.add(file.name() + " " + method.name() + " has " + method.lines() + " lines");
        }
      }
    }
    return found;
  }

  /** Every package of main sources says in under 25 lines what comes in and what goes out. */
  List<String> packages() {
    Set<String> folders = new TreeSet<>();
    Set<String> described = new TreeSet<>();
    List<String> found = new ArrayList<>();
    for (SourceFile file : files) {
      if (file.name().contains("/src/main/java/")) {
        String folder = file.name().substring(0, file.name().lastIndexOf('/'));
        folders.add(folder);
        if (file.name().endsWith("/package-info.java")) {
          described.add(folder);
          if (file.lines() >= PACKAGE_INFO_LINES || !file.text().contains("@NullMarked")) {
            found.add(file.name() + " is too long or not @NullMarked");
          }
        }
      }
    }
    folders.removeAll(described);
    folders.forEach(folder -> found.add("no package-info in " + folder));
    return found;
  }

  /**
   * A switch over a sealed type or an enum names every case.
   *
   * @param allowed file name to the reason why its switches are open, such as a type of another
   *     library
   */
  List<String> defaults(Map<String, String> allowed) {
    List<String> found = new ArrayList<>();
    Set<String> unused = new TreeSet<>(allowed.keySet());
    for (SourceFile file : files) {
      if (!file.defaults().isEmpty() && !unused.remove(file.name())) {
        found.add(file.name() + " has a default at line " + file.defaults());
      }
    }
    unused.forEach(name -> found.add("no exception needed any more: " + name));
    return found;
  }

  List<String> leftOvers() {
    return files.stream()
        .filter(file -> LEFT_OVER.matcher(file.text()).find())
        .map(file -> file.name() + " has a note of something left over")
        .toList();
  }

  /** Tests that nobody runs: those in files whose names the build does not look for. */
  List<String> unrun() {
    return files.stream()
        .filter(file -> file.name().contains("/src/test/"))
        .filter(file -> TEST.matcher(file.text()).find() && !file.name().endsWith("Test.java"))
        .map(file -> file.name() + " has tests, and its name does not end in Test")
        .toList();
  }

  /** The number of lines that {@code percent} of the files do not exceed. */
  int percentile(int percent) {
    List<Integer> lines = files.stream().map(SourceFile::lines).sorted().toList();
    return lines.get(Math.min(lines.size() - 1, lines.size() * percent / 100));
  }
}
