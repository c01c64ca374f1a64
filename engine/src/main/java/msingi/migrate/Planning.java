package msingi.migrate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import msingi.definition.App;
import msingi.error.Failure;
import msingi.store.Schema;
import msingi.store.SchemaChange;
import msingi.store.SchemaEvolution;
import msingi.store.SchemaImage;
import msingi.store.SchemaImage.Constraint;
import msingi.store.SchemaImage.Name;
import msingi.store.SchemaImage.Table;
import msingi.store.SchemaLedger;
import msingi.store.SchemaQuestion;
import msingi.store.SchemaText;

/** Plans against a database: drafts, their questions asked, their statements rendered. */
final class Planning {
  private final Schema schema;
  private final Schema.Session session;
  private final String application;
  private final Memory memory;

  Planning(Schema schema, Schema.Session session, String application, Memory memory) {
    this.schema = schema;
    this.session = session;
    this.application = application;
    this.memory = memory;
  }

  /**
   * @param live whether requests are served meanwhile, so that steps are made phase by phase
   */
  MigrationPlan plan(App app, boolean live) {
    String mark = session.mark(application);
    Optional<Memory.Seen> seen = memory.seen(mark);
    if (seen.isPresent()) {
      return plan(app, live, seen.get().state(), seen.get().image(), List.of());
    }
    MigrationPlan plan =
        steadily(state -> {
          SchemaImage from = ImageText.read(state.image());
          return plan(app, live, state, from, drift(state, from));
        });
    if (plan.drift().isEmpty() && session.mark(application).equals(mark)) {
      memory.keep(new Memory.Seen(mark, plan.state(), plan.from()));
    }
    return plan;
  }

  /** Where the database is not what the ledger says. */
  List<Drift> drift() {
    return steadily(state -> drift(state, ImageText.read(state.image())));
  }

  /**
   * Looks at the database until nobody changed it meanwhile: the ledger and the database itself are
   * read one after the other, and another migrator may commit in between.
   */
  private <T> T steadily(Function<SchemaLedger.State, T> look) {
    while (true) {
      SchemaLedger.State state = session.state(application);
      try {
        T seen = look.apply(state);
        if (session.version(application) == state.version()) {
          return seen;
        }
      } catch (Failure failed) {
        if (session.version(application) == state.version()) {
          throw failed;
        }
      }
    }
  }

  private MigrationPlan plan(
      App app, boolean live, SchemaLedger.State state, SchemaImage from, List<Drift> known) {
    SchemaImage to = schema.image(app);
    List<Drift> drift = new ArrayList<>(known);
    Map<Name, Long> rows = drift.isEmpty() ? rows(from, to) : Map.of();
    List<Draft> drafts = MigrationPlanner.plan(from, to, rows);
    if (!live) {
      drafts = withoutRelaxing(drafts);
    }
    drift.addAll(inTheWay(drafts));
    List<MigrationPlan.Obstacle> obstacles = drift.isEmpty() ? obstacles(drafts) : List.of();
    List<MigrationStep> steps =
        obstacles.isEmpty() ? steps(from, drafts, rows, live) : bare(drafts);
    return new MigrationPlan(
        state, ImageText.settled(from), to, app.fingerprint(), steps, obstacles, drift);
  }

  private List<Drift> drift(SchemaLedger.State state, SchemaImage image) {
    return Drift.between(SchemaText.entries(state.found()), session.inspect(image));
  }

  /** How many rows the tables hold that change, or that refer to one that does. */
  private Map<Name, Long> rows(SchemaImage from, SchemaImage to) {
    Set<Name> changed = new HashSet<>();
    for (Table table : from.tables().values()) {
      Table after = to.tables().get(table.name());
      if (after == null
          || !SchemaEvolution.settled(after).equals(table)
          || !after.was().isEmpty()) {
        changed.add(table.name());
      }
    }
    Map<Name, Long> rows = new HashMap<>();
    for (Table table : from.tables().values()) {
      boolean refers =
          table.constraints(Constraint.ForeignKey.class).stream()
              .anyMatch(it -> changed.contains(it.target()));
      if (refers || changed.contains(table.name())) {
        rows.put(table.name(), session.count(new SchemaQuestion.Rows(table.name(), Volume.MANY)));
      }
    }
    return rows;
  }

  /** A table that is not ours is never taken over. */
  private List<Drift> inTheWay(List<Draft> drafts) {
    Set<Name> wanted = new HashSet<>();
    for (Draft draft : drafts) {
      if (draft.change() instanceof SchemaChange.AddTable(SchemaImage.Table table)) {
        wanted.add(table.name());
      } else if (draft.change() instanceof SchemaChange.RenameTable(Name _, Name to)) {
        wanted.add(to);
      }
    }
    return wanted.isEmpty()
        ? List.of()
        : session.taken(wanted).stream()
            .sorted(java.util.Comparator.comparing(Name::toString))
            .map(it -> new Drift("table " + it, "", "a table that no migration made"))
            .toList();
  }

