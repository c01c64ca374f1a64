package msingi.door.rest;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.expression.Value;
import msingi.http.Exchange;
import msingi.http.Outflow;
import msingi.request.Request;
import msingi.result.Done;
import msingi.wire.Output;

/** GET and HEAD on a collection. */
final class Reading {
  /** Bytes of an answer that is sent with its length, though it might have been longer. */
  private static final int SMALL = 256 * 1024;

  private final Call call;
  private final Preferences prefer;
  private final Optional<Planned> planned;
  private final Media media;
  private final Parameters parameters;
  private final Preconditions preconditions;
  private Parameters.Window window = Parameters.Window.ALL;

  Reading(Call call) {
    this.call = call;
    this.prefer = Preferences.parse(call.exchange().headers("prefer"));
    this.planned = Planned.of(call);
    this.media = planned.isPresent() ? Media.ARRAY : call.media();
    this.parameters = Parameters.parse(call.exchange().query(), call.depth());
    this.preconditions = Preconditions.of(call.exchange());
  }

  /** Reads and answers. */
  Future<?> run() {
    Decoding decoding = new Decoding(call.session().surface(), call.names());
    Node root = decoding.tree(call.visible(), parameters);
    if (call.exchange().method().equals("GET")) {
      root.window = Ranges.narrow(root.window, call.exchange());
    }
    window = root.window;
    long most = call.session().surface().app().settings().rows();
    boolean beyond = media.endless() && (window.limit() < 0 || window.limit() > most);
    Request.Query query = decoding.query(root, beyond ? Long.MAX_VALUE : most, true);
    Request.Read read = new Request.Read(query, total(beyond), decoding.values());
    if (planned.isPresent()) {
      return planned.get().answer(call, read);
    }
    call.exchange().stage("parse");
    return beyond ? probed(read, most) : answered(read);
  }

  /** What is long says before its first row how many follow: that must not be a guess. */
  private Request.Count total(boolean beyond) {
    return beyond && prefer.counted() ? Request.Count.EXACT : prefer.total();
  }

  private Future<Done> read(Request.Read read, Rows rows) {
    Future<Done> running = call.session().run(read, rows);
    call.exchange().stage("plan");
    return running.onSuccess(_ -> call.exchange().stage("transaction"));
  }

  private Future<Done> answered(Request.Read read) {
    Rows rows = new Rows(media, call.zone(prefer));
    return read(read, rows)
        .map(done -> {
          answer(rows, done);
          return done;
        });
  }

  /** Reads one row more than an ordinary answer has; what is longer is read as an export. */
  private Future<Done> probed(Request.Read read, long most) {
    Rows rows = new Rows(media, call.zone(prefer), SMALL);
    return read(limited(read, most + 1), rows)
        .compose(done -> {
          if (rows.count() <= most && rows.whole()) {
            answer(rows, done);
            return Future.succeededFuture(done);
          }
          boolean unchanged = preconditions.unchanged(Tag.NONE);
          if (!unchanged && !call.exchange().method().equals("HEAD")) {
            return exported(read);
          }
          if (!call.exchange().claim()) {
            return Future.succeededFuture(done);
          }
          if (unchanged) {
            unchanged();
          } else {
            long total = done.total();
            call.exchange().set(HttpHeaders.CONTENT_TYPE, media.type()).end(head(total));
          }
          return Future.succeededFuture(done);
        });
  }

  private static Request.Read limited(Request.Read read, long most) {
    List<Value> values = new ArrayList<>(read.parameters());
    values.set(read.query().limit().index(), new Value.Whole(most));
    return new Request.Read(read.query(), read.count(), values);
  }

  private Future<Done> exported(Request.Read read) {
    Exchange exchange = call.exchange();
    if (!exchange.endless()) {
      throw Problem.of(ErrorCode.BAD_REQUEST, "An answer of this length needs HTTP/1.1 or later")
          .withHint("Ask for fewer rows with limit, or with a later version of HTTP.")
          .failure();
    }
    Outflow outflow = exchange.outflow();
    Export export = new Export(outflow, media, call.zone(prefer), total -> begin(outflow, total));
    return outflow
        .reading(() -> call.session().stream(read, export, export))
        .onSuccess(_ -> export.end())
        .onFailure(export::fail);
  }

  private boolean begin(Outflow outflow, long total) {
    boolean claimed = call.exchange().claim();
    if (claimed) {
      outflow.begin(head(total), media.type());
    }
    return claimed;
  }

  /** The headers of a long answer, whose rows are counted only where that was asked for. */
  private int head(long total) {
    long rest = Math.max(0, total - window.offset());
    long rows = window.limit() < 0 ? rest : Math.min(rest, window.limit());
    headers(total < 0 ? "*/*" : Ranges.content(window.offset(), rows, total));
    return Ranges.status(window.offset(), rows, total);
  }

  private void answer(Rows rows, Done done) {
    Exchange exchange = call.exchange();
    long offset = window.offset();
    long total = Ranges.total(offset, rows.count(), done.total());
    int status = Ranges.status(offset, rows.count(), total);
    if (media.singular() && rows.count() != 1) {
      throw Media.notSingular(rows.count());
    }
    Output body = rows.body();
    String tag = status == 416 ? Tag.NONE : Tag.of(media, body, total);
    boolean unchanged = status != 416 && preconditions.unchanged(tag);
    if (!exchange.claim()) {
      return;
    }
    if (!tag.isEmpty()) {
      exchange.set(Tag.HEADER, tag);
    }
    if (unchanged) {
      unchanged();
      return;
    }
    headers(Ranges.content(offset, rows.count(), total));
    if (status == 416) {
      Ranges.beyond(exchange, offset, total);
    } else {
      exchange.end(status, media.type(), body);
    }
  }

  /** Answers that the client has it already, with the headers of RFC 9110, section 15.4.5. */
  private void unchanged() {
    shared();
    call.exchange().end(304);
  }

  private void headers(String range) {
    call.exchange().set("Content-Range", range);
    shared();
  }

  private void shared() {
    Exchange exchange = call.exchange();
    exchange.set("Content-Location", location());
    Caching.read(exchange, call.session().caller());
    call.echo();
    String applied = prefer.applied(false, false, call.settings().overridable(), false);
    if (!applied.isEmpty()) {
      exchange.set("Preference-Applied", applied);
    }
  }

  /** The collection with the parameters in the order of their names. */
  private String location() {
    StringBuilder text = new StringBuilder(64).append('/');
    encode(text, call.visible().collection().name());
    List<String[]> pairs = new ArrayList<>(parameters.pairs());
    pairs.sort(Comparator.comparing((String[] pair) -> pair[0]).thenComparing(pair -> pair[1]));
    char mark = '?';
    for (String[] pair : pairs) {
      text.append(mark);
      encode(text, pair[0]);
      text.append('=');
      encode(text, pair[1]);
      mark = '&';
    }
    return text.toString();
  }

  /** Percent-encodes all but unreserved characters (RFC 3986, section 2.3). */
  static void encode(StringBuilder text, String value) {
    for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
      boolean letter = (octet | 0x20) >= 'a' && (octet | 0x20) <= 'z';
      boolean digit = octet >= '0' && octet <= '9';
      if (letter || digit || octet == '-' || octet == '_' || octet == '.' || octet == '~') {
        text.append((char) octet);
      } else {
        text.append('%').append(java.util.HexFormat.of().withUpperCase().toHexDigits(octet));
      }
    }
  }
}
