package msingi.auth.flows;

import msingi.auth.accounts.Audit;
import msingi.request.Reply;
import msingi.request.Step;

/** Ends sessions of the account that asks, and what their access tokens open, at once. */
final class Leaving {
  private final Scene scene;

  Leaving(Scene scene) {
    this.scene = scene;
  }

  Reply run(Step.Logout step) {
    Scene.Bearer bearer = scene.bearer();
    return scene.together((work, notice) -> {
      switch (step.scope()) {
        case GLOBAL -> scene.sessions().end(work, bearer.id(), notice);
        case LOCAL -> scene.sessions().end(work, bearer.session(), notice);
        case OTHERS ->
            scene.sessions().endOthers(work, bearer.id(), bearer.session().uuid("id"), notice);
      }
      scene.audit().note(work, scene.visit(), Audit.Event.SIGNED_OUT, bearer.id(), "{}").await();
      return new Reply.Gone();
    });
  }
}
