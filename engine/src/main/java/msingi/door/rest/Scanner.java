package msingi.door.rest;

import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;

/** Walks over one parameter of the query string; its errors are worded as PostgREST's. */
final class Scanner {
  private final String text;
  private final String what;
  private final String shown;
  private int at;

  /**
   * @param text what is read
   * @param what what it should be, such as "select parameter"
   */
  Scanner(String text, String what) {
    this.text = text;
    this.what = what;
    this.shown = text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }

  boolean done() {
    return at == text.length();
  }

  /** The next character, or 0 at the end. */
  char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  boolean at(String word) {
    return text.startsWith(word, at);
  }

  /** Passes over the word if it stands here. */
  boolean take(String word) {
    if (!text.startsWith(word, at)) {
      return false;
    }
    at += word.length();
    return true;
  }

  /** Passes over the character if it stands here. */
  boolean take(char character) {
    if (peek() != character || done()) {
      return false;
    }
    at++;
    return true;
  }

  void expect(char character, String expecting) {
    if (!take(character)) {
      throw unexpected(expecting);
    }
  }

  void spaces() {
    while (peek() == ' ') {
      at++;
    }
  }

  /** All that is left. */
  String rest() {
    String left = text.substring(at);
    at = text.length();
    return left;
  }

  int position() {
    return at;
  }

  void back(int position) {
    at = position;
  }

  /** A name: letters, digits, {@code _ $}, spaces and hyphens, or anything in quotes. */
  String name(String expecting) {
    if (peek() == '"') {
      return quoted();
    }
    int from = at;
    while (at < text.length() && inName(text.charAt(at))) {
      at++;
    }
    String name = text.substring(from, at).strip();
    if (name.isEmpty()) {
      throw unexpected(expecting);
    }
    return name;
  }

  private boolean inName(char character) {
    if (character == '-') {
      return at + 1 >= text.length() || text.charAt(at + 1) != '>';
    }
    return Character.isLetterOrDigit(character)
        || Character.isSurrogate(character)
        || Character.getType(character) == Character.NON_SPACING_MARK
        || character == '_'
        || character == '$'
        || character == ' ';
  }

  /** Digits, maybe none. */
  String digits() {
    int from = at;
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    return text.substring(from, at);
  }

  /** The name of a member of a document: in quotes, or up to a character with a meaning. */
  String jsonKey(String expecting) {
    if (peek() == '"') {
      return quoted();
    }
    int from = at;
    while (at < text.length() && inKey(text.charAt(at))) {
      at++;
    }
    String key = text.substring(from, at).strip();
    if (key.isEmpty()) {
      throw unexpected(expecting);
    }
    return key;
  }

  private boolean inKey(char character) {
    return character == '-'
        ? at + 1 < text.length() && text.charAt(at + 1) != '>'
        : "(:.,>)".indexOf(character) < 0;
  }

  /** A text in quotes, in which a backslash stands before any character that means itself. */
  String quoted() {
    expect('"', "\"\\\"\"");
    StringBuilder value = new StringBuilder();
    while (peek() != '"' || done()) {
      if (done()) {
        throw unexpected("\"\\\"\"");
      }
      if (peek() == '\\' && at + 1 < text.length()) {
        at++;
      }
      value.append(text.charAt(at++));
    }
    at++;
    return value.toString();
  }

  /** Everything up to a comma or a closing parenthesis. */
  String bare() {
    int from = at;
    while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != ')') {
      at++;
    }
    return text.substring(from, at);
  }

  /** A value in a list: quoted, or up to a comma or a closing parenthesis. */
  String element() {
    int from = at;
    if (peek() == '"' && closed()) {
      String value = quoted();
      if (done() || peek() == ',' || peek() == ')') {
        return value;
      }
      at = from;
    }
    return bare();
  }

  /** Whether the quotation mark that stands here has another that closes it. */
  private boolean closed() {
    for (int index = at + 1; index < text.length(); index++) {
      if (text.charAt(index) == '"') {
        return true;
      }
      if (text.charAt(index) == '\\') {
        index++;
      }
    }
    return false;
  }

  /** An array literal in braces, which may hold commas and parentheses. */
  String braced() {
    int from = at;
    boolean quotes = false;
    for (; at < text.length(); at++) {
      char character = text.charAt(at);
      if (character == '\\') {
        at++;
      } else if (character == '"') {
        quotes = !quotes;
      } else if (character == '}' && !quotes) {
        at++;
        return text.substring(from, at);
      }
    }
    at = text.length();
    throw unexpected("\"}\"");
  }

  /** What went wrong here, in parsec's words. */
  Failure unexpected(String expecting) {
    String found = done() ? "end of input" : "'" + peek() + "'";
    return problem(found, expecting);
  }

  /** The same, with the character found in double quotes. */
  Failure unexpectedWord(String expecting) {
    return problem(done() ? "end of input" : "\"" + peek() + "\"", expecting);
  }

  private Failure problem(String found, String expecting) {
    String message =
        "\"failed to parse " + what + " (" + shown + ")\" (line 1, column " + (at + 1) + ")";
    return new Problem(
            ErrorCode.QUERY_SYNTAX, message, "unexpected " + found + " expecting " + expecting, "")
        .failure();
  }
}
