package msingi.dispatch;

import java.util.Map;

/**
 * The words of one kind in one language.
 *
 * @param html empty words where there is none
 */
record Template(Words subject, Words text, Words html) {
  private static final int MOST_SUBJECT = 200;

  /**
   * A mail or message with its values.
   *
   * @param subject one line; empty for messages
   * @param html empty where there is none
   */
  record Rendered(String subject, String text, String html) {}

  Rendered with(Map<String, String> values) {
    String line = subject.with(values).strip();
    return new Rendered(
        line.substring(0, Math.min(line.length(), MOST_SUBJECT)),
        text.with(values),
        html.with(values));
  }
}
