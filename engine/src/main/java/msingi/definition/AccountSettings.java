package msingi.definition;

import java.util.List;

/**
 * How people sign up and in ({@code auth:}).
 *
 * @param signUp whether strangers may make accounts
 * @param ways by what people may be known
 * @param autoconfirm whether addresses count as proven without proof
 * @param linking whether people may link further identities by themselves
 * @param site where links lead that say nothing else, an address; empty for the server's own
 * @param redirects further addresses that links may lead to; {@code *} stands for anything without
 *     a slash or a dot, {@code **} for anything
 * @param accessSeconds how long access tokens hold
 */
public record AccountSettings(
    boolean signUp,
    Ways ways,
    boolean autoconfirm,
    boolean linking,
    String site,
    List<String> redirects,
    long accessSeconds,
    Passwords passwords,
    Sessions sessions,
    Codes codes) {

  /** What holds when the definition says nothing. */
  public static final AccountSettings DEFAULT =
      new AccountSettings(
          true,
          new Ways(true, false, false),
          false,
          false,
          "",
          List.of(),
          900,
          new Passwords(8, List.of(), false),
          new Sessions(0, 0, 10, false),
          new Codes(3_600, 6, 60));

  public AccountSettings {
    redirects = List.copyOf(redirects);
  }

  /** By what people may be known. */
  public record Ways(boolean email, boolean phone, boolean anonymous) {}

  /**
   * What a new password must be.
   *
   * @param least characters
   * @param characters kinds that must be in it: lower, upper, digit, symbol
   * @param reauthenticate whether a session that is older than a day must prove itself once more to
   *     change it
   */
  public record Passwords(int least, List<String> characters, boolean reauthenticate) {
    public Passwords {
      characters = List.copyOf(characters);
    }
  }

  /**
   * How long sessions last; 0 means without end.
   *
   * @param timeboxSeconds from the sign-in
   * @param inactivitySeconds from the last refresh
   * @param reuseSeconds for which an older refresh token is answered with the one in force
   * @param single whether a sign-in ends the account's other sessions
   */
  public record Sessions(
      long timeboxSeconds, long inactivitySeconds, long reuseSeconds, boolean single) {}

  /**
   * One-time codes.
   *
   * @param lifetimeSeconds how long a code holds
   * @param digits of a code
   * @param everySeconds the least time between two to one address
   */
  public record Codes(long lifetimeSeconds, int digits, long everySeconds) {}
}
