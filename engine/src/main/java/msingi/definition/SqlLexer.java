package msingi.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import msingi.definition.SqlBody.Part;
import msingi.definition.SqlBody.Quoting;
import msingi.definition.SqlBody.Statement;

/**
 * Splits SQL into statements and finds {@code :name} in them; knows strings, quoted names, comments
 * and casts of both dialects, and nothing of what a statement means.
 */
final class SqlLexer {
  private static final Set<String> CHANGES =
      Set.of("INSERT", "UPDATE", "DELETE", "REPLACE", "MERGE");
  private static final Set<String> ASKS = Set.of("SELECT", "VALUES", "TABLE");

  private final String text;
  private final boolean dollars;
  private final List<Statement> statements = new ArrayList<>();
  private final List<Seen> seen = new ArrayList<>();
  private int at;
  private Open open = new Open();

  SqlLexer(String text, Quoting quoting) {
    this.text = text;
    this.dollars = quoting == Quoting.DOLLARS;
  }

  /**
   * What stands in the text besides signs and values.
   *
   * @param word a word; or the first character of what is quoted, of a comment, or a semicolon
   * @param at its offset in the text
   */
  record Seen(String word, int at) {}

  /** All that was seen by {@link #body}, in order. */
  List<Seen> seen() {
    return seen;
  }

  /** What is known of the statement that is being read. */
  private static final class Open {
    final List<Part> parts = new ArrayList<>();
    final StringBuilder plain = new StringBuilder();
    String verb = "";
    int main;
    int depth;
    boolean list;
    boolean returning;
    boolean writes;
    boolean first = true;

    void flush() {
      if (!plain.isEmpty()) {
        parts.add(new Part.Text(plain.toString()));
        plain.setLength(0);
      }
    }
  }

  /** Why a text is no body, and where that shows. */
  static final class Unfit extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final int offset;

