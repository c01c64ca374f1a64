package msingi.auth.flows;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import msingi.auth.Assignment;
import msingi.auth.Condition;
import msingi.auth.Line;
import msingi.auth.Table;
import msingi.auth.Work;
import msingi.auth.accounts.AccountRows;
import msingi.auth.accounts.Addresses;
import msingi.auth.accounts.Codes;
import msingi.auth.accounts.Outbox;
import msingi.auth.accounts.Sessions;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.request.Contact;
import msingi.request.Proof;
import msingi.request.Step;

/**
 * Changes where a person is reached. The new address must be proven, and where there is an old
 * e-mail address, that too; an account that was anonymous becomes permanent by its first address.
 */
final class Contacting {
  private static final Table ACCOUNTS = Table.of("accounts");
  private static final Table.Change NEW_EMAIL =
      ACCOUNTS.update(
          List.of(Assignment.set("new_email"), Assignment.set("email_change_sent_at")),
          Condition.equal("id"));
  private static final Table.Change NEW_PHONE =
      ACCOUNTS.update(
          List.of(Assignment.set("new_phone"), Assignment.set("phone_change_sent_at")),
          Condition.equal("id"));
  private static final Table.Change FIRST_EMAIL = first("email");
  private static final Table.Change FIRST_PHONE = first("phone");

  private final Scene scene;

  Contacting(Scene scene) {
    this.scene = scene;
  }

  /**
   * What is wanted; a text is empty where nothing is.
   *
   * @param proof what the program shows that began the change
   */
  record Wish(Contact email, Contact phone, Proof proof) {
    /** Whether an address is to change. */
    boolean any() {
      return !email.text().isEmpty() || !phone.text().isEmpty();
    }
  }

  private static Table.Change first(String kind) {
    return ACCOUNTS.update(
        List.of(
            Assignment.set(kind),
            Assignment.set(kind + "_confirmed_at"),
            Assignment.set("anonymous"),
            Assignment.set("updated_at")),
        Condition.equal("id"));
  }

  /**
   * What a step wants that the account has not, in normal form.
   *
   * @throws msingi.error.Failure EMAIL_DISABLED, PHONE_DISABLED where nobody is known by that
   */
  Wish wish(Step.UpdateUser step, Line account) {
    return new Wish(
        wanted(new Contact(Contact.Kind.EMAIL, step.email()), account),
        wanted(new Contact(Contact.Kind.PHONE, step.phone()), account),
        step.proof());
  }

  /**
   * Refuses another change right after the last one, whether or not anything was sent for that:
   * each sends messages to an address that the account does not have yet.
   *
   * @throws msingi.error.Failure EMAIL_RATE, SMS_RATE
   */
  void demandPause(Line account, Wish wish) {
    demandPause(account, wish.email(), "email_change_sent_at", ErrorCode.EMAIL_RATE);
    demandPause(account, wish.phone(), "phone_change_sent_at", ErrorCode.SMS_RATE);
  }

  private void demandPause(Line account, Contact contact, String sent, ErrorCode code) {
    long every = TimeUnit.SECONDS.toMicros(scene.ground().settings().codes().everySeconds());
    if (!contact.text().isEmpty()
        && account.happened(sent)
        && scene.now() - account.moment(sent) < every) {
      throw Problem.of(code).failure();
    }
  }

  private Contact wanted(Contact contact, Line account) {
    if (contact.text().isEmpty()) {
      return contact;
    }
    Contact normal = Addresses.normal(contact);
    boolean same = normal.text().equals(account.text(normal.kind().text()));
    if (same) {
      return new Contact(normal.kind(), "");
    }
    SigningIn.demand(scene.ground().settings().ways(), normal.kind());
    return normal;
  }

  /** Begins the changes that are wanted, in the transaction at hand. Waits. */
  void grant(Work work, Line account, Wish wish) {
    for (Contact contact : List.of(wish.email(), wish.phone())) {
      if (!contact.text().isEmpty()) {
        grant(work, account, contact, wish.proof());
      }
    }
  }

  private void grant(Work work, Line account, Contact contact, Proof proof) {
    boolean taken = AccountRows.find(work, contact).await().isPresent();
    if (account.truth("anonymous") && scene.ground().settings().autoconfirm()) {
      if (taken) {
        throw Problem.of(
                switch (contact.kind()) {
                  case EMAIL -> ErrorCode.EMAIL_EXISTS;
                  case PHONE -> ErrorCode.PHONE_EXISTS;
                })
            .failure();
      }
      settle(work, account, contact);
    } else {
      ask(work, account, contact, proof, taken);
    }
  }

  private void settle(Work work, Line account, Contact contact) {
    UUID id = account.uuid("id");
    Table.Change change =
        switch (contact.kind()) {
          case EMAIL -> FIRST_EMAIL;
          case PHONE -> FIRST_PHONE;
        };
    work.change(change, contact.text(), scene.now(), false, scene.now(), id).await();
    scene.identities().add(work, scene.identities().own(id, contact, true, scene.now())).await();
    scene.identities().noteProviders(work, account, scene.now());
  }

  /** Notes the new address and sends its codes; of one that is taken nothing is sent or told. */
  private void ask(Work work, Line account, Contact contact, Proof proof, boolean taken) {
    UUID id = account.uuid("id");
    boolean mail = contact.kind() == Contact.Kind.EMAIL;
    Table.Change change = mail ? NEW_EMAIL : NEW_PHONE;
    work.change(change, contact.text(), scene.now(), id).await();
    Codes codes = scene.codes();
    UUID flow = scene.flows().begin(work, proof, Sessions.Method.EMAIL_CHANGE, id).await();
    if (mail && !account.text("email").isEmpty()) {
      Contact old = new Contact(Contact.Kind.EMAIL, account.text("email"));
      codes.drop(work, id, Codes.Kind.EMAIL_CHANGE_CURRENT).await();
      send(work, new Codes.Purpose(Codes.Kind.EMAIL_CHANGE_CURRENT, id, old, flow, "{}"), proof);
    }
    Codes.Kind kind = mail ? Codes.Kind.EMAIL_CHANGE_NEW : Codes.Kind.PHONE_CHANGE;
    codes.drop(work, id, kind).await();
    if (!taken) {
      send(work, new Codes.Purpose(kind, id, contact, flow, "{}"), proof);
    }
  }

  private void send(Work work, Codes.Purpose purpose, Proof proof) {
    Codes.Made made = scene.codes().make(work, purpose).await();
    String type =
        switch (purpose.contact().kind()) {
          case EMAIL -> "email_change";
          case PHONE -> "phone_change";
        };
    String data = Outbox.data(made, type, scene.redirect(), proof.asked());
    scene
        .outbox()
        .add(
            work,
            scene.visit(),
            new Outbox.Message(purpose.account(), purpose.contact(), purpose.kind().text(), data))
        .await();
  }
}
