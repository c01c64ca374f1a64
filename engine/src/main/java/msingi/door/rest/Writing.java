package msingi.door.rest;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import msingi.definition.Column;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.expression.Expression;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.http.Exchange;
import msingi.request.Request;
import msingi.result.Done;
import msingi.result.RowSink;
import msingi.wire.JsonBody;
import msingi.wire.Output;

/** What all writes share: preferences, body, what comes back, the answer. */
final class Writing {
  final Call call;
  final Preferences prefer;
  private final Optional<Planned> planned;
  final Media media;
  final Parameters parameters;
  final Decoding decoding;
  final Node root;
  final Preconditions preconditions;
  private Done.Said said = Done.Said.NOTHING;

  Writing(Call call) {
    this.call = call;
    this.prefer = Preferences.parse(call.exchange().headers("prefer"));
    this.planned = Planned.of(call);
    this.media = planned.isPresent() ? Media.ARRAY : call.media();
    this.parameters = Parameters.parse(call.exchange().query(), call.depth());
    this.decoding = new Decoding(call.session().surface(), call.names());
    this.root = decoding.tree(call.visible(), parameters);
    this.preconditions = Preconditions.of(call.exchange());
  }

  /** The rows of the body. */
  JsonBody rows(byte[] body) {
    int most = call.session().surface().app().settings().writeRows();
    return new Bodies(parameters.columns(), this::type, most)
        .read(call.exchange().header("content-type"), body);
  }

  private Type type(String name) {
    Column column = call.visible().writable().get(name);
    if (column != null) {
      return column.type();
    }
    Column seen = call.visible().readable().get(name);
    String table = call.visible().collection().name();
    if (seen == null) {
      throw Problem.of(
              ErrorCode.COLUMN_UNKNOWN_WRITE,
              "Could not find the '" + name + "' column of '" + table + "' in the schema cache")
          .failure();
    }
    if (seen.automatic() || seen.generated()) {
      throw Problem.of(
              ErrorCode.GENERATED_COLUMN, "The value of " + name + " is made by the server")
          .failure();
    }
    throw Problem.of(
            ErrorCode.FORBIDDEN, "permission denied for column " + name + " of table " + table)
        .failure();
  }

  /** The representation asked for, or nothing. */
  Request.Returning returning() {
    return prefer.representation()
        ? new Request.Returning.Rows(decoding.query(root, Long.MAX_VALUE, false))
        : new Request.Returning.Nothing();
  }

  /** Where the rows that come back go. */
  Rows answered() {
    return new Rows(media, call.zone(prefer));
  }

  /** Only the key, for {@code Location}. */
  Request.Returning keys() {
    List<Request.Item> items = new ArrayList<>();
    for (String name : call.visible().collection().key().columns()) {
      Column column = call.visible().readable().get(name);
      if (column == null) {
        return new Request.Returning.Nothing();
      }
      items.add(
          new Request.Item.Field(name, new Expression.Column(Expression.ROW, name, column.type())));
    }
    if (items.isEmpty()) {
      return new Request.Returning.Nothing();
    }
    Expression.Parameter none = decoding.bind(new Value.Whole(0), Type.Scalar.LONG);
    Expression.Parameter all = decoding.bind(new Value.Whole(Long.MAX_VALUE), Type.Scalar.LONG);
    return new Request.Returning.Rows(
        new Request.Query(
            call.visible().collection().id(),
            Expression.ROW,
            items,
            Expression.TRUE,
            List.of(),
            all,
            none));
  }

  /** What must hold of the number of rows. */
  Request.Expectation expectation(boolean limited) {
    boolean rollback = call.settings().overridable() && prefer.tx().equals("rollback");
    return new Request.Expectation(limited ? prefer.maxAffected() : -1, media.singular(), rollback);
  }

