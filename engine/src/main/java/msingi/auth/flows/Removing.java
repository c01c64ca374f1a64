package msingi.auth.flows;

import java.util.UUID;
import msingi.auth.Condition;
import msingi.auth.Line;
import msingi.auth.Table;
import msingi.auth.Work;
import msingi.auth.accounts.AccountRows;
import msingi.auth.accounts.Audit;
import msingi.auth.accounts.Persons;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.expression.Value;
import msingi.request.Administration;
import msingi.request.Reply;

/** Takes away accounts, second factors and passkeys, and what they open. */
final class Removing {
  private static final Table.Change OUTBOX = Table.of("outbox").delete(Condition.equal("account"));
  private static final Table.Change IDENTITIES =
      Table.of("identities").delete(Condition.equal("account"));
  private static final Table.Change FACTORS =
      Table.of("factors").delete(Condition.equal("account"));
  private static final Table.Change FLOWS = Table.of("flows").delete(Condition.equal("account"));
  private static final Table.Change CHALLENGES =
      Table.of("challenges").delete(Condition.equal("account"));
  private static final Table.Change PASSKEYS =
      Table.of("passkeys").delete(Condition.equal("account"));
  private static final Table.Change FACTOR =
      Table.of("factors").deleted(Condition.equal("id"), Condition.equal("account"));
  private static final Table.Change PASSKEY =
      Table.of("passkeys")
          .delete(Condition.equal("id"), Condition.equal("account"), Condition.absent("factor"));

  private final Scene scene;

  Removing(Scene scene) {
    this.scene = scene;
  }

  /** An account; softly, its id and the application's rows stay. */
  Reply account(Administration.RemoveAccount step) {
    UUID id = step.id();
    return scene.together((work, notice) -> {
      Line held = Administering.held(scene, work, id);
      scene.sessions().revoke(work, id, notice);
      work.change(OUTBOX, id).await();
      if (step.soft()) {
        emptied(work, held);
      } else {
        gone(work, id);
      }
      Administering.note(scene, work, Audit.Event.DELETED, id, "{\"soft\":" + step.soft() + "}");
      return new Reply.Done();
    });
  }

  private void gone(Work work, UUID id) {
    try {
      scene.newcomers().remove(work, id);
    } catch (Failure failure) {
      throw failure.problem().code() == ErrorCode.REFERENCE
          ? Problem.of(
                  ErrorCode.REFERENCE,
                  "Rows of the application still refer to this user: remove them first, or delete"
                      + " softly (should_soft_delete)")
              .failure()
          : failure;
    }
  }

  /** Whatever says who somebody is goes; another account may have the address. */
  private void emptied(Work work, Line held) {
    UUID id = held.uuid("id");
    for (Table.Change each :
        new Table.Change[] {IDENTITIES, PASSKEYS, CHALLENGES, FACTORS, FLOWS}) {
      work.change(each, id).await();
    }
    scene.codes().drop(work, id).await();
    Line empty = held.moment("deleted_at", scene.now());
    for (String column : new String[] {"email", "phone", "new_email", "new_phone", "password"}) {
      empty = empty.with(column, "");
    }
    for (String column : new String[] {"email_confirmed_at", "phone_confirmed_at"}) {
      empty = empty.with(column, Value.Null.NULL);
    }
    for (String column : new String[] {"app_metadata", "user_metadata"}) {
      empty = empty.with(column, new Value.Json("{}"));
    }
    AccountRows.save(work, empty).await();
  }

  /** A second factor, and the sessions that it proved. */
  Reply factor(Administration.RemoveAccountFactor step) {
    return scene.together((work, notice) -> {
      Administering.held(scene, work, step.account());
      Line gone =
          work.changed(FACTOR, step.factor(), step.account()).await().stream()
              .findFirst()
              .orElseThrow(() -> Problem.of(ErrorCode.MFA_UNKNOWN).failure());
      scene.sessions().endBy(work, step.account(), step.factor(), notice);
      String data = "{\"factor\":\"" + step.factor() + "\"}";
      Administering.note(scene, work, Audit.Event.FACTOR_UNENROLLED, step.account(), data);
      return new Reply.Factor(Persons.factor(gone));
    });
  }

  /** A passkey, and the sessions that it began. */
  Reply passkey(Administration.RemoveAccountPasskey step) {
    return scene.together((work, notice) -> {
      Administering.held(scene, work, step.account());
      if (work.change(PASSKEY, step.passkey(), step.account()).await() == 0) {
        throw Problem.of(ErrorCode.PASSKEY_UNKNOWN).failure();
      }
      scene.sessions().endOthersBy(work, step.account(), step.passkey(), Line.NOBODY, notice);
      String data = "{\"passkey\":\"" + step.passkey() + "\"}";
      Administering.note(scene, work, Audit.Event.PASSKEY_REMOVED, step.account(), data);
      return new Reply.Gone();
    });
  }
}
