package msingi.auth;

/** Hashes passwords, slowly on purpose; for threads that may wait. */
public interface Hasher {

  /** A new hash with its parameters. */
  String hash(String password);

  /**
   * Whether a password has this hash. Takes as long for an empty hash, which no password has.
   *
   * @param hash as {@link #hash} made it, or empty for an account that has none or is not there
   */
  boolean verify(String password, String hash);
}
