package msingi.auth.flows;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import msingi.auth.Line;
import msingi.auth.accounts.Sessions;
import msingi.auth.factors.FactorRows;
import msingi.error.ErrorCode;
import msingi.error.Problem;

/** Who may change by what an account is proven. */
final class Owners {
  private Owners() {}

  /**
   * Who bears the visit's token, and is somebody.
   *
   * @throws msingi.error.Failure NO_AUTHORIZATION where they are anonymous
   */
  static Scene.Bearer named(Scene scene) {
    Scene.Bearer bearer = scene.bearer();
    if (bearer.account().truth("anonymous")) {
      throw refused(
          ErrorCode.NO_AUTHORIZATION, 403, "Anonymous user not allowed to perform these actions");
    }
    return bearer;
  }

  /**
   * Whoever has a second factor has used it, before anything is changed that proves who they are: a
   * password that somebody found does not make them a factor or a passkey of their own.
   *
   * @param factors those of the account
   * @throws msingi.error.Failure AAL_LOW
   */
  static void demandHigh(Scene.Bearer bearer, List<Line> factors, String message) {
    boolean low = !bearer.session().text("aal").equals(Sessions.HIGH);
    if (low && factors.stream().anyMatch(FactorRows::verified)) {
      throw refused(ErrorCode.AAL_LOW, 403, message);
    }
  }

  /** A factor of the bearer. Waits. */
  static Line factor(Scene scene, Scene.Bearer bearer, UUID id) {
    return FactorRows.find(scene.alone(), id, bearer.id())
        .await()
        .orElseThrow(() -> refused(ErrorCode.MFA_UNKNOWN, 404, "Factor not found"));
  }

  /** A refusal with a status that this wire has here instead of the usual one. */
  static RuntimeException refused(ErrorCode code, int status, String message) {
    return new Problem(code, message, "", code.hint(), new Problem.Own("", status, Map.of()))
        .failure();
  }
}