  /** Refuses a window, which writes do not have. */
  void noWindow(Failure otherwise) {
    if (!root.window.equals(Parameters.Window.ALL)) {
      throw otherwise;
    }
  }

  /**
   * Runs the write; the sink for its rows is handed to the answer. Where its plan is asked for,
   * that is the answer.
   */
  Future<Done> run(Request.Write write, RowSink sink) {
    return run(write, () -> call.session().run(write, sink));
  }

  /** The same, if the preconditions hold of what is there. */
  Future<Done> guarded(Request.Write write, RowSink sink) {
    return preconditions.present()
        ? run(write, () -> guard().write(write, sink))
        : run(write, sink);
  }

  /** Asks the preconditions where nothing is to be written. */
  Future<Void> check() {
    return preconditions.present() && planned.isEmpty()
        ? guard().check(call.session())
        : Future.succeededFuture();
  }

  /** Where the plan of a write is asked for that changes nothing: that of reading no row. */
  Optional<Future<?>> nothing() {
    return planned.map(it ->
        it.answer(
            call,
            new Request.Read(
                decoding.query(root, 0, true), Request.Count.NONE, decoding.values())));
  }

  private Guarded guard() {
    return new Guarded(call, parameters, preconditions, call.zone(prefer));
  }

  private Future<Done> run(Request.Write write, Supplier<Future<Done>> running) {
    if (planned.isPresent()) {
      return planned.get().answer(call, write).map(_ -> new Done(0, Done.UNKNOWN, 0, 0));
    }
    call.exchange().stage("parse");
    Future<Done> done = running.get().onSuccess(it -> said = it.said());
    call.exchange().stage("plan");
    return done.onSuccess(_ -> call.exchange().stage("transaction"));
  }

  /**
   * Answers.
   *
   * @param status with a representation, and the one without
   * @param range the header {@code Content-Range}, or empty
   */
  void answer(int status, int bare, String range, Rows rows, String applied) {
    Exchange exchange = call.exchange();
    if (!exchange.claim()) {
      return;
    }
    if (!range.isEmpty()) {
      exchange.set("Content-Range", range);
    }
    exchange.set("Vary", "Accept, Prefer, Range");
    Caching.never(exchange);
    call.echo();
    if (!applied.isEmpty()) {
      exchange.set("Preference-Applied", applied);
    }
    Output body = rows.body();
    validate(rows, body);
    say(exchange);
    int wanted = prefer.representation() ? status : bare;
    int told = said.status() == 0 ? wanted : said.status();
    if (prefer.representation()) {
      exchange.end(told, media.type(), body);
    } else {
      exchange.end(told);
    }
  }

  /**
   * The validator of the one row that is answered, as a GET of its key would have it. Not of PUT:
   * RFC 9110, section 9.3.4, allows that only where nothing of the body was changed.
   */
  private void validate(Rows rows, Output body) {
    boolean one = prefer.representation() && rows.count() == 1;
    String tag =
        switch (call.exchange().method()) {
          case "POST", "PATCH" -> one ? Tag.of(media, body, -1) : Tag.NONE;
          default -> Tag.NONE;
        };
    if (!tag.isEmpty()) {
      call.exchange().set(Tag.HEADER, tag);
    }
  }

  /** Headers that the database wants stand instead of the door's own. */
  private void say(Exchange exchange) {
    Set<String> told = new HashSet<>();
    for (Done.Header header : said.headers()) {
      if (told.add(header.name().toLowerCase(Locale.ROOT))) {
        exchange.set(header.name(), header.value());
      } else {
        exchange.add(header.name(), header.value());
      }
    }
  }

  /** The header {@code Preference-Applied}. */
  String applied(boolean resolved, boolean limited) {
    return prefer.applied(resolved, true, call.settings().overridable(), limited);
  }

  /** {@code * / total}, with the total where it was asked for. */
  String total(long affected) {
    return "*/" + (prefer.counted() ? Long.toString(affected) : "*");
  }
}
