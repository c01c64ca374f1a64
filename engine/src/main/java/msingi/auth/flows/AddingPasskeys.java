package msingi.auth.flows;

import java.util.List;
import java.util.UUID;
import msingi.auth.Line;
import msingi.auth.Work;
import msingi.auth.accounts.Audit;
import msingi.auth.accounts.Notices;
import msingi.auth.factors.ChallengeRows;
import msingi.auth.factors.Keeper;
import msingi.auth.factors.Options;
import msingi.auth.factors.Party;
import msingi.auth.factors.PasskeyRows;
import msingi.auth.factors.Shown;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.request.Reply;
import msingi.request.Step;

/** Adds passkeys to the account that asks. */
final class AddingPasskeys {
  private final Scene scene;

  AddingPasskeys(Scene scene) {
    this.scene = scene;
  }

  /** What the browser asks the key for. */
  Reply begin() {
    demandOn(scene);
    Scene.Bearer bearer = Owners.named(scene);
    Work work = scene.alone();
    List<Line> keys = allowed(work, bearer);
    Line challenge =
        Challenging.blank(scene, ChallengeRows.Kind.PASSKEY_ADDED).with("account", bearer.id());
    ChallengeRows.add(work, challenge).await();
    String options =
        Options.creation(
            Party.of(scene.ground()), Challenging.random(challenge), bearer.account(), keys, true);
    return new Reply.PasskeyAsked(challenge.uuid("id"), options, Challenging.expires(challenge));
  }

  Reply run(Step.AddPasskey step) {
    demandOn(scene);
    Scene.Bearer bearer = Owners.named(scene);
    Line challenge = consumed(scene, step.challenge(), ChallengeRows.Kind.PASSKEY_ADDED);
    if (!challenge.uuid("account").equals(bearer.id())) {
      throw Problem.of(ErrorCode.CHALLENGE_UNKNOWN).failure();
    }
    Keeper.Made made =
        new Keeper(Party.of(scene.ground()), Challenging.random(challenge), true)
            .made(Shown.read(step.credential()))
            .orElseThrow(() -> Problem.of(ErrorCode.CREDENTIAL_WRONG).failure());
    UUID id = scene.ground().ids().uuid7();
    Line key =
        Line.empty()
            .with("id", id)
            .with("account", bearer.id())
            .moment("created_at", scene.now())
            .moment("updated_at", scene.now());
    return scene.together((work, _) -> {
      allowed(work, scene.held(work, bearer));
      PasskeyRows.add(work, key, made);
      KeepingPasskeys.note(scene, work, Audit.Event.PASSKEY_ADDED, bearer.id(), id);
      scene.tell(work, bearer.account(), Notices.Kind.PASSKEY_ADDED);
      return new Reply.PasskeyKept(PasskeyRows.shown(key));
    });
  }

  /** The keys that the account has; refused where it may have no more. */
  private List<Line> allowed(Work work, Scene.Bearer bearer) {
    Owners.demandHigh(
        work, bearer, "AAL2 session is required to manage passkeys when MFA is enabled.");
    List<Line> keys = PasskeyRows.of(work, bearer.id()).await();
    if (keys.stream().filter(PasskeyRows::passkey).count()
        >= scene.ground().settings().passkeys().most()) {
      throw Problem.of(ErrorCode.PASSKEYS_TOO_MANY).failure();
    }
    return keys;
  }

  static void demandOn(Scene scene) {
    if (!scene.ground().settings().passkeys().on()) {
      throw Problem.of(ErrorCode.PASSKEYS_DISABLED).failure();
    }
  }

  /** A challenge that this call used up, before its answer is looked at. Waits. */
  static Line consumed(Scene scene, UUID id, ChallengeRows.Kind kind) {
    Work work = scene.alone();
    return ChallengeRows.consume(work, id, kind, scene.now())
        .await()
        .orElseThrow(() -> {
          boolean late =
              ChallengeRows.find(work, id)
                  .await()
                  .filter(it -> it.text("kind").equals(kind.text()))
                  .filter(it -> !it.happened("consumed_at"))
                  .isPresent();
          return Problem.of(late ? ErrorCode.CHALLENGE_EXPIRED : ErrorCode.CHALLENGE_UNKNOWN)
              .failure();
        });
  }
}
