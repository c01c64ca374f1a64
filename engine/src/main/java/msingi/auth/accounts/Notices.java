package msingi.auth.accounts;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import msingi.auth.Line;
import msingi.auth.Work;
import msingi.definition.AccountSettings;
import msingi.request.Contact;
import msingi.request.Visit;
import msingi.wire.Json;

/**
 * Tells owners by mail that something was changed by which they prove who they are, so that whoever
 * did not do it learns of it. Says what, when and from which address; nothing that whoever did it
 * could have written.
 */
public final class Notices {
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Ground ground;

  public Notices(Ground ground) {
    this.ground = ground;
  }

  /** What was done. */
  public enum Kind {
    PASSWORD_CHANGED,
    EMAIL_CHANGED,
    PHONE_CHANGED,
    IDENTITY_LINKED,
    IDENTITY_UNLINKED,
    FACTOR_ADDED,
    FACTOR_REMOVED,
    PASSKEY_ADDED,
    PASSKEY_REMOVED;

    private boolean wanted(AccountSettings.Notices notices) {
      return switch (this) {
        case PASSWORD_CHANGED -> notices.password();
        case EMAIL_CHANGED -> notices.email();
        case PHONE_CHANGED -> notices.phone();
        case IDENTITY_LINKED, IDENTITY_UNLINKED -> notices.identity();
        case FACTOR_ADDED, FACTOR_REMOVED -> notices.factor();
        case PASSKEY_ADDED, PASSKEY_REMOVED -> notices.passkey();
      };
    }
  }

  /**
   * Tells the owner in the transaction that does it. Waits. Tells nobody where that is not wanted,
   * where no e-mail address of theirs is proven, and where the definition takes addresses without
   * proof: a stranger might have it.
   *
   * @param account as it was before
   */
  public void tell(Work work, Visit visit, Line account, Kind kind) {
    AccountSettings settings = ground.settings();
    if (!kind.wanted(settings.notices())
        || settings.autoconfirm()
        || !AccountRows.confirmed(account, Contact.Kind.EMAIL)) {
      return;
    }
    Map<String, Json> data = new LinkedHashMap<>();
    data.put("when", new Json.Text(MINUTES.format(ground.time().now())));
    data.put("address", new Json.Text(visit.address()));
    new Outbox(ground)
        .add(
            work,
            visit,
            new Outbox.Message(
                account.uuid("id"),
                new Contact(Contact.Kind.EMAIL, account.text("email")),
                kind.name().toLowerCase(Locale.ROOT),
                JsonText.of(new Json.Members(data))))
        .await();
  }
}
