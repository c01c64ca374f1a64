package msingi.door.rest;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.http.Exchange;
import msingi.request.Request;
import msingi.result.Done;

/** GET and HEAD on a collection. */
final class Reading {
  private final Call call;
  private final Preferences prefer;
  private final Media media;
  private final Parameters parameters;
  private final boolean overridable;

  Reading(Call call, boolean overridable) {
    this.call = call;
    this.overridable = overridable;
    this.prefer = Preferences.parse(call.exchange().headers("prefer"));
    this.media = call.media();
    this.parameters = Parameters.parse(call.exchange().query(), call.depth());
  }

  /** Reads and answers. */
  Future<?> run() {
    Decoding decoding = new Decoding(call.session().surface());
    Node root = decoding.tree(call.visible(), parameters);
    if (call.exchange().method().equals("GET")) {
      root.window = Ranges.narrow(root.window, call.exchange().header("range"));
    }
    long most = call.session().surface().app().settings().rows();
    Request.Query query = decoding.query(root, most, true);
    Request.Read read = new Request.Read(query, prefer.counted(), decoding.values());
    Optional<Planned> planned = Planned.of(call);
    if (planned.isPresent()) {
      return planned.get().answer(call, read);
    }
    Rows rows = new Rows(media);
    call.exchange().stage("parse");
    Future<Done> running = call.session().run(read, rows);
    call.exchange().stage("plan");
    return running
        .onSuccess(_ -> call.exchange().stage("transaction"))
        .map(done -> {
          answer(root.window.offset(), rows, done);
          return done;
        });
  }

  private void answer(long offset, Rows rows, Done done) {
    Exchange exchange = call.exchange();
    int status = Ranges.status(offset, rows.count(), done.total());
    if (media.singular() && rows.count() != 1) {
      throw Problem.of(ErrorCode.NOT_SINGULAR)
          .withDetails("The result contains " + rows.count() + " rows")
          .failure();
    }
    if (!exchange.claim()) {
      return;
    }
    exchange.set("Content-Range", Ranges.content(offset, rows.count(), done.total()));
    exchange.set("Content-Location", location());
    exchange.set("Vary", "Accept, Prefer, Range");
    call.echoSchema();
    String applied = prefer.applied(false, false, overridable, false);
    if (!applied.isEmpty()) {
      exchange.set("Preference-Applied", applied);
    }
    if (status == 416) {
      Problem problem = Ranges.beyond(offset, done.total());
      exchange.code(problem.code().code());
      exchange.end(416, Media.ARRAY.type(), ErrorBody.write(problem));
    } else {
      exchange.end(status, media.type(), rows.body());
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
