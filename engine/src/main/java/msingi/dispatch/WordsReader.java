package msingi.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import msingi.base.NearNames;
import msingi.definition.Mistake;

/** Reads words from a file; what cannot be said is a mistake with its place. */
final class WordsReader {
  private static final Pattern PLACE = Pattern.compile("\\{\\{([^{}]*)\\}\\}|\\{\\{");

  /** Values that are whole addresses of ours. */
  private static final Set<String> ADDRESSES = Set.of("link", "site");

  private final String file;
  private final List<String> known;
  private final List<Mistake> mistakes;

  /**
   * @param known the names that may stand in it
   * @param mistakes takes what is wrong
   */
  WordsReader(String file, List<String> known, List<Mistake> mistakes) {
    this.file = file;
    this.known = List.copyOf(known);
    this.mistakes = mistakes;
  }

  /** Plain text. */
  Words plain(String text, int firstLine) {
    return read(text, firstLine, new Markup(false));
  }

  /** HTML. */
  Words html(String text) {
    return read(text, 1, new Markup(true));
  }

  private Words read(String text, int firstLine, Markup markup) {
    List<Words.Piece> pieces = new ArrayList<>();
    Matcher matcher = PLACE.matcher(text);
    int from = 0;
    while (matcher.find()) {
      String before = text.substring(from, matcher.start());
      pieces.add(new Words.Piece.Literal(before));
      markup.walk(before);
      from = matcher.end();
      String name = matcher.group(1) == null ? "" : matcher.group(1).strip();
      Words.Escape escape = Words.Escape.LINE;
      if (!known.contains(name)) {
        unknown(text, matcher.start(), firstLine, name);
      } else {
        Markup.Verdict verdict = markup.at(ADDRESSES.contains(name));
        escape = verdict.escape();
        if (!verdict.reason().isEmpty()) {
          mistake(text, matcher.start(), firstLine, name, verdict.reason(), verdict.remedy());
        }
      }
      pieces.add(new Words.Piece.Place(name, escape));
      markup.value();
    }
    pieces.add(new Words.Piece.Literal(text.substring(from)));
    return new Words(pieces);
  }

  private void unknown(String text, int at, int firstLine, String name) {
    String near = NearNames.near(name, known).map(it -> "did you mean {{" + it + "}}? ").orElse("");
    String all = "there are " + String.join(", ", known);
    String reason = name.isEmpty() ? "{{ without a name" : "no value is called so";
    mistake(text, at, firstLine, name, reason, near + all);
  }

  private void mistake(
      String text, int at, int firstLine, String name, String reason, String remedy) {
    String before = text.substring(0, at);
    int line = firstLine + (int) before.chars().filter(each -> each == '\n').count();
    int column = before.codePointCount(before.lastIndexOf('\n') + 1, at) + 1;
    mistakes.add(new Mistake(file, line, column, name, reason, remedy));
  }
}
