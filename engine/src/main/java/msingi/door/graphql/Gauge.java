package msingi.door.graphql;

import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;

/**
 * Measures a document before it is parsed: one pass over its characters, which ends where the first
 * limit is passed (GraphQL, section 2.1). What is no document at all is left to the parser.
 */
final class Gauge {
  private static final int MOST_CHARACTERS = 1 << 18;

  /** Longer numbers would take the parser long, and no value has as many digits. */
  private static final int MOST_WORD = 1_000;

  private final String text;
  private final GraphSettings.Limits limits;
  private int at;
  private int tokens;
  private int depth;
  private int parentheses;
  private int aliases;
  private int fragments;
  private int directives;
  private boolean afterName;

  private Gauge(String text, GraphSettings.Limits limits) {
    this.text = text;
    this.limits = limits;
  }

  /**
   * Refuses a document that has too much of anything.
   *
   * @throws Failure GRAPH_LIMIT
   */
  static void check(String text, GraphSettings.Limits limits) {
    if (text.length() > MOST_CHARACTERS) {
      throw beyond("characters", MOST_CHARACTERS);
    }
    new Gauge(text, limits).measure();
  }

  static Failure beyond(String what, long most) {
    return Problem.of(ErrorCode.GRAPH_LIMIT, "The document has more than " + most + " " + what)
        .failure();
  }

  private void measure() {
    while (at < text.length()) {
      char character = text.charAt(at);
      if (character <= ' ' || character == ',' || character == '\uFEFF') {
        at++;
      } else if (character == '#') {
        comment();
      } else {
        token(character);
        if (++tokens > limits.tokens()) {
          throw beyond("tokens", limits.tokens());
        }
      }
    }
  }

  private void comment() {
    while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
      at++;
    }
  }

  private void token(char character) {
    boolean named = false;
    switch (character) {
      case '{', '[' -> open();
      case '}', ']' -> close();
      case '(' -> {
        parentheses++;
        open();
      }
      case ')' -> {
        parentheses = Math.max(0, parentheses - 1);
        close();
      }
      case '@' -> {
        at++;
        directives = counted(directives, limits.directives(), "directives");
      }
      case '.' -> {
        at += text.startsWith("...", at) ? 3 : 1;
        fragments = counted(fragments, limits.fragments(), "fragments");
      }
      case ':' -> {
        at++;
        if (afterName && parentheses == 0) {
          aliases = counted(aliases, limits.aliases(), "aliases");
        }
      }
      case '"' -> string();
      default -> named = word(character);
    }
    afterName = named;
  }

  private static int counted(int before, int most, String what) {
    if (before >= most) {
      throw beyond(what, most);
    }
    return before + 1;
  }

  private void open() {
    at++;
    depth = counted(depth, limits.depth(), "levels");
  }

  private void close() {
    at++;
    depth = Math.max(0, depth - 1);
  }

  /** A name or a number, or a sign by itself. */
  private boolean word(char first) {
    int start = at++;
    if (!letter(first)) {
      return false;
    }
    boolean number = first >= '0' && first <= '9';
    while (at < text.length() && (letter(text.charAt(at)) || (number && part(text.charAt(at))))) {
      at++;
    }
    if (at - start > MOST_WORD) {
      throw beyond("characters in a word or a number", MOST_WORD);
    }
    if (number) {
      return false;
    }
    if (at - start == 8 && text.startsWith("fragment", start) && depth == 0) {
      fragments = counted(fragments, limits.fragments(), "fragments");
    }
    return true;
  }

  /** Whether a number goes on; three dots after one are a spread. */
  private boolean part(char it) {
    return it == '+' || it == '-' || (it == '.' && !text.startsWith("...", at));
  }

  private static boolean letter(char it) {
    return (it >= 'a' && it <= 'z')
        || (it >= 'A' && it <= 'Z')
        || (it >= '0' && it <= '9')
        || it == '_';
  }

  private void string() {
    if (text.startsWith("\"\"\"", at)) {
      at += 3;
      while (at < text.length() && !text.startsWith("\"\"\"", at)) {
        at += text.startsWith("\\\"\"\"", at) ? 4 : 1;
      }
      at += 3;
      return;
    }
    at++;
    while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\n') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    at++;
  }
}
