package msingi.auth.flows;

import java.util.Optional;
import java.util.UUID;
import msingi.auth.Line;
import msingi.auth.Work;
import msingi.auth.accounts.AccountRows;
import msingi.auth.accounts.Audit;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.expression.Value;
import msingi.request.Administration;
import msingi.request.Contact;
import msingi.request.Reply;

/** Steps of who runs the application, and what several of them need. */
final class Administering {
  private final Scene scene;

  Administering(Scene scene) {
    this.scene = scene;
  }

  Reply run(Administration step) {
    return switch (step) {
      case Administration.Invite it -> new Inviting(scene).run(it);
      case Administration.MakeLink it -> new Inviting(scene).link(it);
      case Administration.MakeAccount it -> new Managing(scene).make(it);
      case Administration.ChangeAccount it -> new Managing(scene).change(it);
      case Administration.RemoveAccount it -> new Removing(scene).account(it);
      case Administration.RemoveAccountFactor it -> new Removing(scene).factor(it);
      case Administration.RemoveAccountPasskey it -> new Removing(scene).passkey(it);
      case Administration.ListAccounts it -> new Overseeing(scene).accounts(it);
      case Administration.ReadAccount it -> new Overseeing(scene).account(it);
      case Administration.ListAccountFactors it -> new Overseeing(scene).factors(it);
      case Administration.ListAccountPasskeys it -> new Overseeing(scene).passkeys(it);
      case Administration.ReadAudit it -> new Overseeing(scene).audit(it);
    };
  }

  /**
   * An account that is held until the transaction ends. Waits.
   *
   * @throws Failure ACCOUNT_UNKNOWN
   */
  static Line held(Scene scene, Work work, UUID id) {
    return AccountRows.hold(work, id, scene.now())
        .await()
        .orElseThrow(() -> Problem.of(ErrorCode.ACCOUNT_UNKNOWN).failure());
  }

  /**
   * Refuses an address that another account has. Waits.
   *
   * @throws Failure EMAIL_EXISTS, PHONE_EXISTS
   */
  static void demandFree(Work work, Contact contact, UUID own) {
    Optional<Line> taken =
        AccountRows.find(work, contact).await().filter(it -> !it.uuid("id").equals(own));
    if (taken.isPresent()) {
      throw Problem.of(
              switch (contact.kind()) {
                case EMAIL -> ErrorCode.EMAIL_EXISTS;
                case PHONE -> ErrorCode.PHONE_EXISTS;
              })
          .failure();
    }
  }

  /** Notes what was done to an account by who runs the application. Waits. */
  static void note(Scene scene, Work work, Audit.Event event, UUID account, String data) {
    UUID actor = scene.caller().uid() instanceof Value.Uuid(UUID id) ? id : Line.NOBODY;
    scene.audit().note(work, scene.visit(), event, account, actor, data).await();
  }

  /** The column that says when an address of this kind was proven. */
  static String confirmed(Contact.Kind kind) {
    return kind.text() + "_confirmed_at";
  }
}
