package msingi.integration;

/** Whoever delivers text messages to phones. */
public interface TextMessages {
  /**
   * Sends a message; blocks.
   *
   * @param number in E.164, with its plus sign
   */
  Delivery send(String number, String text);
}
