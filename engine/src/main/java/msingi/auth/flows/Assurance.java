package msingi.auth.flows;

import msingi.auth.accounts.Persons;
import msingi.error.ErrorCode;
import msingi.error.Problem;

/** Who has a second factor uses it before anything that signs people in is changed. */
final class Assurance {
  private Assurance() {}

  /**
   * Waits.
   *
   * @throws msingi.error.Failure AAL_LOW
   */
  static void demand(Scene scene, Scene.Bearer bearer) {
    boolean low = bearer.session().text("aal").equals("aal1");
    if (low
        && Persons.of(scene.alone(), bearer.account()).await().factors().stream()
            .anyMatch(it -> it.status().equals("verified"))) {
      throw Problem.of(ErrorCode.AAL_LOW).failure();
    }
  }
}
