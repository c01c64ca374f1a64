package msingi.server;

import io.vertx.core.Vertx;
import msingi.auth.Revocations;
import msingi.auth.SigningKeys;
import msingi.observe.Observer;

/**
 * What belongs to the accounts of a store, whatever the definition.
 *
 * @param signing the keys of access tokens
 * @param seal the secret under which refresh tokens and codes are made
 * @param revocations what opens nothing any more
 */
record AccountKeys(SigningKeys signing, byte[] seal, Revocations revocations) {

  /**
   * Follows what other processes do.
   *
   * @return ends it
   */
  Runnable watch(Vertx vertx, Observer observer) {
    Runnable keys = signing.watch(vertx, observer);
    revocations.begin(vertx);
    return () -> {
      keys.run();
      revocations.end(vertx);
    };
  }
}
