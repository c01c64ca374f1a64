package msingi.auth.flows;

import msingi.auth.accounts.Persons;
import msingi.request.Reply;

/** The account that asks. */
final class Reading {
  private final Scene scene;

  Reading(Scene scene) {
    this.scene = scene;
  }

  Reply run() {
    return new Reply.User(Persons.of(scene.alone(), scene.bearer().account()).await());
  }
}
