package msingi.auth;

/** Hashes passwords, slowly on purpose; for threads that may wait. */
public interface Hasher {

  /**
   * A new hash with its parameters.
   *
   * @throws msingi.error.Failure BUSY when too many wait already
   */
  String hash(String password);

  /**
   * Whether a password has this hash. Takes as long for an empty hash, which no password has.
   *
   * @param hash as {@link #hash} made it, or empty for an account that has none or is not there
   * @throws msingi.error.Failure BUSY when too many wait already
   */
  boolean verify(String password, String hash);

  /** The same for whoever is at home: their work is done before that of strangers. */
  Hasher familiar();

  /**
   * Refuses at once what would be refused anyway, before anything else is done for it.
   *
   * @throws msingi.error.Failure BUSY when too many wait already
   */
  void demandRoom();

  /** Whether this hash is cheaper than those made now, so that it is to be replaced. */
  boolean outdated(String hash);
}
