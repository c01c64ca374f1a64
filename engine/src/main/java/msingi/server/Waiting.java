package msingi.server;

import io.vertx.core.Future;
import msingi.base.Deadline;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.observe.Observation;
import msingi.request.Credentials;
import msingi.request.Engine;

/**
 * The engine until the database is there and ready to be served: it refuses everybody, and looks
 * again each second on a thread of its own.
 */
final class Waiting implements Engine {
  private static final long LOOK_MILLIS = 1_000;

  private final Startup startup;
  private final Thread looking;
  private volatile Problem reason;

  /**
   * @param reason why it is not ready now
   * @param ready called once, when it is
   */
  Waiting(Startup startup, Problem reason, Runnable ready) {
    this.startup = startup;
    this.reason = reason;
    this.looking = Thread.ofVirtual().name("msingi-waiting").unstarted(() -> look(ready));
  }

  void begin() {
    looking.start();
  }

  void end() {
    looking.interrupt();
  }

  /** Why nothing can be served now; what is not the database's absence is for the log. */
  Problem reason() {
    return reason;
  }

  @Override
  public Future<Session> admit(Credentials credentials, Deadline deadline) {
    return Future.failedFuture(reason.failure());
  }

  private void look(Runnable ready) {
    while (true) {
      try {
        Thread.sleep(LOOK_MILLIS);
        startup.prepare();
        ready.run();
        return;
      } catch (InterruptedException _) {
        return;
      } catch (Failure failure) {
        refused(failure.problem());
      }
    }
  }

  private void refused(Problem problem) {
    if (problem.code() != ErrorCode.STORE_UNAVAILABLE) {
      String said = problem.message() + " " + problem.details().replace('\n', ' ');
      startup.wiring().observer().observe(new Observation.Warned("not serving yet: " + said));
    }
    reason = Problem.of(ErrorCode.STORE_UNAVAILABLE);
  }
}
