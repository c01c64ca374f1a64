package msingi.adopt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import msingi.definition.App;
import msingi.definition.Collection;
import msingi.definition.Column;
import msingi.definition.DefinitionReader;

/**
 * What a database was when it was last looked at: the definition that was written then, all of its
 * files as one text.
 */
public final class Remembered {
  private static final String MARK = "--- # ";
  private static final Pattern REMARK = Pattern.compile("^(?:(.*?)(?:  ))?# (.*)$");

  private Remembered() {}

  /** One text of several files. */
  public static String text(Map<String, String> sources) {
    StringBuilder text = new StringBuilder(sources.getOrDefault(DefinitionReader.MAIN, ""));
    sources.forEach((name, file) -> {
      if (!name.equals(DefinitionReader.MAIN)) {
        text.append(MARK).append(name).append('\n').append(file);
      }
    });
    return text.toString();
  }

  /** The files of one text. */
  public static Map<String, String> sources(String text) {
    Map<String, StringBuilder> files = new LinkedHashMap<>();
    StringBuilder file = new StringBuilder();
    files.put(DefinitionReader.MAIN, file);
    for (String line : text.lines().toList()) {
      if (line.startsWith(MARK)) {
        file = new StringBuilder();
        files.put(line.substring(MARK.length()).strip(), file);
      } else {
        file.append(line).append('\n');
      }
    }
    Map<String, String> sources = new LinkedHashMap<>();
    files.forEach((name, it) -> sources.put(name, it.toString()));
    return sources;
  }

  /**
   * Changes of what has no words in the language: triggers, policies, expressions, values of enums.
   *
   * @param sources the definition that was written then
   * @param app what it says
   * @return a line each
   */
  public static List<String> remarks(Map<String, String> sources, App app, Adoption now) {
    Set<String> before = remarks(sources, app);
    Set<String> after = remarks(now.sources(), now.app());
    List<String> changes = new ArrayList<>();
    after.stream().filter(it -> !before.contains(it)).forEach(it -> changes.add("new: " + it));
    before.stream()
        .filter(it -> !after.contains(it))
        .forEach(it -> changes.add("no longer: " + it));
    return changes;
  }

  private static Set<String> remarks(Map<String, String> sources, App app) {
    Set<String> all = new LinkedHashSet<>();
    sources.forEach((name, text) -> {
      boolean main = name.equals(DefinitionReader.MAIN);
      Optional<Collection> at =
          main
              ? Optional.empty()
              : Optional.ofNullable(
                  app.collections().get(name.replaceAll("^collections/|\\.yaml$", "")));
      boolean functions = false;
      for (String line : text.lines().toList()) {
        functions |= line.equals("functions:");
        if (main && line.matches("  [A-Za-z_][A-Za-z0-9_]*:")) {
          at =
              functions
                  ? Optional.empty()
                  : Optional.ofNullable(app.collections().get(line.strip().replace(":", "")));
        }
        Matcher remark = REMARK.matcher(line.stripLeading());
        if (remark.matches() && !remark.group(2).startsWith("Written by")) {
          all.add(at.map(it -> of(it, code(remark))).orElse("") + remark.group(2));
        }
      }
    });
    all.removeIf(it -> it.startsWith("Nothing here is migrated"));
    return all;
  }

  private static String code(Matcher remark) {
    return remark.group(1) == null ? "" : remark.group(1);
  }

  /** What a remark is about, by stored names: identifiers are the author's own. */
  private static String of(Collection collection, String code) {
    int colon = code.indexOf(':');
    String table = Difference.Table.of(collection) + ": ";
    if (colon < 0) {
      return table;
    }
    String id = code.substring(0, colon);
    return table + collection.named(id).map(Column::name).orElse(id) + ": ";
  }
}
