package msingi.http;

import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.Callable;
import msingi.base.Deadline;
import msingi.base.Time;
import msingi.request.Credentials;
import msingi.request.Request;
import msingi.wire.Output;

/** One request and its answer. The answer may be given on any thread; the first one counts. */
public interface Exchange {
  /** The request's id, which the answer shows and the log names. */
  String id();

  /** The method in capitals. */
  String method();

  /** The decoded path after the door's prefix: empty, or a slash and more. */
  String path();

  /** The query as sent, without the question mark; empty when there is none. */
  String query();

  /** The first value of a header, or empty. */
  String header(CharSequence name);

  /** All values of a header, in order. */
  List<String> headers(CharSequence name);

  /** What functions may know of where the request comes from. */
  Request.Origin origin();

  /** Whether the answer may have trailers: over HTTP/2. */
  boolean trailers();

  /** Who the request says it comes from. */
  Credentials credentials();

  /**
   * Whether the request comes from this machine itself: over the loopback, and passed on by no
   * proxy, as far as proxies say so.
   */
  boolean local();

  /** When the answer is owed. */
  Deadline deadline();

  /** The client owes itself the answer sooner than the limit of the definition. */
  void hurry(Deadline sooner);

  /**
   * From now on the deadline has passed when the client is away: what is done for this request
   * alone ends then. Before {@link #deadline} is handed on; not for what an {@link Outflow} sends,
   * which knows by itself.
   */
  void endsWithClient();

  /** Where time is read. */
  Time time();

  /**
   * The body, read at the first call.
   *
   * @return the bytes, or {@link msingi.error.Failure} BODY_TOO_LARGE as soon as they are too many
   */
  Future<byte[]> body();

  /** The same with a limit of the door's own, in bytes, where it is the smaller one. */
  Future<byte[]> body(long most);

  /**
   * The body piece by piece as it arrives, instead of {@link #body}.
   *
   * @throws msingi.error.Failure BAD_REQUEST where the whole body is there already
   */
  void receive(Inflow inflow);

  /**
   * The address that the request comes from: that of the connection, or what a trusted proxy says;
   * empty when unknown.
   */
  String remote();

  /** Names the route for logs and metrics: a template, of which there are few. */
  void route(String template);

  /** Says that the time since the last mark was spent on this stage. */
  void stage(String name);

  /** Adds a header to the answer, beside others of the name. */
  void add(String name, String value);

  /** Sets a header of the answer. */
  Exchange set(CharSequence name, CharSequence value);

  /** Sets a field that stands after the answer's body; only where {@link #trailers}. */
  Exchange trailer(CharSequence name, CharSequence value);

  /** Remembers the error's code for logs and metrics. */
  void code(String error);

  /**
   * Whether this request may be served once more from its beginning, because the tables changed
   * under it; true only once.
   */
  boolean again();

  /** Takes the right to answer; only the first caller gets it and must call {@link #end}. */
  boolean claim();

  /** Whether nobody waits for the answer any more. */
  boolean gone();

  /**
   * Does what takes several steps on a thread of its own, which may wait.
   *
   * @return told on this request's event loop
   */
  <T> Future<T> direct(Callable<T> work);

  /** Answers without a body. */
  void end(int status);

  /** Answers with a body, which is not copied and must not be changed any more. */
  void end(int status, CharSequence type, Output output);

  /** Answers with a body that many answers share. */
  void end(int status, CharSequence type, Prepared body);

  /**
   * Whether an answer without a known length can be told from one that broke off: not by HTTP/1.0,
   * whose end is the connection's (RFC 9112, section 8).
   */
  boolean endless();

  /**
   * An answer of any length; nothing is sent before {@link Outflow#begin}. Once for a request.
   *
   * @throws msingi.error.Failure BAD_REQUEST where answers are of limited length
   */
  Outflow outflow();
}
