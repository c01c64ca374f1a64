package msingi.auth.flows;

import java.util.UUID;
import msingi.auth.Line;
import msingi.auth.Work;
import msingi.auth.accounts.Audit;
import msingi.auth.accounts.Notices;
import msingi.auth.factors.PasskeyRows;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.request.Reply;
import msingi.request.Step;

/** The passkeys of the account that asks: all of them, their names, their end. */
final class KeepingPasskeys {
  private static final int LONGEST_NAME = 120;

  private final Scene scene;

  KeepingPasskeys(Scene scene) {
    this.scene = scene;
  }

  Reply all() {
    Scene.Bearer bearer = scene.bearer();
    return new Reply.Passkeys(
        PasskeyRows.of(scene.alone(), bearer.id()).await().stream()
            .filter(PasskeyRows::passkey)
            .map(PasskeyRows::shown)
            .toList());
  }

  Reply rename(Step.RenamePasskey step) {
    Scene.Bearer bearer = scene.bearer();
    if (step.name().isEmpty()) {
      throw Problem.of(ErrorCode.VALIDATION, "friendly_name is required").failure();
    }
    if (step.name().length() > LONGEST_NAME) {
      throw Problem.of(
              ErrorCode.VALIDATION, "friendly_name must be " + LONGEST_NAME + " characters or less")
          .failure();
    }
    return scene.together((work, _) -> {
      Line key =
          PasskeyRows.rename(work, step.passkey(), bearer.id(), step.name(), scene.now())
              .await()
              .stream()
              .findFirst()
              .orElseThrow(() -> Problem.of(ErrorCode.PASSKEY_UNKNOWN).failure());
      note(scene, work, Audit.Event.PASSKEY_CHANGED, bearer.id(), step.passkey());
      return new Reply.PasskeyKept(PasskeyRows.shown(key));
    });
  }

  /** Takes a passkey away, and ends the other sessions that it began. */
  Reply remove(Step.RemovePasskey step) {
    Scene.Bearer asking = Owners.named(scene);
    return scene.together((work, notice) -> {
      Scene.Bearer bearer = scene.held(work, asking);
      Owners.demandHigh(
          work, bearer, "AAL2 session is required to manage passkeys when MFA is enabled.");
      if (PasskeyRows.remove(work, step.passkey(), bearer.id()).await() == 0) {
        throw Problem.of(ErrorCode.PASSKEY_UNKNOWN).failure();
      }
      UUID here = bearer.session().uuid("id");
      scene.sessions().endOthersBy(work, bearer.id(), step.passkey(), here, notice);
      note(scene, work, Audit.Event.PASSKEY_REMOVED, bearer.id(), step.passkey());
      scene.tell(work, bearer.account(), Notices.Kind.PASSKEY_REMOVED);
      return new Reply.Gone();
    });
  }

  /** Notes what happened to a passkey, or by it. Waits. */
  static void note(Scene scene, Work work, Audit.Event event, UUID account, UUID passkey) {
    String data = "{\"passkey_id\":\"" + passkey + "\"}";
    scene.audit().note(work, scene.visit(), event, account, data).await();
  }
}
