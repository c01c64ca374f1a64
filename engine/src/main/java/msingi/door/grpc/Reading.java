package msingi.door.grpc;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.expression.Expression;
import msingi.expression.Expressions;
import msingi.request.Engine;
import msingi.request.Request;
import msingi.result.Done;

/** Get, List and what a stream of rows asks. */
final class Reading {
  static final int READ_MASK = Numbering.OWN;

  static final int FILTER = 1;
  static final int ORDER_BY = 2;
  static final int PAGE_SIZE = 3;
  static final int PAGE_TOKEN = 4;
  static final int MASK = 5;
  static final int COUNT = 6;

  static final int NEXT_PAGE_TOKEN = 2;
  static final int TOTAL = 3;

  /** Rows of a page where none are asked for. */
  private static final long PAGE = 50;

  private final Scene scene;
  private final Engine.Session session;
  private final Binding binding;

  Reading(Scene scene, Engine.Session session) {
    this.scene = scene;
    this.session = session;
    this.binding = new Binding(scene.most());
  }

  /** The row with a key. */
  Future<ProtoOutput> get(ProtoInput input) {
    Keys keys = Keys.read(input, scene);
    View view = View.of(scene.names(), scene.visible(), keys.mask());
    List<Request.Item> items = binding.items(view, Expression.ROW);
    Expression filter = keys.filter(scene, binding);
    Request.Query query =
        binding.query(scene.visible(), Expression.ROW, items, filter, List.of(), scene.most(), 0);
    MessageRows rows = MessageRows.one(view);
    return run(new Request.Read(query, Request.Count.NONE, binding.values()), rows)
        .map(_ -> {
          if (rows.count() == 0) {
            throw Problem.of(ErrorCode.ROW_UNKNOWN).failure();
          }
          return rows.output();
        });
  }

  private Future<Done> run(Request.Read read, MessageRows rows) {
    scene.exchange().stage("parse");
    return session.run(read, rows).onSuccess(_ -> scene.exchange().stage("transaction"));
  }

  /** What a list or a stream is asked. */
  private static final class Asked {
    private byte[] filter = {};
    private String order = "";
    private long size;
    private String token = "";
    private List<String> mask = List.of();
    private boolean counted;

    static Asked read(ProtoInput input) {
      Asked asked = new Asked();
      while (input.next()) {
        switch (input.number()) {
          case FILTER -> asked.filter = input.bytes();
          case ORDER_BY -> asked.order = input.text();
          case PAGE_SIZE -> asked.size = input.varint();
          case PAGE_TOKEN -> asked.token = input.text();
          case MASK -> asked.mask = Inputs.mask(input.message());
          case COUNT -> asked.counted = input.truth();
          default -> throw Inputs.unknown(input.number());
        }
      }
      if (asked.size < 0) {
        throw Problem.of(ErrorCode.RANGE_INVALID, "There are no pages of a negative size")
            .failure();
      }
      return asked;
    }
  }

  private Expression filter(Asked asked, Binding into) {
    return new Filters(scene.names(), into)
        .read(new ProtoInput(asked.filter), scene.visible(), Expression.ROW);
  }

  /** A page of rows. */
  Future<ProtoOutput> list(ProtoInput input, Pages pages) {
    Asked asked = Asked.read(input);
    View view = View.of(scene.names(), scene.visible(), asked.mask);
    Ordering ordering = Ordering.of(scene.names(), scene.visible(), asked.order);
    byte[] question = question(asked);
    Pages.Place place = pages.place(asked.token, ordering.terms(), question);
    List<Request.Item> items = binding.items(view, Expression.ROW);
    List<MessageRows.Marker> markers =
        ordering.total() ? markers(view, ordering, items) : List.of();
    Expression after =
        place instanceof Pages.Place.After(var values)
            ? Pages.after(ordering.terms(), values, binding, Expression.ROW)
            : Expression.TRUE;
    Expression filter = Expressions.and(filter(asked, binding), after);
    long offset = place instanceof Pages.Place.Offset(long passed) ? passed : 0;
    long size = Math.min(asked.size == 0 ? PAGE : asked.size, scene.most());
    Request.Query query =
        binding.query(
            scene.visible(),
            Expression.ROW,
            items,
            filter,
            ordering.orders(Expression.ROW),
            size + 1,
            offset);
    MessageRows rows = new MessageRows(view, false, size, markers);
    boolean apart = place instanceof Pages.Place.After;
    Request.Count count = asked.counted && !apart ? Request.Count.EXACT : Request.Count.NONE;
    return run(new Request.Read(query, count, binding.values()), rows)
        .compose(done ->
            asked.counted && apart ? total(asked, view) : Future.succeededFuture(done.total()))
        .map(counted -> {
          String next = "";
          if (rows.count() > size) {
            Pages.Place end =
                ordering.total()
                    ? new Pages.Place.After(rows.last())
                    : new Pages.Place.Offset(offset + size);
            next = pages.token(end, ordering.terms(), question);
          }
          return page(rows.output(), next, counted);
        });
  }

