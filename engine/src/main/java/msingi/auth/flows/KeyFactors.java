package msingi.auth.flows;

import java.util.Arrays;
import msingi.auth.Line;
import msingi.auth.factors.ChallengeRows;
import msingi.auth.factors.FactorRows;
import msingi.auth.factors.Keeper;
import msingi.auth.factors.Options;
import msingi.auth.factors.Party;
import msingi.auth.factors.PasskeyRows;
import msingi.auth.factors.Shown;
import msingi.error.ErrorCode;
import msingi.error.Problem;

/** Keys that are second factors. A challenge is used up by its first answer, right or wrong. */
final class KeyFactors {
  private static final String WRONG = "Invalid WebAuthn credential";

  private final Scene scene;

  KeyFactors(Scene scene) {
    this.scene = scene;
  }

  /** What an answer proves: a new key of a factor, or the use of one. Waits. */
  Raising.Evidence evidence(String credential, Line factor, Line challenge) {
    if (credential.isEmpty()) {
      throw Problem.of(ErrorCode.VALIDATION, "credential_response required").failure();
    }
    Shown shown = Shown.read(credential);
    Keeper keeper = new Keeper(Party.of(scene.ground()), Challenging.random(challenge), false);
    return FactorRows.verified(factor)
        ? used(keeper, shown, factor, challenge)
        : made(keeper, shown, factor, challenge);
  }

  private Raising.Evidence made(Keeper keeper, Shown shown, Line factor, Line challenge) {
    Raising.consume(scene.alone(), challenge, ChallengeRows.Kind.KEY_ADDED, scene.now());
    Keeper.Made made = keeper.made(shown).orElseThrow(() -> Raising.wrong(scene, factor, WRONG));
    Line key =
        Line.empty()
            .with("id", scene.ground().ids().uuid7())
            .with("account", factor.uuid("account"))
            .with("factor", factor.uuid("id"))
            .with("name", factor.text("name"))
            .moment("created_at", scene.now())
            .moment("updated_at", scene.now());
    return work -> PasskeyRows.add(work, key, made);
  }

  private Raising.Evidence used(Keeper keeper, Shown shown, Line factor, Line challenge) {
    Raising.consume(scene.alone(), challenge, ChallengeRows.Kind.KEY_USED, scene.now());
    byte[] owner = Options.handle(factor.uuid("account"));
    Line key =
        PasskeyRows.find(scene.alone(), shown.id())
            .await()
            .filter(it -> it.uuid("factor").equals(factor.uuid("id")))
            .filter(_ -> shown.handle().length == 0 || Arrays.equals(shown.handle(), owner))
            .orElseThrow(() -> Raising.wrong(scene, factor, WRONG));
    Keeper.Used used =
        keeper.used(shown, key).orElseThrow(() -> Raising.wrong(scene, factor, WRONG));
    return work -> {
      if (PasskeyRows.use(work, key, used, scene.now()).await() == 0) {
        throw Problem.of(ErrorCode.MFA_WRONG, WRONG).failure();
      }
    };
  }
}
