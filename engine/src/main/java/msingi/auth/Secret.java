package msingi.auth;

import java.nio.charset.StandardCharsets;
import msingi.error.ErrorCode;
import msingi.error.Problem;

/**
 * A text that must not be shown: {@link #toString} is masked, so that logs and dumps stay clean.
 */
public final class Secret {
  /** What HS256 needs at least (RFC 7518, section 3.2), in bytes. */
  public static final int LEAST_BYTES = 32;

  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  /**
   * A shared secret for tokens.
   *
   * @throws msingi.error.Failure MSI009 when it is shorter than {@link #LEAST_BYTES} bytes
   */
  public static Secret ofTokens(String text) {
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    if (length < LEAST_BYTES) {
      throw Problem.of(
              ErrorCode.CONFIGURATION,
              "The secret for tokens has "
                  + length
                  + " bytes, but HS256 needs "
                  + LEAST_BYTES
                  + " at least")
          .withHint("Make one with: openssl rand -base64 48")
          .failure();
    }
    return new Secret(text);
  }

  byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "***";
  }
}
