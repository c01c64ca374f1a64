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
 * @param factors which second factors people may add
 * @param passkeys by what people may sign in without anything else
 * @param issuers whose ID tokens sign people in
 * @param notices of what owners are told by mail
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
    Codes codes,
    Factors factors,
    Passkeys passkeys,
    List<Issuer> issuers,
    Notices notices) {

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
          new Codes(3_600, 6, 60),
          new Factors(true, false, true, 10),
          new Passkeys(true, "", List.of(), "", 10),
          List.of(),
          new Notices(true, true, true, true, true, true));

  public AccountSettings {
    redirects = List.copyOf(redirects);
    issuers = List.copyOf(issuers);
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
   * Somebody else whose word on who people are is taken ({@code auth.issuers}).
   *
   * @param name how clients call it, which is the {@code provider} of its identities
   * @param issuer the {@code iss} of its tokens, exactly
   * @param audiences one of which its tokens must be for: the application's ids there
   * @param jwks its keys: an address, a file, or the key set itself (RFC 7517)
   * @param emails whether it is believed that addresses that it calls verified are the person's
   */
  public record Issuer(
      String name, String issuer, List<String> audiences, String jwks, boolean emails) {
    public Issuer {
      audiences = List.copyOf(audiences);
    }
  }

  /**
   * One-time codes.
   *
   * @param lifetimeSeconds how long a code holds
   * @param digits of a code
   * @param everySeconds the least time between two to one address
   */
  public record Codes(long lifetimeSeconds, int digits, long everySeconds) {}

  /**
   * Of what the owner of an account is told by mail: that it was changed, added or taken away.
   *
   * @param email the address itself; told to the one of before
   */
  public record Notices(
      boolean password,
      boolean email,
      boolean phone,
      boolean identity,
      boolean factor,
      boolean passkey) {}

  /**
   * Second factors. One that somebody has goes on when its kind may not be added any more.
   *
   * @param totp whether people may add a program that makes codes (RFC 6238)
   * @param phone whether people may add a phone that gets codes
   * @param webauthn whether people may add a key (WebAuthn)
   * @param most how many somebody may have
   */
  public record Factors(boolean totp, boolean phone, boolean webauthn, int most) {}

  /**
   * Passkeys; what stands here of names and origins holds for keys that are second factors too.
   *
   * @param on whether there are passkeys at all
   * @param party the domain that keys are made for (the RP ID); empty for that of the site
   * @param origins pages and programs that may use keys; none for the site and the server itself
   * @param name what people are shown when a key is made; empty for the application's
   * @param most how many somebody may have
   */
  public record Passkeys(boolean on, String party, List<String> origins, String name, int most) {
    public Passkeys {
      origins = List.copyOf(origins);
    }
  }
}
