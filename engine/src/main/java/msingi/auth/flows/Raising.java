package msingi.auth.flows;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.OptionalLong;
import java.util.UUID;
import msingi.auth.Line;
import msingi.auth.Revocations;
import msingi.auth.Work;
import msingi.auth.accounts.Audit;
import msingi.auth.accounts.Notices;
import msingi.auth.accounts.SessionRows;
import msingi.auth.accounts.Sessions;
import msingi.auth.factors.ChallengeRows;
import msingi.auth.factors.FactorRows;
import msingi.auth.factors.Totp;
import msingi.auth.factors.Vault;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.request.Reply;
import msingi.request.Step;

/**
 * Proves a second factor: the session proves more from now on, the account's sessions that prove
 * less end, and what was begun of the same kind and never proven goes. A challenge is used once,
 * and so is a code.
 */
final class Raising {
  private final Scene scene;

  Raising(Scene scene) {
    this.scene = scene;
  }

  /** What was found of a proof outside the transaction: the work that puts it into force. */
  @FunctionalInterface
  interface Evidence {
    void use(Work work);
  }

  Reply run(Step.VerifyFactor step) {
    Scene.Bearer bearer = Owners.named(scene);
    Line factor = Owners.factor(scene.alone(), bearer, step.factor());
    FactorRows.Kind kind = FactorRows.Kind.of(factor);
    if (kind != FactorRows.Kind.WEBAUTHN && step.code().isEmpty()) {
      throw Problem.of(ErrorCode.VALIDATION, "Code needs to be non-empty").failure();
    }
    Line challenge = challenge(step, factor);
    Evidence proof =
        switch (kind) {
          case TOTP -> code(step, factor, challenge);
          case PHONE -> message(step, factor, challenge);
          case WEBAUTHN -> new KeyFactors(scene).evidence(step.credential(), factor, challenge);
        };
    return scene.together((work, notice) -> {
      Scene.Bearer held = scene.held(work, bearer);
      proof.use(work);
      Owners.demandMayAdd(work, held, factor);
      return raised(work, notice, held, factor);
    });
  }

  /**
   * The challenge that is answered, with this answer counted. Whether it is another's, is used or
   * over is found out after the count, so that nothing is learnt without one.
   */
  private Line challenge(Step.VerifyFactor step, Line factor) {
    Work work = scene.alone();
    Line challenge =
        ChallengeRows.find(work, step.challenge())
            .await()
            .filter(it -> it.uuid("factor").equals(factor.uuid("id")))
            .orElseThrow(() ->
                Problem.of(
                        ErrorCode.MFA_UNKNOWN,
                        "MFA factor with the provided challenge ID not found")
                    .failure());
    if (!challenge.text("address").equals(scene.visit().address())) {
      throw Problem.of(ErrorCode.MFA_ADDRESS).failure();
    }
    return ChallengeRows.attempt(work, step.challenge(), scene.now())
        .await()
        .orElseThrow(() -> over(step.challenge()));
  }

  private static RuntimeException over(UUID challenge) {
    return Problem.of(
            ErrorCode.MFA_EXPIRED,
            "MFA challenge "
                + challenge
                + " has expired, verify against another challenge or create a new challenge.")
        .failure();
  }

  private Evidence code(Step.VerifyFactor step, Line factor, Line challenge) {
    byte[] secret = vault().opened(factor.uuid("id"), factor.bytes("secret"));
    OptionalLong found = Totp.step(secret, step.code(), scene.now(), factor.whole("step"));
    if (found.isEmpty()) {
      throw wrong(factor, "Invalid TOTP code entered");
    }
    return work -> {
      consume(work, challenge, ChallengeRows.Kind.TOTP);
      // Of many challenges that this code answers at once, one alone finds it unused.
      if (FactorRows.use(work, factor.uuid("id"), found.getAsLong()).await() == 0) {
        throw Problem.of(ErrorCode.MFA_WRONG).failure();
      }
    };
  }

  private Evidence message(Step.VerifyFactor step, Line factor, Line challenge) {
    String mark = vault().mark(challenge.uuid("id"), step.code());
    boolean right =
        MessageDigest.isEqual(
            mark.getBytes(StandardCharsets.UTF_8),
            challenge.text("hash").getBytes(StandardCharsets.UTF_8));
    if (!right) {
      throw wrong(factor, "Invalid MFA Phone code entered");
    }
    return work -> consume(work, challenge, ChallengeRows.Kind.PHONE);
  }

  private void consume(Work work, Line challenge, ChallengeRows.Kind kind) {
    consume(work, challenge, kind, scene.now());
  }

  /** Uses a challenge up, or refuses. Waits. */
  static void consume(Work work, Line challenge, ChallengeRows.Kind kind, long now) {
    UUID id = challenge.uuid("id");
    if (ChallengeRows.consume(work, id, kind, now).await().isEmpty()) {
      throw over(id);
    }
  }

  /** A wrong proof, which the audit knows of. */
  private RuntimeException wrong(Line factor, String message) {
    return wrong(scene, factor, message);
  }

  /** The refusal of a wrong proof, once the audit knows of it. Waits. */
  static RuntimeException wrong(Scene scene, Line factor, String message) {
    scene
        .audit()
        .note(
            scene.alone(),
            scene.visit(),
            Audit.Event.FACTOR_FAILED,
            factor.uuid("account"),
            Enrolling.about(factor))
        .await();
    return Problem.of(ErrorCode.MFA_WRONG, message).failure();
  }

  private Reply raised(Work work, Revocations.Notice notice, Scene.Bearer bearer, Line factor) {
    UUID id = factor.uuid("id");
    if (FactorRows.verify(work, id, bearer.id(), scene.now()).await() == 0) {
      throw Owners.refused(ErrorCode.MFA_UNKNOWN, 404, "Factor not found");
    }
    Line session =
        SessionRows.find(work, bearer.session().uuid("id"))
            .await()
            .flatMap(it -> scene.sessions().raise(work, it, id, method(factor), notice))
            .orElseThrow(() -> Problem.of(ErrorCode.SESSION_UNKNOWN).failure());
    FactorRows.removeUnverified(work, bearer.id(), FactorRows.Kind.of(factor)).await();
    if (!FactorRows.verified(factor)) {
      scene.tell(work, bearer.account(), Notices.Kind.FACTOR_ADDED);
    }
    scene
        .audit()
        .note(
            work, scene.visit(), Audit.Event.FACTOR_VERIFIED, bearer.id(), Enrolling.about(factor))
        .await();
    return scene.sessions().tokens(work, bearer.account(), session);
  }

  /** What a factor's proof is called in tokens. */
  static Sessions.Method method(Line factor) {
    return switch (FactorRows.Kind.of(factor)) {
      case TOTP -> Sessions.Method.TOTP;
      case PHONE -> Sessions.Method.PHONE_FACTOR;
      case WEBAUTHN -> Sessions.Method.KEY_FACTOR;
    };
  }

  private Vault vault() {
    return new Vault(scene.ground().seal(), scene.ground().randomness());
  }
}
