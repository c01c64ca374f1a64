package msingi.auth.accounts;

import io.vertx.core.Future;
import java.util.UUID;
import msingi.auth.Line;
import msingi.auth.Table;
import msingi.auth.Work;
import msingi.request.Visit;

/** Notes what happened, in the transaction in which it happens. Never a secret. */
public final class Audit {
  private static final Table.Change INSERT = Table.of("audit").insert();

  private final Ground ground;

  public Audit(Ground ground) {
    this.ground = ground;
  }

  /** What can happen, as the wire's own audit spells it where it has it. */
  public enum Event {
    SIGNED_UP("user_signedup"),
    SIGN_UP_REPEATED("user_repeated_signup"),
    CONFIRMATION_REQUESTED("user_confirmation_requested"),
    SIGNED_IN("login"),
    SIGN_IN_FAILED("login_failed"),
    REUSED("token_reused"),
    SIGNED_OUT("logout"),
    MODIFIED("user_modified"),
    PASSWORD_CHANGED("user_updated_password"),
    INVITED("user_invited"),
    RECOVERY_REQUESTED("user_recovery_requested"),
    REAUTHENTICATION_REQUESTED("user_reauthenticate_requested"),
    CONFIRMED("user_confirmed"),
    BANNED("user_banned"),
    UNBANNED("user_unbanned"),
    ADDRESS_CHANGED("user_updated_address"),
    CODE_REQUESTED("user_code_requested"),
    CODE_FAILED("verification_failed"),
    LINK_MADE("link_generated"),
    DELETED("user_deleted"),
    IDENTITY_LINKED("identity_linked"),
    IDENTITY_UNLINKED("identity_unlinked"),
    FACTOR_ENROLLED("factor_in_progress"),
    FACTOR_UNENROLLED("factor_unenrolled"),
    FACTOR_CHALLENGED("challenge_created"),
    FACTOR_VERIFIED("verification_attempted"),
    FACTOR_FAILED("factor_verification_failed"),
    PASSKEY_ADDED("passkey_created"),
    PASSKEY_CHANGED("passkey_updated"),
    PASSKEY_REMOVED("passkey_deleted");

    private final String text;

    Event(String text) {
      this.text = text;
    }
  }

  /**
   * Adds an entry.
   *
   * @param account whom it is about, or {@link Line#NOBODY}
   * @param data JSON of one object, without secrets
   */
  public Future<Void> note(Work work, Visit visit, Event event, UUID account, String data) {
    return note(work, visit, event, account, account, data);
  }

  /**
   * Adds an entry of something that failed, if it did not fail so often lately that it says nothing
   * new; the entry then says how often.
   *
   * @param whose the account's address or id as the visitor gave it: what is counted together must
   *     not depend on whether there is such an account
   * @param data JSON members, with no braces; may be empty
   */
  public Future<Void> noteFailure(
      Work work, Visit visit, Event event, UUID account, String whose, String data) {
    long times = ground.repeats().count(event.text, whose, visit.address());
    if (times == 0) {
      return Future.succeededFuture();
    }
    String often = times == 1 ? "" : (data.isEmpty() ? "" : ",") + "\"times\":" + times;
    return note(work, visit, event, account, "{" + data + often + "}");
  }

  /** An entry about what somebody else did. */
  public Future<Void> note(
      Work work, Visit visit, Event event, UUID account, UUID actor, String data) {
    return work.add(
            INSERT,
            Line.empty()
                .with("id", ground.ids().uuid7())
                .with("event", event.text)
                .with("account", account)
                .with("actor", actor)
                .with("address", visit.address())
                .with("agent", visit.agent())
                .with("data", data)
                .with("at", ground.now()))
        .mapEmpty();
  }
}
