package msingi.auth.flows;

import java.util.UUID;
import msingi.auth.Line;
import msingi.auth.accounts.AccountRows;
import msingi.auth.accounts.Audit;
import msingi.auth.accounts.Sessions;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.request.Reply;
import msingi.request.Step;

/** Ends a flow that began with a proof: a session for whoever shows what it began with. */
final class Exchanging {
  private final Scene scene;

  Exchanging(Scene scene) {
    this.scene = scene;
  }

  Reply run(Step.CodeExchange step) {
    if (step.code().isEmpty() || step.verifier().isEmpty()) {
      throw Problem.of(
              ErrorCode.VALIDATION,
              "invalid request: both auth code and code verifier should be non-empty")
          .failure();
    }
    try {
      return exchanged(step);
    } catch (Failure failure) {
      if (failure.problem().status() >= 500) {
        throw failure;
      }
      String why = failure.problem().code().code();
      // Whose it was to be is not known: counted together is what fails alike.
      scene
          .audit()
          .noteFailure(
              scene.alone(),
              scene.visit(),
              Audit.Event.CODE_FAILED,
              Line.NOBODY,
              why,
              "\"why\":\"" + why + "\"")
          .await();
      throw failure;
    }
  }

  private Reply exchanged(Step.CodeExchange step) {
    return scene.together((work, notice) -> {
      Line flow = scene.flows().exchange(work, step.code(), step.verifier());
      UUID id = flow.uuid("account");
      Line account =
          AccountRows.find(work, id)
              .await()
              .filter(it -> !AccountRows.banned(it, scene.now()))
              .orElseThrow(() -> Problem.of(ErrorCode.FLOW_UNKNOWN).failure());
      Sessions.Method method = Sessions.Method.of(flow.text("method"));
      Line session = scene.sessions().begin(work, scene.visit(), id, method, notice);
      scene.audit().note(work, scene.visit(), Audit.Event.SIGNED_IN, id, "{}").await();
      return scene.sessions().tokens(work, account, session);
    });
  }
}
