package msingi.observe;

import java.time.Instant;
import java.util.List;
import msingi.error.ErrorCode;

/** Something that happened. Immutable; made on hot paths, so it holds facts and no texts. */
public sealed interface Observation {

  /**
   * A request was answered.
   *
   * @param id the request's id, as the caller saw it
   * @param method the HTTP method
   * @param route the route's template, never the path itself: the number of templates is bounded
   * @param path the path without its query, for the access log
   * @param status the HTTP status
   * @param code the error's code, or empty when there was none
   * @param stages where the time went, in order
   * @param nanos from the first byte read to the last byte handed over
   * @param bytesIn bytes of the request's body
   * @param bytesOut bytes of the answer's body
   */
  record Served(
      String id,
      String method,
      String route,
      String path,
      int status,
      String code,
      List<Stage> stages,
      long nanos,
      long bytesIn,
      long bytesOut)
      implements Observation {
    public Served {
      stages = List.copyOf(stages);
    }
  }

  /**
   * A part of a request's time.
   *
   * @param name one of a few fixed words: admit, decode, plan, store, encode
   */
  record Stage(String name, long nanos) {}

  /** A store compiled a plan that it had not seen. */
  record Compiled(String store, String statement, long nanos) implements Observation {}

  /**
   * A store committed writes together.
   *
   * @param requests how many requests shared the commit
   */
  record Committed(String store, int requests, long nanos) implements Observation {}

  /**
   * A request was turned away before it was done: a queue was full, a deadline passed.
   *
   * @param where the queue or the limit, one of a few fixed words
   */
  record Refused(ErrorCode code, String where) implements Observation {}

  /** A definition took effect. */
  record Swapped(String application, String fingerprint, long nanos) implements Observation {}

  /**
   * A step of a migration was done.
   *
   * @param danger safe, slow or lossy
   */
  record Migrated(String step, String danger, long nanos) implements Observation {}

  /**
   * Something failed for a reason that callers must not see.
   *
   * @param id the request's id, or empty outside requests
   * @param doing what was being done, in a few words
   * @param cause why; it is logged and nothing else
   */
  record Failed(String id, String doing, Throwable cause) implements Observation {}

  /**
   * A mail or a text message was tried.
   *
   * @param id the row's in the outbox
   * @param template its kind
   * @param result sent, later or given up
   * @param attempt from 1
   * @param reason why it was not sent, without addresses and secrets; or empty
   */
  record Dispatched(String id, String template, String result, int attempt, String reason)
      implements Observation {}

  /** The server listens. */
  record Started(String address, long nanos) implements Observation {}

  /** The server takes nothing new and finishes what runs. */
  record Stopping(int requests) implements Observation {}

  /** The server is done. */
  record Stopped(long nanos) implements Observation {}

  /**
   * A certificate was taken anew.
   *
   * @param file where it is
   * @param ends when it ends
   */
  record Renewed(String file, Instant ends) implements Observation {}

  /** Something the administrator should know. */
  record Warned(String message) implements Observation {}
}
