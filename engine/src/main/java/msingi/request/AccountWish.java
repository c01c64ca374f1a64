package msingi.request;

/**
 * What an administrator wants an account to be. What is empty stays as it is.
 *
 * @param hash of a password, made by another system
 * @param emailProven whether the address counts as proven from now on
 * @param phoneProven the same of the number
 * @param appMetadata members to set, JSON of one object; null takes one away
 * @param userMetadata the same
 */
public record AccountWish(
    String email,
    String phone,
    String password,
    String hash,
    boolean emailProven,
    boolean phoneProven,
    Ban ban,
    String role,
    String appMetadata,
    String userMetadata) {

  /** How long an account is shut out. */
  public sealed interface Ban {
    /** As it is. */
    record Same() implements Ban {}

    /** Not any more. */
    record Lifted() implements Ban {}

    /** For so many seconds from now. */
    record Lasting(long seconds) implements Ban {}
  }

  @Override
  public String toString() {
    return "AccountWish[" + email + ", " + phone + "]";
  }
}
