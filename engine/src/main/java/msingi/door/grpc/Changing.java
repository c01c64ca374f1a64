package msingi.door.grpc;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.expression.Expression;
import msingi.expression.Value;
import msingi.request.Engine;
import msingi.request.Request;
import msingi.result.Done;
import msingi.result.RowSink;

/** Update and Delete of one row by its key. */
final class Changing {
  private final Scene scene;
  private final Engine.Session session;
  private final Returned returned;

  Changing(Scene scene, Engine.Session session) {
    this.scene = scene;
    this.session = session;
    this.returned = new Returned(scene);
  }

  /** The row with other values, which is the answer. */
  Future<ProtoOutput> update(ProtoInput input) {
    Given row = new Given(java.util.Map.of());
    List<String> mask = List.of();
    while (input.next()) {
      switch (input.number()) {
        case Creating.ROW -> row = Given.read(input.message(), scene);
        case Creating.FIELDS -> mask = Inputs.mask(input.message());
        case Reading.MASK -> returned.mask(Inputs.mask(input.message()));
        default -> throw Inputs.unknown(input.number());
      }
    }
    List<String> key = scene.visible().collection().key().columns();
    Given rest = row.without(mask.isEmpty() ? key : List.of());
    List<String> columns = rest.columns(mask, scene);
    if (columns.isEmpty() || columns.stream().anyMatch(key::contains)) {
      throw Problem.of(
              ErrorCode.BAD_REQUEST,
              columns.isEmpty() ? "There is nothing to change" : "The key does not change")
          .withHint("Name what is to change in update_mask, or set it in the row.")
          .failure();
    }
    List<Value> values = new ArrayList<>();
    columns.forEach(it -> values.add(rest.value(it)));
    Expression filter = new Keys(row.values(), List.of()).filter(scene, returned.binding());
    MessageRows answer = MessageRows.one(returned.view());
    Request.Update update =
        new Request.Update(
            scene.visible().collection().id(),
            columns,
            new Request.Proposed(values, Set.of()),
            filter,
            returned.returning(),
            Request.Expectation.ANY,
            returned.values());
    return run(update, answer).map(_ -> answer.output());
  }

  /** Takes the row away. */
  Future<ProtoOutput> delete(ProtoInput input) {
    Keys keys = Keys.read(input, scene);
    if (!keys.mask().isEmpty()) {
      throw Inputs.unknown(Reading.READ_MASK);
    }
    Expression filter = keys.filter(scene, returned.binding());
    Request.Delete delete =
        new Request.Delete(
            scene.visible().collection().id(),
            filter,
            new Request.Returning.Nothing(),
            Request.Expectation.ANY,
            returned.values());
    ProtoOutput empty = new ProtoOutput(ProtoOutput.FRAME);
    empty.openFrame();
    return run(delete, RowSink.NONE).map(_ -> empty);
  }

  private Future<Done> run(Request.Write write, RowSink sink) {
    scene.exchange().stage("parse");
    return session
        .run(write, sink)
        .map(done -> {
          scene.exchange().stage("transaction");
          if (done.affected() == 0) {
            throw Problem.of(ErrorCode.ROW_UNKNOWN).failure();
          }
          return done;
        });
  }
}
