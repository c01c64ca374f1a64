package msingi.auth.accounts;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import msingi.auth.Assignment;
import msingi.auth.Condition;
import msingi.auth.Line;
import msingi.auth.Table;
import msingi.auth.Work;
import msingi.expression.Value;
import msingi.request.Contact;

/** Accounts as rows. */
public final class AccountRows {
  private static final Table TABLE = Table.of("accounts");
  private static final Table.Find BY_ID = TABLE.find(Condition.equal("id"));
  private static final Table.Find BY_EMAIL = TABLE.find(Condition.equal("email"));
  private static final Table.Find BY_PHONE = TABLE.find(Condition.equal("phone"));
  private static final Table.Change INSERT = TABLE.insert();
  private static final Table.Change SIGNED_IN =
      TABLE.update(
          List.of(Assignment.set("last_sign_in_at"), Assignment.set("updated_at")),
          Condition.equal("id"));
  private static final Table.Change RAISE =
      TABLE.updated(
          List.of(Assignment.raise("epoch"), Assignment.set("updated_at")), Condition.equal("id"));

  private static final Table.Change ASKED =
      TABLE.update(List.of(Assignment.set("confirmation_sent_at")), Condition.equal("id"));

  private static final Table.Change REHASH =
      TABLE.update(
          List.of(Assignment.set("password")), Condition.equal("id"), Condition.equal("password"));

  private static final Table.Change HOLD =
      TABLE.updated(List.of(Assignment.set("updated_at")), Condition.equal("id"));

  /** Whatever administrators change. */
  private static final Table.Change SAVE =
      TABLE.updated(
          Stream.of(
                  "email",
                  "phone",
                  "new_email",
                  "new_phone",
                  "email_confirmed_at",
                  "phone_confirmed_at",
                  "invited_at",
                  "confirmation_sent_at",
                  "recovery_sent_at",
                  "email_change_sent_at",
                  "banned_until",
                  "deleted_at",
                  "password",
                  "role",
                  "anonymous",
                  "app_metadata",
                  "user_metadata")
              .map(Assignment::set)
              .toList(),
          Condition.equal("id"));

  private static final Table.Change REMOVE = TABLE.delete(Condition.equal("id"));

  private static final Table.Change SETTLE =
      TABLE.update(
          List.of(Assignment.set("anonymous"), Assignment.set("updated_at")),
          Condition.equal("id"));
  private static final Table.Change SETTLE_EMAIL =
      TABLE.update(
          List.of(
              Assignment.set("anonymous"),
              Assignment.set("email"),
              Assignment.set("email_confirmed_at"),
              Assignment.set("updated_at")),
          Condition.equal("id"));
  private static final Table.Change DESCRIBE =
      TABLE.update(
          List.of(Assignment.set("app_metadata"), Assignment.set("updated_at")),
          Condition.equal("id"));

  private AccountRows() {}

  /** An account that nobody else changes until the transaction ends; none where it is gone. */
  public static Future<Optional<Line>> hold(Work work, UUID id, long now) {
    return work.changed(HOLD, now, id)
        .map(rows -> rows.stream().filter(it -> !it.happened("deleted_at")).findFirst());
  }

  /** Writes back what was changed in a row that is held; the row afterwards. */
  public static Future<Line> save(Work work, Line row) {
    return work.changed(
            SAVE,
            row.text("email"),
            row.text("phone"),
            row.text("new_email"),
            row.text("new_phone"),
            row.moment("email_confirmed_at"),
            row.moment("phone_confirmed_at"),
            row.moment("invited_at"),
            row.moment("confirmation_sent_at"),
            row.moment("recovery_sent_at"),
            row.moment("email_change_sent_at"),
            row.moment("banned_until"),
            row.moment("deleted_at"),
            row.text("password"),
            row.text("role"),
            row.truth("anonymous"),
            row.json("app_metadata"),
            row.json("user_metadata"),
            row.uuid("id"))
        .map(List::getFirst);
  }

  /** Removes an account, and with it whatever refers to it in our own tables. */
  public static Future<Long> remove(Work work, UUID id) {
    return work.change(REMOVE, id);
  }

  /** The account of an id. */
  public static Future<Optional<Line>> find(Work work, UUID id) {
    return work.one(BY_ID, id);
  }

  /** The account that a normalised contact belongs to. */
  public static Future<Optional<Line>> find(Work work, Contact contact) {
    return switch (contact.kind()) {
      case EMAIL -> work.one(BY_EMAIL, contact.text());
      case PHONE -> work.one(BY_PHONE, contact.text());
    };
  }

  /** Adds an account; fails with UNIQUE where its address has one already. */
  public static Future<Boolean> add(Work work, Line account) {
    return work.add(INSERT, account);
  }

  /** Notes a sign-in. */
  public static Future<Long> signedIn(Work work, UUID id, long now) {
    return work.change(SIGNED_IN, now, now, id);
  }

  /** Another hash of the same password, unless the password changed meanwhile. */
  public static Future<Long> rehash(Work work, UUID id, String old, String fresh) {
    return work.change(REHASH, fresh, id, old);
  }

  /** Notes that a confirmation was asked for. */
  public static Future<Long> asked(Work work, UUID id, long now) {
    return work.change(ASKED, now, id);
  }

  /** Begins a new epoch, so that no access token of before counts; the account afterwards. */
  public static Future<List<Line>> raise(Work work, UUID id, long now) {
    return work.changed(RAISE, now, id);
  }

  /** Makes an account permanent, if it was not. */
  public static Future<Long> settle(Work work, UUID id, long now) {
    return work.change(SETTLE, false, now, id);
  }

  /** The same, by an address that is proven. */
  public static Future<Long> settle(Work work, UUID id, String email, long now) {
    return work.change(SETTLE_EMAIL, false, email, now, now, id);
  }

  /** Notes what the server says of an account. */
  public static Future<Long> describe(Work work, UUID id, Value.Json metadata, long now) {
    return work.change(DESCRIBE, metadata, now, id);
  }

  /** Whether an account is suspended at a moment. */
  public static boolean banned(Line account, long now) {
    return account.happened("banned_until") && account.moment("banned_until") > now;
  }

  /** Whether the account's address of this kind is proven. */
  public static boolean confirmed(Line account, Contact.Kind kind) {
    return account.happened(
        switch (kind) {
          case EMAIL -> "email_confirmed_at";
          case PHONE -> "phone_confirmed_at";
        });
  }
}
