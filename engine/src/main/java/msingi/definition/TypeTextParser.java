package msingi.definition;

import java.util.ArrayList;
import java.util.List;
import msingi.definition.TypeText.Base;
import msingi.definition.TypeText.Unreadable;

/** Reads the short form of a field. */
final class TypeTextParser {
  private static final List<String> WORDS = List.of("unique", "hidden", "identity", "auto");

  private final String text;
  private int at;

  private TypeTextParser(String text) {
    this.text = text;
  }

  static TypeText parse(String text) throws Unreadable {
    return new TypeTextParser(text).field();
  }

  private TypeText field() throws Unreadable {
    spaces();
    Base base = base();
    int limitsAt = at + 1;
    String limits = peek('(') ? parenthesised() : "";
    boolean array = base instanceof Base.Named && take("[]");
    if (base instanceof Base.Named(String name, boolean before) && array) {
      if (before) {
        throw new Unreadable(at - 2, "an array of arrays", "use json");
      }
      if (!limits.isEmpty() && !name.equals("decimal")) {
        throw new Unreadable(
            limitsAt, "elements of an array cannot have limits", "write them as a check");
      }
      base = new Base.Named(name, true);
    }
    boolean optional = take("?");
    if (at < text.length() && !Character.isWhitespace(text.charAt(at)) && !peek('=')) {
      throw new Unreadable(at, "unexpected " + Wording.quoted(text.substring(at)), "");
    }
    List<String> words = new ArrayList<>();
    String auto = words(words);
    String literal = "";
    int literalAt = -1;
    if (take("=")) {
      spaces();
      literalAt = at;
      literal = text.substring(at);
      if (at == text.length()) {
        throw new Unreadable(at, "a value is missing after =", "");
      }
    }
    return new TypeText(base, limits, limitsAt, optional, words, auto, literal, literalAt);
  }

  private Base base() throws Unreadable {
    if (!take("[")) {
      String name = name("a type is missing");
      return new Base.Named(name, take("[]"));
    }
    spaces();
    String target = name("the name of a collection is missing");
    Base base = new Base.Many(target);
    if (take(".")) {
      base = new Base.OtherSide(target, name("the name of a field is missing"));
    }
    spaces();
    if (!take("]")) {
      throw new Unreadable(at, "] is missing", "");
    }
    return base;
  }

  private String words(List<String> words) throws Unreadable {
    String auto = "";
    for (spaces(); at < text.length() && !peek('='); spaces()) {
      int start = at;
      if (peek('?')) {
        throw new Unreadable(at, "? must follow the type itself", "write text? unique");
      }
      String word = name("unexpected " + Wording.quoted(text.substring(at)));
      if (!WORDS.contains(word)) {
        throw new Unreadable(
            start,
            "unknown word " + Wording.quoted(word),
            Wording.near(word, WORDS, "known: unique, hidden, identity, auto(create), = value"));
      }
      if (words.contains(word) || (word.equals("auto") && !auto.isEmpty())) {
        throw new Unreadable(start, word + " is there twice", "remove one of them");
      }
      if (word.equals("auto")) {
        auto = auto(start);
      } else {
        words.add(word);
      }
    }
    return auto;
  }

  private String auto(int start) throws Unreadable {
    String inside = peek('(') ? parenthesised() : "";
    if (!inside.equals("create") && !inside.equals("update")) {
      throw new Unreadable(start, "auto needs to know when", "write auto(create) or auto(update)");
    }
    return inside;
  }

  private String parenthesised() throws Unreadable {
    int close = close();
    if (close < 0) {
      throw new Unreadable(at, ") is missing", "");
    }
    String inside = text.substring(at + 1, close).strip();
    if (inside.isEmpty()) {
      throw new Unreadable(at, "nothing stands between the parentheses", "");
    }
    at = close + 1;
    return inside;
  }

  /** Where the parenthesis that stands here is closed, or -1; others may stand inside. */
  private int close() {
    int open = 0;
    for (int index = at; index < text.length(); index++) {
      char character = text.charAt(index);
      open += character == '(' ? 1 : character == ')' ? -1 : 0;
      if (open == 0) {
        return index;
      }
    }
    return -1;
  }

  private String name(String missing) throws Unreadable {
    int start = at;
    while (at < text.length() && letter(text.charAt(at), at == start)) {
      at++;
    }
    if (start == at) {
      throw new Unreadable(at, missing, "");
    }
    return text.substring(start, at);
  }

  static boolean letter(char it, boolean first) {
    return (it >= 'a' && it <= 'z')
        || (it >= 'A' && it <= 'Z')
        || it == '_'
        || (!first && it >= '0' && it <= '9');
  }

  private boolean peek(char wanted) {
    return at < text.length() && text.charAt(at) == wanted;
  }

  private boolean take(String wanted) {
    if (text.startsWith(wanted, at)) {
      at += wanted.length();
      return true;
    }
    return false;
  }

  private void spaces() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }
}
