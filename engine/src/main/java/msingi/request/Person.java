package msingi.request;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * An account as its owner and administrators see it; the wire calls it a user. Texts are empty
 * where there is nothing; JSON is text of one object.
 *
 * @param moments what has happened when, in microseconds since 1970; what has not is absent
 */
public record Person(
    UUID id,
    String role,
    String email,
    String phone,
    String newEmail,
    String newPhone,
    Map<Moment, Long> moments,
    String appMetadata,
    String userMetadata,
    List<Identity> identities,
    List<Factor> factors,
    boolean anonymous) {

  public Person {
    EnumMap<Moment, Long> sorted = new EnumMap<>(Moment.class);
    sorted.putAll(moments);
    moments = Collections.unmodifiableMap(sorted);
    identities = List.copyOf(identities);
    factors = List.copyOf(factors);
  }

  /** What may have happened to an account; the column and the wire call it {@link #text()}. */
  public enum Moment {
    CREATED("created_at"),
    UPDATED("updated_at"),
    EMAIL_CONFIRMED("email_confirmed_at"),
    PHONE_CONFIRMED("phone_confirmed_at"),
    INVITED("invited_at"),
    CONFIRMATION_SENT("confirmation_sent_at"),
    RECOVERY_SENT("recovery_sent_at"),
    EMAIL_CHANGE_SENT("email_change_sent_at"),
    PHONE_CHANGE_SENT("phone_change_sent_at"),
    REAUTHENTICATION_SENT("reauthentication_sent_at"),
    LAST_SIGN_IN("last_sign_in_at"),
    BANNED_UNTIL("banned_until"),
    DELETED("deleted_at");

    private final String text;

    Moment(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  /**
   * Who somebody is to an issuer.
   *
   * @param subject the person's id there
   * @param data what the issuer said, JSON
   * @param lastSignIn microseconds since 1970, as the others
   */
  public record Identity(
      UUID id,
      UUID account,
      String subject,
      String provider,
      String email,
      String data,
      long lastSignIn,
      long created,
      long updated) {}

  /**
   * A second factor.
   *
   * @param kind totp, phone or webauthn
   * @param status verified or unverified
   * @param lastChallenged microseconds since 1970; {@link Long#MIN_VALUE} for never
   */
  public record Factor(
      UUID id,
      String name,
      String kind,
      String status,
      String phone,
      long created,
      long updated,
      long lastChallenged) {}

  /**
   * A key that signs its owner in by itself.
   *
   * @param created microseconds since 1970
   * @param used the last use; {@link Long#MIN_VALUE} for never
   */
  public record Passkey(UUID id, String name, long created, long used) {}
}
