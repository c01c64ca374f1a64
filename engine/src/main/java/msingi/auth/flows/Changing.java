package msingi.auth.flows;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import msingi.auth.Assignment;
import msingi.auth.Condition;
import msingi.auth.Line;
import msingi.auth.Table;
import msingi.auth.Work;
import msingi.auth.accounts.AccountRows;
import msingi.auth.accounts.Audit;
import msingi.auth.accounts.Codes;
import msingi.auth.accounts.Notices;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.request.Contact;

/** A proven change of address takes effect: of e-mail when the old and the new address agree. */
final class Changing {
  private static final Table ACCOUNTS = Table.of("accounts");

  private static final Table.Change EMAIL = settled("email");
  private static final Table.Change PHONE = settled("phone");

  private final Scene scene;

  Changing(Scene scene) {
    this.scene = scene;
  }

  private static Table.Change settled(String kind) {
    return ACCOUNTS.update(
        List.of(
            Assignment.set(kind),
            Assignment.set(kind + "_confirmed_at"),
            Assignment.clear("new_" + kind),
            Assignment.set("anonymous"),
            Assignment.set("updated_at")),
        Condition.equal("id"));
  }

  /**
   * A code of a change was used up. Waits.
   *
   * @return whether the change took effect; false where the other address has still to agree
   * @throws msingi.error.Failure EMAIL_EXISTS, PHONE_EXISTS
   */
  boolean run(Work work, Line account, Line code, Codes.Kind kind) {
    UUID id = account.uuid("id");
    // Whoever comes second waits here, and then sees what the first did.
    Line held = AccountRows.hold(work, id, scene.now()).await().orElse(account);
    if (kind == Codes.Kind.PHONE_CHANGE) {
      settle(work, held, new Contact(Contact.Kind.PHONE, code.text("address")), PHONE);
      return true;
    }
    Optional<Line> fresh = scene.codes().last(work, id, Codes.Kind.EMAIL_CHANGE_NEW).await();
    Optional<Line> old = scene.codes().last(work, id, Codes.Kind.EMAIL_CHANGE_CURRENT).await();
    boolean agreed = fresh.filter(it -> it.happened("consumed_at")).isPresent();
    // A code that is no more there has released nothing.
    boolean released =
        held.text("email").isEmpty() || old.filter(it -> it.happened("consumed_at")).isPresent();
    if (!agreed || !released) {
      return false;
    }
    settle(work, held, new Contact(Contact.Kind.EMAIL, fresh.get().text("address")), EMAIL);
    return true;
  }

  private void settle(Work work, Line account, Contact contact, Table.Change change) {
    UUID id = account.uuid("id");
    String kind = contact.kind().text();
    if (!account.text("new_" + kind).equals(contact.text())) {
      throw Problem.of(ErrorCode.CODE_EXPIRED).failure();
    }
    try {
      work.change(change, contact.text(), scene.now(), false, scene.now(), id).await();
    } catch (Failure failure) {
      throw failure.problem().code() == ErrorCode.UNIQUE
          ? Problem.of(
                  switch (contact.kind()) {
                    case EMAIL -> ErrorCode.EMAIL_EXISTS;
                    case PHONE -> ErrorCode.PHONE_EXISTS;
                  })
              .failure()
          : failure;
    }
    scene.identities().drop(work, id, kind).await();
    scene.identities().add(work, scene.identities().own(id, contact, true, scene.now())).await();
    scene.note(work, Audit.Event.ADDRESS_CHANGED, id);
    scene.tell(
        work,
        account,
        switch (contact.kind()) {
          case EMAIL -> Notices.Kind.EMAIL_CHANGED;
          case PHONE -> Notices.Kind.PHONE_CHANGED;
        });
    scene.identities().noteProviders(work, account, scene.now());
    // What was sent to the address of before opens nothing any more.
    scene.codes().drop(work, id).await();
  }
}
