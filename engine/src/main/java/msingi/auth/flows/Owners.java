package msingi.auth.flows;

import java.util.Map;
import java.util.UUID;
import msingi.auth.Line;
import msingi.auth.Work;
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
   * Whoever has a second factor has used it, before anything is changed by which they prove who
   * they are: a password that somebody found does not make them another password, an address, a
   * factor or a passkey of their own. Waits.
   *
   * @throws msingi.error.Failure AAL_LOW
   */
  static void demandHigh(Work work, Scene.Bearer bearer) {
    if (low(work, bearer)) {
      throw Problem.of(ErrorCode.AAL_LOW).failure();
    }
  }

  /** The same where this wire says 403, and more. */
  static void demandHigh(Work work, Scene.Bearer bearer, String message) {
    if (low(work, bearer)) {
      throw refused(ErrorCode.AAL_LOW, 403, message);
    }
  }

  /**
   * The same for a factor that is not proven yet: what somebody began who had the password alone is
   * not proven by the password alone once the owner has a factor.
   */
  static void demandMayAdd(Work work, Scene.Bearer bearer, Line factor) {
    if (!FactorRows.verified(factor)) {
      demandHigh(work, bearer, "AAL2 required to enroll a new factor");
    }
  }

  private static boolean low(Work work, Scene.Bearer bearer) {
    return !bearer.session().text("aal").equals(Sessions.HIGH)
        && FactorRows.of(work, bearer.id()).await().stream().anyMatch(FactorRows::verified);
  }

  /** A factor of the bearer. Waits. */
  static Line factor(Work work, Scene.Bearer bearer, UUID id) {
    return FactorRows.find(work, id, bearer.id())
        .await()
        .orElseThrow(() -> refused(ErrorCode.MFA_UNKNOWN, 404, "Factor not found"));
  }

  /** A refusal with a status that this wire has here instead of the usual one. */
  static RuntimeException refused(ErrorCode code, int status, String message) {
    return new Problem(code, message, "", code.hint(), new Problem.Own("", status, Map.of()))
        .failure();
  }
}
