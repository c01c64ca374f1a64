package msingi.http;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import msingi.base.Deadline;
import msingi.base.Time;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.request.Credentials;
import msingi.request.Request;
import msingi.wire.Output;

/**
 * A request that came inside another one, whose answer is kept in memory instead of sent: part of a
 * batch, or one whose answer is to be known before it is given.
 */
public final class InnerExchange implements Exchange {
  private final Exchange outer;
  private final Asked asked;
  private final Map<String, List<String>> answered = new LinkedHashMap<>();
  private final AtomicBoolean claimed = new AtomicBoolean();
  private int status;
  private Output output = new Output(0);
  private String code = "";

  /**
   * What is asked.
   *
   * @param path decoded, after the door's prefix
   * @param headers by name in small letters
   */
  public record Asked(
      String method, String path, String query, Map<String, List<String>> headers, byte[] body) {
    public Asked {
      headers = Map.copyOf(headers);
    }
  }

  public InnerExchange(Exchange outer, Asked asked) {
    this.outer = outer;
    this.asked = asked;
  }

  /** The status of the answer; 0 before there is one. */
  public int status() {
    return status;
  }

  /** The headers of the answer, by name in small letters. */
  public Map<String, List<String>> answered() {
    return answered;
  }

  /** The body of the answer. */
  public Output output() {
    return output;
  }

  /** The code of the error that is the answer, or empty. */
  public String code() {
    return code;
  }

  @Override
  public String id() {
    return outer.id();
  }

  @Override
  public String method() {
    return asked.method();
  }

  @Override
  public String path() {
    return asked.path();
  }

  @Override
  public String query() {
    return asked.query();
  }

  @Override
  public String header(CharSequence name) {
    List<String> values = headers(name);
    return values.isEmpty() ? "" : values.getFirst();
  }

  @Override
  public List<String> headers(CharSequence name) {
    List<String> values = asked.headers().getOrDefault(small(name), List.of());
    return values.stream().map(it -> Gzip.plain(name, it)).toList();
  }

  @Override
  public Request.Origin origin() {
    Map<String, String> shown = new LinkedHashMap<>(outer.origin().headers());
    asked.headers().forEach((name, values) -> shown.put(name, String.join(", ", values)));
    return new Request.Origin(asked.method(), asked.path(), shown);
  }

  @Override
  public boolean trailers() {
    return false;
  }

  /** The outer answer may be kept for later. */
  @Override
  public Exchange trailer(CharSequence name, CharSequence value) {
    return this;
  }

  @Override
  public void receive(Inflow inflow) {
    throw Problem.of(ErrorCode.BAD_REQUEST, "The body is there already").failure();
  }

  @Override
  public void hurry(Deadline sooner) {
    outer.hurry(sooner);
  }

  @Override
  public void endsWithClient() {
    outer.endsWithClient();
  }

  @Override
  public Credentials credentials() {
    return outer.credentials();
  }

  @Override
  public boolean local() {
    return outer.local();
  }

  @Override
  public Deadline deadline() {
    return outer.deadline();
  }

  @Override
  public Time time() {
    return outer.time();
  }

  @Override
  public Future<byte[]> body() {
    return Future.succeededFuture(asked.body());
  }

  @Override
  public Future<byte[]> body(long most) {
    return asked.body().length > most
        ? Future.failedFuture(Problem.of(ErrorCode.BODY_TOO_LARGE).failure())
        : body();
  }

  @Override
  public String remote() {
    return outer.remote();
  }

  @Override
  public void route(String template) {
    outer.route(template);
  }

  /** The outer request has its own. */
  @Override
  public void stage(String name) {}

  @Override
  public void add(String name, String value) {
    answered.computeIfAbsent(small(name), _ -> new ArrayList<>(1)).add(value);
  }

  @Override
  public Exchange set(CharSequence name, CharSequence value) {
    List<String> values = new ArrayList<>(1);
    values.add(value.toString());
    answered.put(small(name), values);
    return this;
  }

  @Override
  public void code(String error) {
    code = error;
  }

  /** Only the outer request can be made again as a whole. */
  @Override
  public boolean again() {
    return false;
  }

  @Override
  public boolean claim() {
    return claimed.compareAndSet(false, true);
  }

  @Override
  public boolean gone() {
    return outer.gone();
  }

  @Override
  public <T> Future<T> direct(Callable<T> work) {
    return outer.direct(work);
  }

  @Override
  public void end(int answer) {
    status = answer;
  }

  @Override
  public void end(int answer, CharSequence type, Output body) {
    set("content-type", type);
    status = answer;
    if (!asked.method().equals("HEAD")) {
      output = body;
    }
  }

  @Override
  public void end(int answer, CharSequence type, Prepared body) {
    byte[] copy = new byte[body.plain().limit()];
    body.plain().duplicate().get(copy);
    end(answer, type, new Output(copy.length).put(copy));
  }

  @Override
  public boolean endless() {
    return true;
  }

  @Override
  public Outflow outflow() {
    throw Problem.of(
            ErrorCode.BAD_REQUEST, "An answer of any length cannot be given inside a batch")
        .withHint("Ask for fewer rows with limit, or outside.")
        .failure();
  }

  private static String small(CharSequence name) {
    return name.toString().toLowerCase(Locale.ROOT);
  }
}
