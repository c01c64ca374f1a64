package msingi.door.grpc;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.expression.Value;
import msingi.request.Engine;
import msingi.request.Request;
import msingi.result.Done;

/** Create, BatchCreate and Upsert. */
final class Creating {
  static final int ROW = 1;
  static final int FIELDS = 2;
  static final int ON_CONFLICT = 3;
  static final int CREATED = 2;

  private final Scene scene;
  private final Engine.Session session;
  private final Returned returned;
  private final List<Given> rows = new ArrayList<>();
  private List<String> fields = List.of();
  private List<String> conflict = List.of();

  Creating(Scene scene, Engine.Session session) {
    this.scene = scene;
    this.session = session;
    this.returned = new Returned(scene);
  }

  /** Reads a request; one for {@code many} rows may have them more than once. */
  private void read(ProtoInput input, boolean resolves, boolean many) {
    while (input.next()) {
      switch (input.number()) {
        case ROW -> rows.add(Given.read((many ? input.many() : input).message(), scene));
        case FIELDS -> fields = Inputs.mask(input.message());
        case ON_CONFLICT -> {
          if (!resolves) {
            throw Inputs.unknown(ON_CONFLICT);
          }
          conflict = Inputs.mask(input.message());
        }
        case Reading.MASK -> returned.mask(Inputs.mask(input.message()));
        default -> throw Inputs.unknown(input.number());
      }
    }
  }

  private void single() {
    if (rows.isEmpty()) {
      rows.add(new Given(java.util.Map.of()));
    }
  }

  /** One new row, which is the answer. */
  Future<ProtoOutput> create(ProtoInput input) {
    read(input, false, false);
    single();
    MessageRows answer = MessageRows.one(returned.view());
    return run(new Request.Conflict.Fail(), answer).map(_ -> answer.output());
  }

  /** Many new rows, or none of them. */
  Future<ProtoOutput> batch(ProtoInput input) {
    read(input, false, true);
    int most = scene.names().surface().app().settings().writeRows();
    if (rows.size() > most) {
      throw Problem.of(ErrorCode.BODY_TOO_LARGE, "More than " + most + " rows at once").failure();
    }
    MessageRows answer = MessageRows.many(returned.view());
    Future<Done> running =
        rows.isEmpty()
            ? Future.succeededFuture(new Done(0, Done.UNKNOWN, 0, 0))
            : run(new Request.Conflict.Fail(), answer);
    return running.map(done ->
        answer
            .output()
            .varint(ProtoOutput.tag(CREATED, ProtoOutput.VARINT))
            .varint(done.inserted()));
  }

  /** A new row, or the one that exists with other values. */
  Future<ProtoOutput> upsert(ProtoInput input) {
    read(input, true, false);
    single();
    List<String> columns = target();
    MessageRows answer = MessageRows.many(returned.view());
    return run(new Request.Conflict.Merge(columns), answer)
        .map(done ->
            done.inserted() == 0
                ? answer.output()
                : answer.output().varint(ProtoOutput.tag(CREATED, ProtoOutput.VARINT)).varint(1));
  }

  private List<String> target() {
    if (conflict.isEmpty()) {
      return scene.visible().collection().key().columns();
    }
    List<String> columns = new ArrayList<>();
    for (String name : conflict) {
      Slot slot = scene.message().byName().get(name);
      if (!(slot instanceof Slot.Value value)
          || !scene.visible().readable().containsKey(value.key())) {
        throw Problem.of(
                ErrorCode.COLUMN_UNKNOWN,
                "field " + scene.visible().collection().name() + "." + name + " does not exist")
            .failure();
      }
      columns.add(value.key());
    }
    return columns;
  }

  private Future<Done> run(Request.Conflict conflict, MessageRows answer) {
    Set<String> columns = new LinkedHashSet<>();
    rows.forEach(it -> columns.addAll(it.columns(fields, scene)));
    List<String> order = List.copyOf(columns);
    Request.Insert insert =
        new Request.Insert(
            scene.visible().collection().id(),
            order,
            rows.stream().map(it -> proposed(it, order)).toList(),
            conflict,
            returned.returning(),
            Request.Expectation.ANY,
            returned.values());
    scene.exchange().stage("parse");
    return session.run(insert, answer).onSuccess(_ -> scene.exchange().stage("transaction"));
  }

  private Request.Proposed proposed(Given row, List<String> columns) {
    List<Value> values = new ArrayList<>(columns.size());
    Set<Integer> omitted = new HashSet<>();
    for (int place = 0; place < columns.size(); place++) {
      String column = columns.get(place);
      values.add(row.value(column));
      if (fields.isEmpty() && !row.values().containsKey(column)) {
        omitted.add(place);
      }
    }
    return new Request.Proposed(values, omitted);
  }
}
