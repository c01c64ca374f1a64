package msingi.door.rest;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import msingi.door.rest.Condition.Operator;
import msingi.door.rest.Condition.Quantifier;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.expression.Value;
import msingi.expression.Values;
import msingi.request.Request;
import msingi.result.Done;
import msingi.result.RowSink;
import msingi.wire.JsonBody;

/** POST and PUT on a collection. */
final class Inserting {
  private final Writing writing;
  private final Call call;
  private final Preferences prefer;

  Inserting(Writing writing) {
    this.writing = writing;
    this.call = writing.call;
    this.prefer = writing.prefer;
  }

  Future<?> post() {
    boolean tags = writing.preconditions.noneMatch() instanceof Tags.Listed;
    if (tags || !(writing.preconditions.match() instanceof Tags.Absent)) {
      throw Problem.of(ErrorCode.BAD_REQUEST, "POST has no precondition but If-None-Match: *")
          .failure();
    }
    if (!writing.root.conditions.isEmpty()) {
      throw Problem.of(ErrorCode.BAD_REQUEST, "Filters have no meaning on POST").failure();
    }
    return call.exchange().body().compose(this::post);
  }

  private Future<?> post(byte[] bytes) {
    JsonBody body = writing.rows(bytes);
    Request.Conflict conflict = conflict();
    boolean resolved = !(conflict instanceof Request.Conflict.Fail);
    Rows rows = writing.answered();
    if (body.rows().isEmpty() && writing.media.singular()) {
      throw Media.notSingular(0);
    }
    if (body.rows().isEmpty()) {
      writing.answer(201, 201, writing.total(0), rows, writing.applied(resolved, false));
      return Future.succeededFuture();
    }
    boolean located = prefer.returning().equals("headers-only") && body.rows().size() == 1;
    KeySink keys = new KeySink(call.visible().collection().name());
    Request.Returning returning = located ? writing.keys() : writing.returning();
    RowSink sink = located ? keys : rows;
    return writing
        .run(insert(body, body.rows(), conflict, returning), sink)
        .recover(this::existing)
        .map(done -> {
          posted(done, rows, keys, resolved);
          return done;
        });
  }

  private void posted(Done done, Rows rows, KeySink keys, boolean resolved) {
    boolean updated = prefer.merge() && resolved && done.inserted() == 0 && done.affected() > 0;
    int status = updated ? 200 : 201;
    keys.location().ifPresent(location -> call.exchange().set("Location", location));
    String applied = writing.applied(resolved, false);
    writing.answer(status, status, writing.total(done.affected()), rows, applied);
  }

  private Request.Insert insert(
      JsonBody body,
      List<JsonBody.Item> items,
      Request.Conflict conflict,
      Request.Returning returning) {
    boolean defaults = prefer.missing().equals("default");
    List<Integer> kept = new ArrayList<>();
    for (int place = 0; place < body.columns().size(); place++) {
      int column = place;
      if (!defaults || items.stream().anyMatch(it -> !it.absent().contains(column))) {
        kept.add(place);
      }
    }
    return new Request.Insert(
        call.visible().collection().id(),
        kept.stream().map(body.columns()::get).toList(),
        items.stream().map(it -> proposed(it, kept, defaults)).toList(),
        conflict,
        returning,
        writing.expectation(false),
        writing.decoding.values());
  }

  /** A row of the columns that some row names; what no row names is left out altogether. */
  private static Request.Proposed proposed(
      JsonBody.Item item, List<Integer> kept, boolean defaults) {
    if (item.absent().isEmpty() && kept.size() == item.values().size()) {
      return new Request.Proposed(item.values(), Set.of());
    }
    Set<Integer> omitted = new HashSet<>();
    for (int place = 0; place < kept.size(); place++) {
      if (defaults && item.absent().contains(kept.get(place))) {
        omitted.add(place);
      }
    }
    return new Request.Proposed(kept.stream().map(item.values()::get).toList(), omitted);
  }

  private Request.Conflict conflict() {
    List<String> named = writing.parameters.onConflict();
    named.forEach(this::known);
    List<String> columns = named.isEmpty() ? call.visible().collection().key().columns() : named;
    boolean resolved = !absent() && (prefer.merge() || prefer.ignore());
    if (columns.isEmpty() || !resolved) {
      return new Request.Conflict.Fail();
    }
    return prefer.merge()
        ? new Request.Conflict.Merge(columns)
        : new Request.Conflict.Ignore(columns);
  }

  /** Whether the rows must not be there yet. */
  private boolean absent() {
    return writing.preconditions.noneMatch() instanceof Tags.Any;
  }

  /** A row that exists is a precondition that does not hold, where there is one. */
  private <T> Future<T> existing(Throwable cause) {
    boolean unique =
        cause instanceof Failure failure && failure.problem().code() == ErrorCode.UNIQUE;
    return Future.failedFuture(unique && absent() ? Preconditions.failed() : cause);
  }

  private void known(String name) {
    if (!call.visible().readable().containsKey(name)) {
      throw Problem.of(ErrorCode.COLUMN_UNKNOWN, "column \"" + name + "\" does not exist")
          .failure();
    }
  }

  Future<?> put() {
    writing.noWindow(Problem.of(ErrorCode.PUT_LIMIT).failure());
    Map<String, Value> key = key();
    return call.exchange().body().compose(bytes -> put(bytes, key));
  }

  /** The key that the filters name: each of its columns once, with eq, and nothing else. */
  private Map<String, Value> key() {
    List<String> columns = call.visible().collection().key().columns();
    Map<String, Value> key = new HashMap<>();
    for (Condition condition : writing.root.conditions) {
      boolean plain =
          condition instanceof Condition.Test test
              && test.operator() == Operator.EQ
              && test.quantifier() == Quantifier.NONE
              && !test.negated()
              && test.path().none()
              && columns.contains(test.name());
      if (!plain || !(condition instanceof Condition.Test test)) {
        throw Problem.of(ErrorCode.PUT_FILTERS).failure();
      }
      Value value = Values.parse(test.values().getFirst(), writing.root.column(test.name()).type());
      if (key.put(test.name(), value) != null) {
        throw Problem.of(ErrorCode.PUT_FILTERS).failure();
      }
    }
    if (columns.isEmpty() || key.size() != columns.size()) {
      throw Problem.of(ErrorCode.PUT_FILTERS).failure();
    }
    return key;
  }

  private Future<?> put(byte[] bytes, Map<String, Value> key) {
    JsonBody body = writing.rows(bytes);
    List<JsonBody.Item> meant = new ArrayList<>();
    for (JsonBody.Item item : body.rows()) {
      boolean same =
          key.entrySet().stream()
              .allMatch(entry -> {
                int place = body.columns().indexOf(entry.getKey());
                return place >= 0 && item.values().get(place).equals(entry.getValue());
              });
      if (same) {
        meant.add(item);
      }
    }
    if (meant.size() != 1) {
      throw Problem.of(ErrorCode.PUT_KEY).failure();
    }
    Request.Conflict merge =
        new Request.Conflict.Merge(call.visible().collection().key().columns());
    Rows rows = writing.answered();
    return writing
        .guarded(insert(body, meant, merge, writing.returning()), rows)
        .map(done -> {
          int status = done.inserted() > 0 ? 201 : 200;
          writing.answer(status, 204, "", rows, writing.applied(false, false));
          return done;
        });
  }
}
