package msingi.definition;

/**
 * Limits and switches of an application.
 *
 * @param rows the most rows a buffered read answers ({@code limits.rows})
 * @param depth the deepest embedding and the deepest logic tree ({@code limits.depth})
 * @param bodyBytes the largest request body in bytes ({@code limits.body})
 * @param deadlineMillis how long a request may take ({@code limits.deadline})
 * @param writeRows the most rows one write may send ({@code limits.write_rows})
 * @param openapiPublic whether collections that a caller may do nothing with are still named
 * @param keysRequired whether a request without any credential is refused
 * @param aggregates whether callers may ask for sums and counts over groups
 * @param plans whether callers may ask how the database runs a request
 * @param auth whose tokens are accepted, and how people sign in
 */
public record Settings(
    long rows,
    int depth,
    long bodyBytes,
    long deadlineMillis,
    int writeRows,
    boolean openapiPublic,
    boolean keysRequired,
    boolean aggregates,
    boolean plans,
    Auth auth) {

  /** What holds when the definition says nothing. */
  public static final Settings DEFAULT =
      new Settings(
          1_000,
          8,
          8L << 20,
          10_000,
          10_000,
          false,
          false,
          false,
          false,
          new Auth("", "", "", "", AccountSettings.DEFAULT));

  /**
   * Whose tokens are accepted; each empty where the definition says nothing.
   *
   * @param secret the HS256 secret; never shown and not part of the fingerprint
   * @param jwks a file's path or an https address of a JSON Web Key Set (RFC 7517)
   * @param issuer the {@code iss} that tokens must carry
   * @param audience the {@code aud} that tokens must carry
   * @param accounts how people sign up and in here
   */
  public record Auth(
      String secret, String jwks, String issuer, String audience, AccountSettings accounts) {
    /** Without a word about accounts where nothing was said, so that prints stay as they were. */
    @Override
    public String toString() {
      return "Auth[secret=%s, jwks=%s, issuer=%s, audience=%s%s]"
          .formatted(
              secret.isEmpty() ? "" : "…",
              jwks,
              issuer,
              audience,
              accounts.equals(AccountSettings.DEFAULT) ? "" : ", accounts=" + accounts);
    }
  }
}
