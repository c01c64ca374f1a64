package msingi.auth;

/**
 * What the tokens of a key must say.
 *
 * @param issuer what {@code iss} must be, or empty
 * @param audience what {@code aud} must hold, or empty
 * @param own whether the tokens are our own: those always have a type, an end, an issuer and an
 *     audience, so that what lacks one was not made by us for this
 */
record Expectation(String issuer, String audience, boolean own) {
  /** Anything. */
  static final Expectation NONE = new Expectation("", "", false);
}
