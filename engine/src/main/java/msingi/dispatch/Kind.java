package msingi.dispatch;

import java.util.List;
import java.util.Locale;

/** Kinds of mail and messages, and what their words may say. */
public enum Kind {
  CONFIRMATION(true, "link", "code"),
  INVITE(true, "link", "code"),
  MAGIC_LINK(true, "link", "code"),
  RECOVERY(true, "link", "code"),
  EMAIL_CHANGE_CURRENT(true, "link", "code", "new_email"),
  EMAIL_CHANGE_NEW(true, "link", "code", "new_email"),
  REAUTHENTICATION(true, "code"),
  PASSWORD_CHANGED(true, "when", "address"),
  EMAIL_CHANGED(true, "when", "address"),
  PHONE_CHANGED(true, "when", "address"),
  IDENTITY_LINKED(true, "when", "address"),
  IDENTITY_UNLINKED(true, "when", "address"),
  FACTOR_ADDED(true, "when", "address"),
  FACTOR_REMOVED(true, "when", "address"),
  PASSKEY_ADDED(true, "when", "address"),
  PASSKEY_REMOVED(true, "when", "address"),
  /** A one-time code in a text message. */
  CODE(false, "code");

  private final boolean mail;
  private final List<String> own;

  Kind(boolean mail, String... own) {
    this.mail = mail;
    this.own = List.of(own);
  }

  /** Whether it is a mail; a text message otherwise. */
  public boolean mail() {
    return mail;
  }

  /** As files and rows of the outbox call it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The names that its words may hold. */
  List<String> names() {
    List<String> all = new java.util.ArrayList<>(List.of("application", "site"));
    if (own.contains("code")) {
      all.add("minutes");
    }
    if (mail) {
      all.add("email");
    }
    all.addAll(own);
    return all;
  }
}
