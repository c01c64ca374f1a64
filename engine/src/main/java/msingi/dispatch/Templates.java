package msingi.dispatch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import msingi.definition.Mistake;
import msingi.error.ErrorCode;
import msingi.error.Problem;

/**
 * All words that are there, by language and kind. What the application says wins over what comes
 * with Msingi; a language that neither speaks is answered in the application's own, then in
 * English.
 */
public final class Templates {
  /** The application's folder of words. */
  public static final String FOLDER = "mail";

  private static final String ENGLISH = "en";

  private final Map<String, Map<Kind, Template>> own;
  private final Map<String, Map<Kind, Template>> shipped;

  /**
   * What is said, ready to be sent or looked at.
   *
   * @param subject one line; empty for text messages
   * @param html empty where there is none
   */
  public record Said(String subject, String text, String html) {}

  private Templates(
      Map<String, Map<Kind, Template>> own, Map<String, Map<Kind, Template>> shipped) {
    this.own = own;
    this.shipped = shipped;
  }

  /**
   * Reads the folder {@code mail} beside a definition, if it is there.
   *
   * @param definition the definition's folder or main file
   * @throws msingi.error.Failure DEFINITION with every mistake
   */
  public static Templates read(Path definition) {
    List<Mistake> mistakes = new ArrayList<>();
    Templates all = read(definition, mistakes);
    if (!mistakes.isEmpty()) {
      throw Problem.of(ErrorCode.DEFINITION)
          .withDetails(String.join("\n", mistakes.stream().map(Mistake::text).toList()))
          .failure();
    }
    return all;
  }

  /** Every mistake in the words of an application. */
  public static List<Mistake> mistakes(Path definition) {
    List<Mistake> mistakes = new ArrayList<>();
    read(definition, mistakes);
    return mistakes;
  }

  private static Templates read(Path definition, List<Mistake> mistakes) {
    TemplateFiles files = new TemplateFiles(mistakes);
    return new Templates(files.folder(folder(definition)), files.shipped());
  }

  private static Path folder(Path definition) {
    return Files.isDirectory(definition)
        ? definition.resolve(FOLDER)
        : definition.toAbsolutePath().resolveSibling(FOLDER);
  }

  /** The files of an application's words. */
  public static List<Path> files(Path definition) {
    Path folder = folder(definition);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder, 2)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  /**
   * A mail or message in the language that fits best.
   *
   * @param language such as {@code sw} or {@code sw-KE}; any text, for it comes from clients
   * @param values by name
   */
  public Said say(Kind kind, String language, Map<String, String> values) {
    Template.Rendered rendered = find(kind, language).with(values);
    return new Said(rendered.subject(), rendered.text(), rendered.html());
  }

  /** The same with values that show where each goes. */
  public Said sample(Kind kind, String language, String application) {
    return say(
        kind,
        language,
        Map.of(
            "application", application,
            "site", "https://app.example.org",
            "minutes", "60",
            "email", "asha@example.org",
            "new_email", "asha.new@example.org",
            "code", "314159",
            "when", "2026-03-08 09:30 UTC",
            "address", "192.0.2.7",
            "link", "https://api.example.org/auth/v1/verify?token=…&type=…"));
  }

  private Template find(Kind kind, String language) {
    String full = language.toLowerCase(Locale.ROOT).replace('_', '-');
    int dash = full.indexOf('-');
    String bare = dash < 0 ? full : full.substring(0, dash);
    Map<Kind, Template> fitting = new HashMap<>(of(shipped, ENGLISH));
    fitting.putAll(of(shipped, bare));
    fitting.putAll(of(own, ""));
    fitting.putAll(of(own, bare));
    fitting.putAll(of(own, full));
    Template found = fitting.get(kind);
    if (found == null) {
      throw new IllegalStateException("no words for " + kind);
    }
    return found;
  }

  private static Map<Kind, Template> of(Map<String, Map<Kind, Template>> all, String language) {
    return all.getOrDefault(language, Map.of());
  }
}
