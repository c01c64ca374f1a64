package msingi.request;

/**
 * What a program shows at the beginning of a flow, so that it alone can end it (PKCE, RFC 7636).
 *
 * @param challenge 43 to 128 characters, or empty where the flow has none
 * @param method {@code s256} or {@code plain}, in small letters, or empty
 */
public record Proof(String challenge, String method) {
  /** A flow that whoever has the link may end. */
  public static final Proof NONE = new Proof("", "");

  /** Whether there is something to prove. */
  public boolean asked() {
    return !challenge.isEmpty();
  }
}
