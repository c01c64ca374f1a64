package msingi.dispatch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import msingi.base.NearNames;
import msingi.base.Utf8;
import msingi.definition.Mistake;

/**
 * Reads files of words: {@code mail/KIND.txt} and {@code mail/KIND.html}, and the same in {@code
 * mail/LANGUAGE}. The first line of a mail's text is {@code Subject: …}, then comes an empty line.
 */
final class TemplateFiles {
  private static final List<String> SHIPPED = List.of("en", "sw");
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[a-z0-9]{2,8})*");
  private static final String TEXT = ".txt";
  private static final String HTML = ".html";
  private static final String SUBJECT = "Subject: ";

  private final List<Mistake> mistakes;

  TemplateFiles(List<Mistake> mistakes) {
    this.mistakes = mistakes;
  }

  /** What comes with Msingi. */
  Map<String, Map<Kind, Template>> shipped() {
    Map<String, Map<Kind, Template>> all = new HashMap<>();
    for (String language : SHIPPED) {
      Map<String, String> sources = new TreeMap<>();
      for (Kind kind : Kind.values()) {
        for (String ending : kind.mail() ? List.of(TEXT, HTML) : List.of(TEXT)) {
          sources.put(kind.text() + ending, resource(language + "/" + kind.text() + ending));
        }
      }
      all.put(language, templates(language + "/", sources));
    }
    return all;
  }

  private static String resource(String name) {
    try (InputStream stream = TemplateFiles.class.getResourceAsStream("mail/" + name)) {
      if (stream == null) {
        throw new IllegalStateException("the words " + name + " are missing");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  /** What the application says; by language, where the empty one is that of the folder itself. */
  Map<String, Map<Kind, Template>> folder(Path folder) {
    Map<String, Map<Kind, Template>> all = new HashMap<>();
    if (!Files.isDirectory(folder)) {
      return all;
    }
    all.put("", templates(Templates.FOLDER + "/", sources(folder, "")));
    for (Path each : listed(folder)) {
      String name = each.getFileName().toString();
      if (Files.isDirectory(each)) {
        if (!LANGUAGE.matcher(name).matches()) {
          mistake(name, 1, "this is no language", "write mail/sw or mail/pt-br, in small letters");
        }
        String at = Templates.FOLDER + "/" + name + "/";
        all.put(name, templates(at, sources(each, name + "/")));
      }
    }
    return all;
  }

  private static List<Path> listed(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(it -> !it.getFileName().toString().startsWith(".")).sorted().toList();
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  private Map<String, String> sources(Path folder, String at) {
    Map<String, String> sources = new TreeMap<>();
    for (Path file : listed(folder)) {
      String name = file.getFileName().toString();
      if (Files.isRegularFile(file)) {
        try {
          Utf8.decode(Files.readAllBytes(file))
              .ifPresentOrElse(
                  it -> sources.put(name, it.replace("\r\n", "\n")),
                  () ->
                      mistake(
                          Templates.FOLDER + "/" + at + name,
                          1,
                          "the file is not UTF-8",
                          "save it as UTF-8"));
        } catch (IOException _) {
          mistake(Templates.FOLDER + "/" + at + name, 1, "the file cannot be read", "");
        }
      }
    }
    return sources;
  }

  private Map<Kind, Template> templates(String at, Map<String, String> sources) {
    Map<Kind, Template> found = new EnumMap<>(Kind.class);
    Map<String, String> left = new TreeMap<>(sources);
    for (Kind kind : Kind.values()) {
      String text = left.remove(kind.text() + TEXT);
      String html = kind.mail() ? left.remove(kind.text() + HTML) : null;
      if (text != null) {
        found.put(kind, template(kind, at, text, html == null ? "" : html));
      } else if (html != null) {
        mistake(
            at + kind.text() + HTML,
            1,
            "a mail needs its text beside its HTML",
            "write " + kind.text() + TEXT + ", its first line Subject: …");
      }
    }
    left.keySet().forEach(it -> unknown(at, it));
    return found;
  }

  private Template template(Kind kind, String at, String text, String html) {
    WordsReader words = new WordsReader(at + kind.text() + TEXT, kind.names(), mistakes);
    WordsReader markup = new WordsReader(at + kind.text() + HTML, kind.names(), mistakes);
    if (!kind.mail()) {
      return new Template(words.plain("", 1), words.plain(text.strip(), 1), markup.html(""));
    }
    int end = text.indexOf('\n');
    String first = end < 0 ? text : text.substring(0, end);
    boolean parted = end >= 0 && text.startsWith("\n", end + 1);
    if (!first.startsWith(SUBJECT) || first.length() == SUBJECT.length() || !parted) {
      mistake(
          at + kind.text() + TEXT,
          1,
          "a mail begins with its subject and an empty line",
          "write Subject: …");
      return new Template(words.plain("", 1), words.plain("", 1), markup.html(""));
    }
    return new Template(
        words.plain(first.substring(SUBJECT.length()), 1),
        words.plain(text.substring(end + 2), 3),
        markup.html(html));
  }

  private void unknown(String at, String name) {
    List<String> known = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      known.add(kind.text() + TEXT);
      if (kind.mail()) {
        known.add(kind.text() + HTML);
      }
    }
    mistake(
        at + name,
        1,
        "no mail is called so",
        NearNames.near(name, known).map(it -> "did you mean " + it + "? ").orElse("")
            + "there are "
            + String.join(", ", known));
  }

  private void mistake(String file, int line, String reason, String remedy) {
    mistakes.add(new Mistake(file, line, 1, "", reason, remedy));
  }
}