  /** The number of all rows that match, whatever the page. */
  private Future<Long> total(Asked asked, View view) {
    Binding own = new Binding(scene.most());
    Request.Query query =
        own.query(
            scene.visible(),
            Expression.ROW,
            own.items(view, Expression.ROW),
            filter(asked, own),
            List.of(),
            0,
            0);
    return session
        .run(new Request.Read(query, Request.Count.EXACT, own.values()), msingi.result.RowSink.NONE)
        .map(Done::total);
  }

  private static ProtoOutput page(ProtoOutput output, String next, long total) {
    if (!next.isEmpty()) {
      output.varint(ProtoOutput.tag(NEXT_PAGE_TOKEN, ProtoOutput.BYTES)).text(next);
    }
    if (total != Done.UNKNOWN) {
      output.varint(ProtoOutput.tag(TOTAL, ProtoOutput.VARINT)).varint(total);
    }
    return output;
  }

  /** The places of what orders the rows; what the view does not hold is asked for besides. */
  private List<MessageRows.Marker> markers(View view, Ordering ordering, List<Request.Item> items) {
    List<MessageRows.Marker> markers = new ArrayList<>();
    for (Ordering.Term term : ordering.terms()) {
      int place = -1;
      for (int index = 0; index < view.parts.size() && place < 0; index++) {
        boolean same =
            view.parts.get(index) instanceof View.Part.Field(Slot.Value slot)
                && slot.equals(term.slot());
        place = same ? index : -1;
      }
      if (place < 0) {
        place = items.size();
        items.add(new Request.Item.Field("after " + term.slot().name(), term.of(Expression.ROW)));
      }
      markers.add(new MessageRows.Marker(place, term));
    }
    return markers;
  }

  /** Everything that decides which rows there are, and who asks. */
  private byte[] question(Asked asked) {
    var caller = session.caller();
    String text =
        String.join(
            "\n",
            scene.visible().collection().id(),
            caller.role().text(),
            caller.uid().toString(),
            caller.roles().toString(),
            asked.order,
            java.util.HexFormat.of().formatHex(asked.filter));
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Rows without an end, as the client takes them. */
  Future<?> stream(ProtoInput input) {
    Asked asked = Asked.read(input);
    if (asked.counted || !asked.token.isEmpty()) {
      throw Inputs.unknown(asked.counted ? COUNT : PAGE_TOKEN);
    }
    View view = View.of(scene.names(), scene.visible(), asked.mask);
    Ordering ordering = Ordering.asked(scene.names(), scene.visible(), asked.order);
    List<Request.Item> items = binding.items(view, Expression.ROW);
    long limit = asked.size == 0 ? Long.MAX_VALUE : asked.size;
    Request.Query query =
        binding.query(
            scene.visible(),
            Expression.ROW,
            items,
            filter(asked, binding),
            ordering.orders(Expression.ROW),
            limit,
            0);
    Request.Read read = new Request.Read(query, Request.Count.NONE, binding.values());
    scene.exchange().stage("parse");
    RowStream stream = new RowStream(scene.exchange(), view);
    return stream.run(() -> session.stream(read, stream, stream));
  }
}
