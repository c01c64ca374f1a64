package msingi.request;

/**
 * Where a person is reached, as it was sent: not normalised, not proven.
 *
 * @param text the address or number; empty where none was sent
 */
public record Contact(Kind kind, String text) {
  /** How a person is reached. */
  public enum Kind {
    EMAIL,
    PHONE;

    /** As the wire spells it, which is also the name of the provider. */
    public String text() {
      return this == EMAIL ? "email" : "phone";
    }
  }
}
