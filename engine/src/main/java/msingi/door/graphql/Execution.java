package msingi.door.graphql;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import msingi.door.graphql.Prepared.Kind;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.http.Exchange;
import msingi.observe.Observation;
import msingi.observe.Observer;
import msingi.request.Answered;
import msingi.request.Engine;
import msingi.request.Once;
import msingi.wire.Output;

/**
 * Runs one operation. The fields at the root of a query are asked together, and each fails for
 * itself; those of a mutation are steps of one transaction, and one that fails undoes them all.
 */
final class Execution {
  private final Exchange exchange;
  private final Documents documents;
  private final Engine.Session session;
  private final Observer observer;
  private final Once once;
  private final List<GraphError> errors = new ArrayList<>();
  private boolean changed;

  /**
   * @param documents which keep what operations were put together to
   * @param once the key under which a mutation takes effect once
   */
  Execution(
      Exchange exchange,
      Documents documents,
      Engine.Session session,
      Observer observer,
      Once once) {
    this.exchange = exchange;
    this.documents = documents;
    this.session = session;
    this.observer = observer;
    this.once = once;
  }

  private boolean keyed() {
    return !once.equals(Kept.NONE);
  }

  /** Whether the tables changed under the request, of which nothing was done. */
  boolean changed() {
    return changed;
  }

  /** Answers an operation: a whole response, whatever went wrong. */
  Future<Output> run(Prepared.Operation operation, Binding.Asked asked) {
    return operation.kind() == Kind.MUTATION ? mutation(operation, asked) : query(operation, asked);
  }

  private record Field(Pick pick, Future<Root.Answer> answer) {}

  private Future<Output> query(Prepared.Operation operation, Binding.Asked asked) {
    List<Documents.Ready> known = documents.ready(operation, asked.variables());
    List<Field> fields = known.isEmpty() ? asked(operation, asked) : again(known, asked);
    exchange.stage("plan");
    if (fields.size() == 1) {
      return fields.getFirst().answer().transform(_ -> Future.succeededFuture(written(fields)));
    }
    List<Future<Root.Answer>> answers = fields.stream().map(Field::answer).toList();
    return Future.join(answers).transform(_ -> Future.succeededFuture(written(fields)));
  }

  private List<Field> asked(Prepared.Operation operation, Binding.Asked asked) {
    Reading reading = new Reading(asked);
    List<Field> fields = new ArrayList<>();
    List<Documents.Ready> made = new ArrayList<>();
    for (Pick pick : asked.collect(operation.picks(), Schema.QUERY)) {
      Beginning beginning =
          () -> {
            Root root = reading.root(pick);
            made.add(new Documents.Ready(pick, root));
            return root.ask(session);
          };
      fields.add(new Field(pick, begun(beginning)));
    }
    if (made.size() == fields.size()) {
      documents.keep(operation, asked, made);
    }
    return fields;
  }

  private List<Field> again(List<Documents.Ready> known, Binding.Asked asked) {
    List<Field> fields = new ArrayList<>(known.size());
    for (Documents.Ready it : known) {
      fields.add(new Field(it.pick(), begun(() -> it.root().with(asked.variables()).ask(session))));
    }
    return fields;
  }

  private interface Beginning {
    Future<Root.Answer> begin();
  }

  private static Future<Root.Answer> begun(Beginning beginning) {
    try {
      return beginning.begin();
    } catch (Failure failure) {
      return Future.failedFuture(failure);
    }
  }

  private Output written(List<Field> fields) {
    Output output = new Output(size(fields)).text("{\"data\":{");
    boolean first = true;
    for (Field field : fields) {
      output.text(first ? "" : ",").put(Shown.key(field.pick().key()));
      first = false;
      int before = output.length();
      try {
        if (field.answer().succeeded()) {
          field.answer().result().write(output);
        } else {
          failed(field.pick(), field.answer().cause());
          output.text("null");
        }
      } catch (Failure failure) {
        output.cut(before);
        failed(field.pick(), failure);
        output.text("null");
      }
    }
    return ended(output.put('}'));
  }

  private static int size(List<Field> fields) {
    int size = 256;
    for (Field field : fields) {
      size += 64 + (field.answer().result() instanceof Root.Sized it ? it.size() : 512);
    }
    return size;
  }

  private Output ended(Output output) {
    if (!errors.isEmpty()) {
      GraphError.write(errors, output.put(','));
    }
    return output.put('}');
  }

  private void failed(Pick pick, Throwable cause) {
    errors.add(new GraphError(problem(cause), List.of(pick.spot()), List.of(pick.key())));
  }

  private Problem problem(Throwable cause) {
    if (cause instanceof Failure failure) {
      changed |= failure.problem().code() == ErrorCode.STORE_CHANGED;
      exchange.code(failure.problem().shownCode());
      return failure.problem();
    }
    observer.observe(new Observation.Failed(exchange.id(), "serving a request", cause));
    return Problem.of(ErrorCode.INTERNAL);
  }

  private Future<Output> mutation(Prepared.Operation operation, Binding.Asked asked) {
    Writing writing = new Writing(asked);
    List<Pick> picks = asked.collect(operation.picks(), Schema.MUTATION);
    List<Root> roots = new ArrayList<>();
    for (Pick pick : picks) {
      try {
        roots.add(writing.root(pick));
      } catch (Failure failure) {
        return Future.succeededFuture(undone(pick, failure));
      }
    }
    exchange.stage("plan");
    if (roots.size() == 1 && !keyed()) {
      return begun(() -> roots.getFirst().ask(session))
          .transform(it -> Future.succeededFuture(alone(picks.getFirst(), it)));
    }
    return exchange.direct(() -> together(picks, roots));
  }

  private Output alone(Pick pick, io.vertx.core.AsyncResult<Root.Answer> answer) {
    return answer.succeeded()
        ? written(List.of(new Field(pick, Future.succeededFuture(answer.result()))))
        : undone(pick, answer.cause());
  }

  private Output undone(Pick pick, Throwable cause) {
    failed(pick, cause);
    return ended(new Output(256).text("{\"data\":null"));
  }

  private Output together(List<Pick> picks, List<Root> roots) {
    Engine.Together together = session.begin().await();
    boolean kept = false;
    Optional<Pick> at = Optional.empty();
    try {
      Optional<Answered> earlier = recalled(together);
      if (earlier.isPresent()) {
        exchange.set("Idempotency-Replayed", "true");
        return Kept.output(earlier.get());
      }
      List<Field> fields = new ArrayList<>();
      for (int place = 0; place < roots.size(); place++) {
        Root root = roots.get(place);
        fields.add(new Field(picks.get(place), begun(() -> root.ask(together))));
      }
      for (Field field : fields) {
        at = Optional.of(field.pick());
        field.answer().await();
      }
      if (exchange.gone()) {
        throw Problem.of(ErrorCode.CANCELED, "The client has gone").failure();
      }
      Output output = written(fields);
      if (keyed()) {
        together.remember(once, Kept.answered(output)).await();
      }
      together.commit().await();
      kept = true;
      return output;
    } catch (RuntimeException cause) {
      if (cause instanceof Failure failure && Kept.about(failure)) {
        throw failure;
      }
      return undone(at.orElse(picks.getFirst()), cause);
    } finally {
      if (!kept) {
        together.rollback().otherwiseEmpty().await();
      }
    }
  }

  private Optional<Answered> recalled(Engine.Together together) {
    return keyed() ? together.recall(once).await() : Optional.empty();
  }
}
