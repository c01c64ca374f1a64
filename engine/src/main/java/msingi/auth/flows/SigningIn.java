package msingi.auth.flows;

import java.util.Optional;
import java.util.UUID;
import msingi.auth.Line;
import msingi.auth.Work;
import msingi.auth.accounts.AccountRows;
import msingi.auth.accounts.Addresses;
import msingi.auth.accounts.Audit;
import msingi.auth.accounts.PasswordRules;
import msingi.auth.accounts.Sessions;
import msingi.definition.AccountSettings;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.request.Contact;
import msingi.request.Reply;
import msingi.request.Step;

/**
 * Signs in by password. An account that is not there, one without a password and a wrong password
 * are answered alike, and as late; anything else is said only to who knows the password.
 */
final class SigningIn {
  private final Scene scene;

  SigningIn(Scene scene) {
    this.scene = scene;
  }

  Reply run(Step.PasswordGrant step) {
    try {
      return attempt(step);
    } catch (Moved _) {
      // Another sign-in put a better hash in its place, or the password was changed: it is seen
      // now.
      return again(step);
    }
  }

  private Reply again(Step.PasswordGrant step) {
    try {
      return attempt(step);
    } catch (Moved _) {
      throw Problem.of(ErrorCode.CREDENTIALS_WRONG).failure();
    }
  }

  /** The stored hash is not the one that was compared. */
  private static final class Moved extends RuntimeException {
    private static final long serialVersionUID = 1;

    Moved() {
      super("the stored hash is another", null, false, false);
    }
  }

  private Reply attempt(Step.PasswordGrant step) {
    demand(scene.ground().settings().ways(), step.contact().kind());
    scene.passwords().demandRoom();
    Optional<Contact> contact = normal(step.contact());
    Optional<Line> found =
        contact.isEmpty()
            ? Optional.empty()
            : AccountRows.find(scene.alone(), contact.get()).await();
    String hash = found.map(it -> it.text("password")).orElse("");
    boolean right =
        PasswordRules.bearable(step.password()) && scene.passwords().verify(step.password(), hash);
    if (!right || found.isEmpty()) {
      // Noted for accounts that are not there as well, so that it takes as long.
      throw failed(
          step.contact(),
          found.map(it -> it.uuid("id")).orElse(Line.NOBODY),
          ErrorCode.CREDENTIALS_WRONG);
    }
    Line account = found.get();
    demandUsable(account, step.contact());
    // Hashed before the transaction, which must not wait for it.
    String better =
        scene.passwords().outdated(hash) ? scene.passwords().hash(step.password()) : hash;
    Line session =
        scene.together((work, notice) -> {
          if (!better.equals(hash)) {
            AccountRows.rehash(work, account.uuid("id"), hash, better).await();
          }
          Line begun =
              scene
                  .sessions()
                  .begin(work, scene.visit(), account.uuid("id"), Sessions.Method.PASSWORD, notice);
          demandStill(work, account.uuid("id"), better);
          scene
              .audit()
              .note(work, scene.visit(), Audit.Event.SIGNED_IN, account.uuid("id"), "{}")
              .await();
          return begun;
        });
    Line fresh = AccountRows.find(scene.alone(), account.uuid("id")).await().orElse(account);
    Reply.SignedIn reply = scene.sessions().tokens(scene.alone(), fresh, session);
    return reply.with(
        PasswordRules.weaknesses(scene.ground().settings().passwords(), step.password()));
  }

  /** Ends the transaction where the password was changed while it was compared. */
  private static void demandStill(Work work, UUID id, String hash) {
    Optional<Line> held = AccountRows.find(work, id).await();
    if (held.filter(it -> it.text("password").equals(hash)).isEmpty()) {
      throw new Moved();
    }
  }

  private void demandUsable(Line account, Contact contact) {
    if (AccountRows.banned(account, scene.now())) {
      throw failed(contact, account.uuid("id"), ErrorCode.ACCOUNT_BANNED);
    }
    if (!AccountRows.confirmed(account, contact.kind())) {
      throw failed(
          contact,
          account.uuid("id"),
          switch (contact.kind()) {
            case EMAIL -> ErrorCode.EMAIL_UNCONFIRMED;
            case PHONE -> ErrorCode.PHONE_UNCONFIRMED;
          });
    }
  }

  /** Notes an attempt that failed. Waits. */
  private Failure failed(Contact contact, UUID account, ErrorCode why) {
    String data = "\"why\":\"" + why.code() + "\"";
    scene
        .audit()
        .noteFailure(
            scene.alone(), scene.visit(), Audit.Event.SIGN_IN_FAILED, account, contact.text(), data)
        .await();
    return Problem.of(why).failure();
  }

  /** Refuses a way of being known that the application does not have. */
  static void demand(AccountSettings.Ways ways, Contact.Kind kind) {
    switch (kind) {
      case EMAIL -> {
        if (!ways.email()) {
          throw Problem.of(ErrorCode.EMAIL_DISABLED).failure();
        }
      }
      case PHONE -> {
        if (!ways.phone()) {
          throw Problem.of(ErrorCode.PHONE_DISABLED).failure();
        }
      }
    }
  }

  /** An address that cannot be one belongs to nobody. */
  private static Optional<Contact> normal(Contact contact) {
    try {
      return Optional.of(Addresses.normal(contact));
    } catch (Failure _) {
      return Optional.empty();
    }
  }
}
