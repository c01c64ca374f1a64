package msingi.migrate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import msingi.base.Time;
import msingi.error.Failure;
import msingi.store.Schema;
import msingi.store.SchemaChange;
import msingi.store.SchemaEvolution;
import msingi.store.SchemaImage;
import msingi.store.SchemaImage.Name;
import msingi.store.SchemaLedger;

/**
 * A migration that runs while requests are served: {@link #expand}, then {@link #swap} in which the
 * server takes the new definition, then, when the last request of the old one is answered, {@link
 * #contract}. It holds the lock of migrators until it is closed. Each phase is one transaction, but
 * for indexes that are built beside the writers, and for very many new tables ({@link Portions}).
 */
public final class Migration implements AutoCloseable {
  private final Schema schema;
  private final Schema.Session session;
  private final MigrationPlan plan;
  private final Progress progress;
  private final Memory memory;
  private final Time time;
  private final long id;
  private SchemaLedger.State state;
  private SchemaImage image;
  private int finished;

  Migration(
      Schema schema,
      Schema.Session session,
      MigrationPlan plan,
      String sources,
      Progress progress,
      Memory memory,
      Time time) {
    this.schema = schema;
    this.session = session;
    this.plan = plan;
    this.progress = progress;
    this.memory = memory;
    this.time = time;
    this.state = plan.state();
    this.image = plan.from();
    this.id = plan.done() ? 0 : session.begin(entry(sources));
  }

  private SchemaLedger.Migration entry(String sources) {
    List<SchemaLedger.Step> steps = new ArrayList<>();
    for (MigrationStep step : plan.steps()) {
      steps.add(
          new SchemaLedger.Step(
              steps.size(),
              step.phase().name(),
              step.name(),
              step.grade().name(),
              "planned",
              String.join(";\n", step.statements())));
    }
    return new SchemaLedger.Migration(
        0,
        state.application(),
        plan.fingerprint(),
        sources,
        "running",
        "",
        time.micros(),
        0,
        steps);
  }

  /** What is done. */
  public MigrationPlan plan() {
    return plan;
  }

  /** Makes what both definitions can live with. */
  public void expand() {
    run(steps(Phase.EXPAND), false);
  }

  /**
   * Makes what only one of the two definitions can live with, and lets the server take the new one
   * at once afterwards.
   */
  public void swap(Runnable publish) {
    run(steps(Phase.SWAP), false);
    publish.run();
  }

  /** Whether {@link #contract} takes away what requests of the old definition need. */
  public boolean contracts() {
    return !steps(Phase.CONTRACT).isEmpty();
  }

  /** Makes what only the new definition can live with; the migration is then done. */
  public void contract() {
    run(steps(Phase.CONTRACT), true);
  }

  /** Makes all of it in one go, where nobody uses the old definition meanwhile. */
  void all() {
    run(plan.steps(), true);
  }

  @Override
  public void close() {
    session.close();
  }

  private List<MigrationStep> steps(Phase phase) {
    return plan.steps().stream().filter(it -> it.phase() == phase).toList();
  }

  private void run(List<MigrationStep> steps, boolean last) {
    if (plan.done() || (steps.isEmpty() && !last)) {
      return;
    }
    List<Schema.Work> beside = new ArrayList<>();
    try {
      List<SchemaChange> changes = steps.stream().map(MigrationStep::change).toList();
      List<Schema.Work> inside = new ArrayList<>();
      for (Schema.Work work : schema.render(image, changes, rows(steps))) {
        if (work.alone()) {
          stamped(List.of(work), false);
          beside.add(work);
        } else {
          inside.add(work);
        }
      }
      for (Portions.Portion portion : Portions.of(inside, schema.most())) {
        stamped(portion.work(), last && portion.last());
      }
    } catch (RuntimeException failed) {
      undo(beside, failed);
      throw failed;
    }
  }

  /** Indexes that were built beside the failed transaction go again. */
  private void undo(List<Schema.Work> beside, RuntimeException cause) {
    try {
      for (Schema.Work work : beside.reversed()) {
        List<SchemaChange> reverse = new ArrayList<>();
        for (SchemaChange change : work.changes()) {
          if (change instanceof SchemaChange.AddConstraint it) {
            reverse.add(new SchemaChange.DropConstraint(it.table(), it.constraint()));
          }
        }
        image = SchemaEvolution.after(image, reverse);
        List<Schema.Work> back = schema.render(image, reverse, Map.of());
        state = session.run(back, stamp(ImageText.write(image), List.of(), false));
      }
      session.fail(id, String.valueOf(cause.getMessage()), time.micros());
    } catch (Failure again) {
      cause.addSuppressed(again);
    }
  }

  private Map<Name, Long> rows(List<MigrationStep> steps) {
    Map<Name, Long> rows = new HashMap<>();
    for (MigrationStep step : steps) {
      if (step.grade() == Grade.SLOW
          && step.change() instanceof SchemaChange.AddConstraint constraint) {
        rows.put(constraint.table(), Volume.MANY);
      }
    }
    return rows;
  }

  private void stamped(List<Schema.Work> work, boolean last) {
    List<SchemaChange> changes = work.stream().flatMap(it -> it.changes().stream()).toList();
    SchemaImage before = image;
    image = SchemaEvolution.after(image, changes);
    Set<SchemaChange> made = Collections.newSetFromMap(new IdentityHashMap<>());
    made.addAll(changes);
    List<Integer> done = new ArrayList<>();
    for (int index = 0; index < plan.steps().size(); index++) {
      if (made.contains(plan.steps().get(index).change())) {
        done.add(index);
      }
    }
    boolean known = memory.seen(session.mark(state.application())).isPresent();
    try {
      String text = changes.isEmpty() ? state.image() : ImageText.write(image);
      state = session.run(work, stamp(text, done, last));
    } catch (RuntimeException failed) {
      image = before;
      throw failed;
    }
    if (known) {
      // No migrator can come in between; what a person does in this moment shows at the next start.
      memory.keep(new Memory.Seen(session.mark(state.application()), state, image));
    }
    done.forEach(it -> progress.done(plan.steps().get(it), ++finished, plan.steps().size()));
  }

  private SchemaLedger.Stamp stamp(String text, List<Integer> done, boolean last) {
    return new SchemaLedger.Stamp(
        state, image, text, last ? plan.fingerprint() : "", id, done, last, time.micros());
  }
}
