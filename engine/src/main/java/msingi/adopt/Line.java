package msingi.adopt;

/** A line of a definition while it is written; one that turns out wrong becomes a comment. */
final class Line {
  /**
   * What it is about: {@code column name}, {@code reference name}, {@code check name} and so on.
   */
  final String about;

  private String text;
  private String otherwise;
  private final String remark;
  private boolean dropped;

  /**
   * @param text without indentation and line feed
   * @param otherwise what to write where the text is a mistake, or empty
   * @param remark a comment behind it, or empty
   */
  Line(String about, String text, String otherwise, String remark) {
    this.about = about;
    this.text = text;
    this.otherwise = otherwise;
    this.remark = remark;
  }

  Line(String about, String text) {
    this(about, text, "", "");
  }

  boolean dropped() {
    return dropped;
  }

  /** The line without its comment. */
  String text() {
    return text;
  }

  /** Takes it back: whether it is gone now, rather than said otherwise. */
  boolean wrong() {
    if (!otherwise.isEmpty()) {
      text = otherwise;
      otherwise = "";
      return false;
    }
    dropped = true;
    return true;
  }

  /** As it stands in a file; a dropped one as a comment. */
  String written() {
    return dropped
        ? comment("not taken over: " + text)
        : text + (remark.isEmpty() ? "" : "  " + comment(remark));
  }

  /** A comment on one line. */
  static String comment(String words) {
    return "# " + words.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\ufeff]+", " ").strip();
  }
}
