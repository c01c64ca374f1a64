package msingi.request;

/**
 * What a request shows to say who sends it; empty texts where it shows nothing.
 *
 * @param key what stands in {@code apikey}
 * @param bearer what follows {@code Bearer} in {@code Authorization}
 * @param browser whether the request bears the marks of a web browser
 */
public record Credentials(String key, String bearer, boolean browser) {
  /** No credentials at all. */
  public static final Credentials NONE = new Credentials("", "", false);
}
