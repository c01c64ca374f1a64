package msingi.dispatch;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Follows a text of HTML and says what a value at the present place may be. */
final class Markup {
  private static final Set<String> ADDRESSED =
      Set.of("href", "src", "action", "formaction", "background", "cite", "poster", "srcset");
  private static final Set<String> CODE = Set.of("style", "srcdoc");
  private static final Pattern ATTRIBUTE = Pattern.compile("([^\\s\"'<>/=]+)\\s*=\\s*$");
  private static final Pattern RAW =
      Pattern.compile(
          "(?i)^(script|style|textarea|title|xmp|iframe|noembed|noframes|plaintext)\\b");

  private final boolean html;
  private State state = State.TEXT;
  private final StringBuilder tag = new StringBuilder();
  private String raw = "";
  private String attribute = "";
  private boolean begun;

  private enum State {
    TEXT,
    TAG,
    DOUBLE,
    SINGLE,
    COMMENT,
    RAW
  }

  /**
   * What a value may be here.
   *
   * @param reason why none may stand here, or empty
   */
  record Verdict(Words.Escape escape, String reason, String remedy) {
    private static Verdict of(Words.Escape escape) {
      return new Verdict(escape, "", "");
    }
  }

  /**
   * @param html whether it is any; plain text has no places that differ
   */
  Markup(boolean html) {
    this.html = html;
  }

  /** Goes over literal text. */
  void walk(String text) {
    for (int i = 0; html && i < text.length(); i++) {
      step(text, i);
    }
  }

  private void step(String text, int i) {
    char each = text.charAt(i);
    switch (state) {
      case TEXT -> {
        if (text.startsWith("<!--", i)) {
          state = State.COMMENT;
        } else if (each == '<') {
          state = State.TAG;
          tag.setLength(0);
        }
      }
      case COMMENT -> {
        if (text.startsWith("-->", i)) {
          state = State.TEXT;
        }
      }
      case RAW -> {
        if (text.regionMatches(true, i, "</" + raw, 0, raw.length() + 2)) {
          state = State.TAG;
          tag.setLength(0);
        }
      }
      case TAG -> inTag(each);
      case DOUBLE, SINGLE -> {
        begun = true;
        if (each == (state == State.DOUBLE ? '"' : '\'')) {
          state = State.TAG;
          tag.append(each);
        }
      }
    }
  }

  private void inTag(char each) {
    if (each == '>') {
      Matcher matcher = RAW.matcher(tag);
      raw = matcher.find() ? matcher.group(1) : "";
      state = raw.isEmpty() ? State.TEXT : State.RAW;
      return;
    }
    Matcher matcher = ATTRIBUTE.matcher(tag);
    if ((each == '"' || each == '\'') && matcher.find()) {
      attribute = matcher.group(1).toLowerCase(Locale.ROOT);
      state = each == '"' ? State.DOUBLE : State.SINGLE;
      begun = false;
    }
    tag.append(each);
  }

  /** A value stood here. */
  void value() {
    begun = true;
  }

  /**
   * What a value may be at this place.
   *
   * @param address whether the value is a whole address of ours
   */
  Verdict at(boolean address) {
    if (!html) {
      return Verdict.of(Words.Escape.LINE);
    }
    return switch (state) {
      case TEXT -> Verdict.of(Words.Escape.HTML);
      case DOUBLE, SINGLE -> inAttribute(address);
      case TAG ->
          new Verdict(
              Words.Escape.HTML, "a value may not stand inside a tag", "quote the attribute");
      case COMMENT, RAW ->
          new Verdict(
              Words.Escape.HTML,
              "a value may not stand in comments, scripts, styles and titles",
              "put it into the text");
    };
  }

  private Verdict inAttribute(boolean address) {
    if (attribute.startsWith("on") || CODE.contains(attribute)) {
      return new Verdict(
          Words.Escape.HTML, "a value may not stand in " + attribute, "put it into the text");
    }
    if (!ADDRESSED.contains(attribute)) {
      return Verdict.of(Words.Escape.HTML);
    }
    if (begun == address) {
      return new Verdict(
          Words.Escape.HTML,
          address
              ? "an address must be the whole of " + attribute
              : "only {{link}} and {{site}} may begin " + attribute,
          "write " + attribute + "=\"{{link}}\"");
    }
    return Verdict.of(address ? Words.Escape.HTML : Words.Escape.ADDRESS_PART);
  }
}