  /** With nobody writing meanwhile a column need not become optional before it is dropped. */
  private static List<Draft> withoutRelaxing(List<Draft> drafts) {
    Set<List<Object>> dropped = new HashSet<>();
    for (Draft draft : drafts) {
      if (draft.change() instanceof SchemaChange.DropColumn it) {
        dropped.add(List.of(it.table(), it.column().name()));
      }
    }
    return drafts.stream()
        .filter(it ->
            !(it.change() instanceof SchemaChange.ChangeColumn change
                && dropped.contains(List.of(change.table(), change.after().name()))))
        .toList();
  }

  private List<MigrationPlan.Obstacle> obstacles(List<Draft> drafts) {
    List<MigrationPlan.Obstacle> found = new ArrayList<>();
    for (Draft draft : drafts) {
      if (!draft.questions().isEmpty()) {
        long count = session.count(draft.questions().getFirst());
        if (count > 0) {
          found.add(
              new MigrationPlan.Obstacle(
                  draft.name(),
                  count,
                  draft.obstacle().formatted(count).replaceFirst("^1 rows", "1 row")));
        }
      } else if (draft.obstacle().startsWith("there is no way")) {
        found.add(new MigrationPlan.Obstacle(draft.name(), 0, draft.obstacle()));
      }
    }
    return found;
  }

  /** Steps of a plan that cannot be made anyhow. */
  private static List<MigrationStep> bare(List<Draft> drafts) {
    return drafts.stream().map(it -> step(it, it.grade(), it.reason(), List.of())).toList();
  }

  private static MigrationStep step(
      Draft draft, Grade grade, String reason, List<String> statements) {
    return new MigrationStep(
        draft.name(), draft.phase(), grade, reason, draft.change(), statements);
  }

  private List<MigrationStep> steps(
      SchemaImage from, List<Draft> drafts, Map<Name, Long> rows, boolean live) {
    List<List<Draft>> parts = new ArrayList<>();
    if (live) {
      for (Phase phase : Phase.values()) {
        parts.add(drafts.stream().filter(it -> it.phase() == phase).toList());
      }
    } else {
      parts.add(drafts);
    }
    List<MigrationStep> steps = new ArrayList<>();
    SchemaImage image = from;
    for (List<Draft> part : parts) {
      List<SchemaChange> changes = part.stream().map(Draft::change).toList();
      steps.addAll(rendered(part, schema.render(image, changes, rows), rows));
      image = SchemaEvolution.after(image, changes);
    }
    return steps;
  }

  /** Each step with the statements of its work; those of several steps stand with the first. */
  private static List<MigrationStep> rendered(
      List<Draft> drafts, List<Schema.Work> work, Map<Name, Long> rows) {
    Map<SchemaChange, List<String>> statements = new IdentityHashMap<>();
    Set<SchemaChange> rewriting = java.util.Collections.newSetFromMap(new IdentityHashMap<>());
    List<String> waiting = new ArrayList<>();
    for (Schema.Work piece : work) {
      waiting.addAll(piece.statements());
      if (!piece.changes().isEmpty()) {
        statements.put(piece.changes().getFirst(), List.copyOf(waiting));
        waiting.clear();
      }
      if (piece.rewrites()) {
        rewriting.addAll(piece.changes());
      }
    }
    List<MigrationStep> steps = new ArrayList<>();
    for (Draft draft : drafts) {
      boolean slow = rewriting.contains(draft.change()) && large(draft.change(), rows);
      List<String> own = statements.getOrDefault(draft.change(), List.of());
      steps.add(
          slow && draft.grade() == Grade.SAFE
              ? step(draft, Grade.SLOW, draft.reason() + "; writes the whole table again", own)
              : step(draft, draft.grade(), draft.reason(), own));
    }
    if (!waiting.isEmpty() && !steps.isEmpty()) {
      MigrationStep last = steps.removeLast();
      List<String> all = new ArrayList<>(last.statements());
      all.addAll(waiting);
      steps.add(
          new MigrationStep(
              last.name(), last.phase(), last.grade(), last.reason(), last.change(), all));
    }
    return steps;
  }

  private static boolean large(SchemaChange change, Map<Name, Long> rows) {
    return change.altered().filter(it -> rows.getOrDefault(it, 0L) >= Volume.MANY).isPresent();
  }
}
