package msingi.auth.accounts;

import java.util.List;
import java.util.UUID;
import msingi.auth.Assignment;
import msingi.auth.Condition;
import msingi.auth.Line;
import msingi.auth.Revocations;
import msingi.auth.Table;
import msingi.auth.Work;
import msingi.request.Contact;

/** What follows when somebody has proven that an address is theirs. */
public final class Proofs {
  private static final Table ACCOUNTS = Table.of("accounts");
  private static final Table.Change EMAIL =
      ACCOUNTS.updated(
          List.of(
              Assignment.set("email_confirmed_at"),
              Assignment.set("password"),
              Assignment.set("user_metadata"),
              Assignment.set("updated_at")),
          Condition.equal("id"));
  private static final Table.Change PHONE =
      ACCOUNTS.updated(
          List.of(
              Assignment.set("phone_confirmed_at"),
              Assignment.set("password"),
              Assignment.set("user_metadata"),
              Assignment.set("updated_at")),
          Condition.equal("id"));
  private static final Table.Change SECOND_EMAIL = second("email_confirmed_at");
  private static final Table.Change SECOND_PHONE = second("phone_confirmed_at");
  private static final Table.Change FOREIGN =
      Table.of("identities").delete(Condition.equal("account"), Condition.other("issuer"));

  private static final Table.Change FACTORS =
      Table.of("factors").delete(Condition.equal("account"));
  private static final Table.Change KEYS = Table.of("passkeys").delete(Condition.equal("account"));

  private final Ground ground;

  public Proofs(Ground ground) {
    this.ground = ground;
  }

  private static Table.Change second(String confirmed) {
    return ACCOUNTS.updated(
        List.of(Assignment.set(confirmed), Assignment.set("updated_at")), Condition.equal("id"));
  }

  /** Whether nobody has proven yet that this account is theirs. */
  public static boolean unproven(Line account) {
    return !account.truth("anonymous")
        && !account.happened("email_confirmed_at")
        && !account.happened("phone_confirmed_at");
  }

  /**
   * The first proof of an account's address. Whoever made the account may have been somebody else:
   * its sessions, links, codes, factors, passkeys and password of before count no more; only what
   * belongs to the proof itself does, and what an administrator put there who made the account.
   * Waits.
   *
   * @param password the hash that comes with the proof (a sign-up's own), or empty for none
   * @param data user_metadata that comes with it, JSON of one object or empty for none
   * @return the account afterwards
   */
  public Line first(
      Work work,
      Revocations.Notice notice,
      Line account,
      Contact.Kind kind,
      String password,
      String data) {
    UUID id = account.uuid("id");
    if (!unproven(account) && !account.truth("anonymous")) {
      return second(work, account, kind);
    }
    new Sessions(ground).end(work, id, notice);
    new Codes(ground).drop(work, id).await();
    work.change(FOREIGN, id, kind.text()).await();
    work.change(FACTORS, id).await();
    work.change(KEYS, id).await();
    long now = ground.now();
    new Identities(ground).prove(work, id, kind, now);
    Table.Change change =
        switch (kind) {
          case EMAIL -> EMAIL;
          case PHONE -> PHONE;
        };
    boolean invited = account.happened("invited_at");
    String metadata = JsonText.merged(invited ? account.json("user_metadata") : "", data);
    String kept = invited && password.isEmpty() ? account.text("password") : password;
    return work.changed(change, now, kept, metadata, now, id).await().getFirst();
  }

  /**
   * The proof of an address that an administrator gave to somebody who has proven another: takes
   * nothing from them, and brings nothing that a stranger may have signed up with.
   */
  private Line second(Work work, Line account, Contact.Kind kind) {
    UUID id = account.uuid("id");
    long now = ground.now();
    new Identities(ground).prove(work, id, kind, now);
    Table.Change change =
        switch (kind) {
          case EMAIL -> SECOND_EMAIL;
          case PHONE -> SECOND_PHONE;
        };
    return work.changed(change, now, now, id).await().getFirst();
  }
}
