package msingi.integration;

/**
 * A mail.
 *
 * @param id names it in its Message-ID, so that a second copy can be known as one
 * @param subject one line
 * @param text for readers of plain text
 * @param html for all others, or empty
 */
public record Letter(
    String id,
    MailAddress sender,
    MailAddress recipient,
    String subject,
    String text,
    String html) {
  /** Refuses a subject that could become another header. */
  public Letter {
    if (subject.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("a subject is one line");
    }
  }
}