    Unfit(int offset, String reason) {
      super(reason, null, false, false);
      this.offset = offset;
    }
  }

  SqlBody body() {
    while (at < text.length()) {
      step();
    }
    end();
    return new SqlBody(statements);
  }

  private void step() {
    char here = text.charAt(at);
    Optional<Integer> skipped = skipped(here);
    if (skipped.isPresent()) {
      boolean words = here != '-' && here != '/';
      open.first &= !words;
      seen.add(new Seen(String.valueOf(here), at));
      take(skipped.get());
    } else if (here == ':') {
      colon();
    } else if (letter(here)) {
      word();
    } else if (here == ';') {
      seen.add(new Seen(";", at));
      at++;
      end();
    } else {
      sign(here);
    }
  }

  private void take(int until) {
    open.plain.append(text, at, until);
    at = until;
  }

  /** Where a string, a quoted name or a comment ends; empty where none begins. */
  private Optional<Integer> skipped(char here) {
    return switch (here) {
      case '\'' -> Optional.of(quoted('\'', at, false));
      case '"' -> Optional.of(quoted('"', at, false));
      case '`' -> dollars ? Optional.empty() : Optional.of(quoted('`', at, false));
      case '[' -> dollars ? Optional.empty() : Optional.of(quoted(']', at, false));
      case '-' -> text.startsWith("--", at) ? Optional.of(line()) : Optional.empty();
      case '/' -> text.startsWith("/*", at) ? Optional.of(comment()) : Optional.empty();
      case '$' -> dollars ? tagged() : Optional.empty();
      case 'e', 'E' ->
          dollars && text.startsWith("'", at + 1)
              ? Optional.of(quoted('\'', at + 1, true))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private int quoted(char quote, int start, boolean escapes) {
    for (int index = start + 1; index < text.length(); index++) {
      char here = text.charAt(index);
      if (escapes && here == '\\') {
        index++;
      } else if (here == quote) {
        if (index + 1 < text.length() && text.charAt(index + 1) == quote) {
          index++;
        } else {
          return index + 1;
        }
      }
    }
    throw new Unfit(start, "what begins here has no end");
  }

  private int line() {
    int end = text.indexOf('\n', at);
    return end < 0 ? text.length() : end;
  }

  private int comment() {
    int depth = 0;
    for (int index = at; index < text.length() - 1; index++) {
      if (text.startsWith("*/", index)) {
        depth--;
        index++;
        if (depth == 0) {
          return index + 1;
        }
      } else if (text.startsWith("/*", index) && (dollars || depth == 0)) {
        depth++;
        index++;
      }
    }
    throw new Unfit(at, "the comment that begins here has no end");
  }

  /** {@code $$…$$} and {@code $tag$…$tag$}. */
  private Optional<Integer> tagged() {
    int close = at + 1;
    while (close < text.length() && letterOrDigit(text.charAt(close))) {
      close++;
    }
    boolean tag =
        close < text.length()
            && text.charAt(close) == '$'
            && (close == at + 1 || letter(text.charAt(at + 1)));
    if (!tag) {
      return Optional.empty();
    }
    String mark = text.substring(at, close + 1);
    int end = text.indexOf(mark, close + 1);
    if (end < 0) {
      throw new Unfit(at, "what begins here has no end");
    }
    return Optional.of(end + mark.length());
  }

  private void colon() {
    int start = at + 1;
    if (text.startsWith("::", at)) {
      take(at + 2);
    } else if (start < text.length() && letter(text.charAt(start))) {
      int end = name(start);
      if (end < text.length() - 1 && text.charAt(end) == '.' && letter(text.charAt(end + 1))) {
        end = name(end + 1);
      }
      open.first = false;
      open.flush();
      open.parts.add(new Part.Named(text.substring(start, end), start));
      at = end;
    } else {
      take(at + 1);
    }
  }

  private int name(int start) {
    int end = start;
    while (end < text.length() && letterOrDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private void word() {
    int end = name(at);
    String word = text.substring(at, end).toUpperCase(Locale.ROOT);
    seen.add(new Seen(word, at));
    boolean known = CHANGES.contains(word) || ASKS.contains(word);
    if (open.verb.isEmpty() && open.depth == 0 && open.first && word.equals("WITH")) {
      open.list = true;
    } else if (open.verb.isEmpty() && open.depth == 0 && open.list && !known) {
      open.first = false;
    } else if (open.verb.isEmpty() && open.depth == 0) {
      open.verb = word;
      open.flush();
      open.main = open.list ? open.parts.size() : 0;
    }
    open.returning |= open.depth == 0 && word.equals("RETURNING");
    boolean begins = open.first || (open.depth == 0 && open.verb.equals(word));
    open.writes |= begins && CHANGES.contains(word) && !called(end);
    open.first = false;
    take(end);
  }

  /** Whether a parenthesis follows, as after the name of a function. */
  private boolean called(int end) {
    int next = end;
    while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
      next++;
    }
    return next < text.length() && text.charAt(next) == '(';
  }

  private void sign(char here) {
    if (here == '(') {
      open.depth++;
    } else if (here == ')') {
      open.depth--;
      if (open.depth < 0) {
        throw new Unfit(at, "this parenthesis closes nothing");
      }
    } else if (place(here)) {
      throw new Unfit(at, "values are named here: write :name");
    }
    if (!Character.isWhitespace(here)) {
      open.first = here == '(';
    }
    int digits = at + 1;
    while (Character.isDigit(here)
        && digits < text.length()
        && letterOrDigit(text.charAt(digits))) {
      digits++;
    }
    take(digits);
  }

  /** Whether a place for a value of the database's own kind begins here. */
  private boolean place(char here) {
    char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
    return dollars
        ? here == '$' && Character.isDigit(next)
        : here == '?' || ((here == '@' || here == '$') && letterOrDigit(next));
  }

  private void end() {
    if (open.depth > 0) {
      throw new Unfit(Math.max(0, at - 1), "a parenthesis is not closed");
    }
    open.flush();
    if (!open.verb.isEmpty()) {
      statements.add(new Statement(open.verb, open.parts, open.main, open.returning, open.writes));
    } else if (open.list || open.parts.stream().anyMatch(SqlLexer::says)) {
      throw new Unfit(Math.max(0, at - 1), "this is no statement");
    }
    open = new Open();
  }

  /** Whether something stands there that is neither space nor comment. */
  private static boolean says(Part part) {
    return !(part instanceof Part.Text(String text))
        || !text.replaceAll("--[^\n]*|/\\*(?s:.*?)\\*/", "").isBlank();
  }

  private static boolean letter(char it) {
    return Character.isLetter(it) || it == '_';
  }

  private static boolean letterOrDigit(char it) {
    return Character.isLetterOrDigit(it) || it == '_';
  }
}
