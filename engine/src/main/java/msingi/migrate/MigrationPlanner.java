package msingi.migrate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import msingi.expression.Type;
import msingi.store.SchemaChange;
import msingi.store.SchemaConversion;
import msingi.store.SchemaEvolution;
import msingi.store.SchemaImage;
import msingi.store.SchemaImage.Column;
import msingi.store.SchemaImage.Constraint;
import msingi.store.SchemaImage.Name;
import msingi.store.SchemaImage.Table;

/**
 * The difference of two images as ordered steps; pure. Steps of tables with renames cannot come
 * before the swap, since the old definition would not know its own columns any more.
 */
final class MigrationPlanner {
  private final SchemaImage from;
  private final SchemaImage to;
  private final Renames renames;
  private final Volume volume;
  private final List<Draft> drafts = new ArrayList<>();

  private MigrationPlanner(SchemaImage from, SchemaImage to, Map<Name, Long> rows) {
    this.from = from;
    this.to = to;
    this.renames = new Renames(from, to);
    this.volume = new Volume(rows, renames);
  }

  /**
   * The steps from one image to the other, in order.
   *
   * @param rows how many rows the tables of {@code from} hold, counted up to {@link Volume#MANY}
   */
  static List<Draft> plan(SchemaImage from, SchemaImage to, Map<Name, Long> rows) {
    return new MigrationPlanner(from, to, rows).plan();
  }

  private List<Draft> plan() {
    drafts.addAll(renames.drafts());
    schemas();
    for (Table table : to.tables().values()) {
      Table before = renames.base().tables().get(table.name());
      if (before == null) {
        added(table);
      } else if (!SchemaEvolution.settled(table).equals(before)) {
        List<Draft> found = new ArrayList<>();
        found.addAll(new ColumnDifference(before, table, volume).drafts());
        found.addAll(new ConstraintDifference(before, table, volume).drafts());
        found.forEach(it -> drafts.add(placed(it, table.name())));
      }
    }
    renames.base().tables().values().stream()
        .filter(it -> !to.tables().containsKey(it.name()))
        .forEach(this::dropped);
    drafts.addAll(detached());
    List<Draft> ordered = new ArrayList<>(drafts);
    ordered.sort(Comparator.comparing(Draft::phase).thenComparing(it -> rank(it.change())));
    return new ViewSteps(from, to, ordered).plan();
  }

  private void schemas() {
    Set<String> known = new HashSet<>();
    from.tables().keySet().forEach(it -> known.add(it.schema()));
    List<Name> names = new ArrayList<>(to.tables().keySet());
    names.addAll(to.views().keySet());
    for (Name name : names) {
      if (!name.schema().isEmpty() && !name.schema().equals("public") && known.add(name.schema())) {
        drafts.add(
            Draft.of(
                "add:" + name.schema(),
                Phase.EXPAND,
                Grade.SAFE,
                "a new schema",
                new SchemaChange.AddSchema(name.schema())));
      }
    }
  }

  private void added(Table table) {
    List<Constraint> own = new ArrayList<>(table.constraints());
    own.removeAll(table.constraints(Constraint.ForeignKey.class));
    drafts.add(
        Draft.of(
            "add:" + table.name(),
            Phase.EXPAND,
            Grade.SAFE,
            "a new collection",
            new SchemaChange.AddTable(table.with(table.columns(), own))));
    for (Constraint.ForeignKey key : table.constraints(Constraint.ForeignKey.class)) {
      Draft draft =
          Draft.of(
              "add:" + table.name() + "." + key.name(),
              Phase.EXPAND,
              Grade.SAFE,
              "part of a new collection",
              new SchemaChange.AddConstraint(table.name(), key));
      drafts.add(settledTarget(key) ? draft : draft.at(Phase.SWAP));
    }
  }

  private void dropped(Table table) {
    for (Constraint.ForeignKey key : table.constraints(Constraint.ForeignKey.class)) {
      if (!key.target().equals(table.name()) && !to.tables().containsKey(key.target())) {
        drafts.add(
            Draft.of(
                "drop:" + table.name() + "." + key.name(),
                Phase.CONTRACT,
                Grade.SAFE,
                "part of a dropped collection",
                new SchemaChange.DropConstraint(table.name(), key)));
      }
    }
    drafts.add(
        Draft.of(
            "drop:" + table.name(),
            Phase.CONTRACT,
            volume.loss(table.name()),
            volume.words(table.name()) + " are lost",
            new SchemaChange.DropTable(table)));
  }

  /** Whether a foreign key to the target can be made before the swap. */
  private boolean settledTarget(Constraint.ForeignKey key) {
    Table before = renames.base().tables().get(key.target());
    Table after = to.tables().get(key.target());
    return !renames.moved(key.target())
        && (before == null
            || after == null
            || before
                .key()
                .map(Constraint.Key::columns)
                .equals(after.key().map(Constraint.Key::columns)));
  }

  /** The step where renames and other keys leave room for it. */
  private Draft placed(Draft draft, Name table) {
    boolean waits =
        renames.moved(table)
            || (draft.change() instanceof SchemaChange.AddConstraint(Name _, Constraint constraint)
                && constraint instanceof Constraint.ForeignKey key
                && !settledTarget(key));
    boolean widens =
        draft.change() instanceof SchemaChange.ChangeColumn(Name _, Column before, Column after)
            && before.type() == Type.Scalar.INT
            && after.type() == Type.Scalar.LONG;
    if (draft.phase() == Phase.EXPAND && waits) {
      return draft.at(Phase.SWAP);
    }
    return widens && draft.phase() == Phase.SWAP && !renames.moved(table)
        ? draft.at(Phase.EXPAND)
        : draft;
  }

  /** Foreign keys that stay but must be off while their columns or the key they need change. */
  private List<Draft> detached() {
    List<Draft> around = new ArrayList<>();
    for (Table table : to.tables().values()) {
      Table before = renames.base().tables().get(table.name());
      for (Constraint.ForeignKey key : table.constraints(Constraint.ForeignKey.class)) {
        if (before != null
            && before.constraints().contains(key)
            && drafts.stream().anyMatch(it -> disturbs(it.change(), table.name(), key))) {
          String label = table.name() + "." + key.name();
          String reason = "off while what it stands on changes";
          Phase off = renames.moved(table.name()) ? Phase.SWAP : Phase.EXPAND;
          around.add(
              Draft.of(
                  "detach:" + label,
                  off,
                  Grade.SAFE,
                  reason,
                  new SchemaChange.DropConstraint(table.name(), key)));
          around.add(
              Draft.of(
                  "attach:" + label,
                  Phase.CONTRACT,
                  volume.whole(table.name()),
                  reason,
                  new SchemaChange.AddConstraint(table.name(), key)));
        }
      }
    }
    return around;
  }

  private static boolean disturbs(SchemaChange change, Name owner, Constraint.ForeignKey key) {
    return switch (change) {
      case SchemaChange.ChangeColumn(Name table, Column before, Column after) ->
          SchemaConversion.of(before.type(), after.type()) != SchemaConversion.SAME
              && !(before.type() == Type.Scalar.INT && after.type() == Type.Scalar.LONG)
              && ((table.equals(owner) && key.columns().contains(after.name()))
                  || (table.equals(key.target()) && key.targetColumns().contains(after.name())));
      case SchemaChange.DropConstraint(Name table, Constraint constraint) ->
          table.equals(key.target())
              && (constraint instanceof Constraint.Key || constraint instanceof Constraint.Unique)
              && Set.copyOf(constraint.columns()).equals(Set.copyOf(key.targetColumns()));
      case SchemaChange.AddSchema _,
          SchemaChange.AddTable _,
          SchemaChange.DropTable _,
          SchemaChange.RenameTable _,
          SchemaChange.AddColumn _,
          SchemaChange.DropColumn _,
          SchemaChange.RenameColumn _,
          SchemaChange.AddConstraint _,
          SchemaChange.RenameConstraint _,
          SchemaChange.AddView _,
          SchemaChange.DropView _ ->
          false;
    };
  }

  /** The order within a phase. */
  private static int rank(SchemaChange change) {
    return switch (change) {
      case SchemaChange.DropView _ -> 0;
      case SchemaChange.AddSchema _ -> 1;
      case SchemaChange.RenameTable _ -> 2;
      case SchemaChange.RenameColumn _ -> 3;
      case SchemaChange.DropConstraint it ->
          it.constraint() instanceof Constraint.ForeignKey ? 4 : 5;
      case SchemaChange.RenameConstraint _ -> 6;
      case SchemaChange.AddTable _ -> 7;
      case SchemaChange.AddColumn _ -> 8;
      case SchemaChange.ChangeColumn _ -> 9;
      case SchemaChange.AddConstraint it ->
          switch (it.constraint()) {
            case Constraint.Key _ -> 10;
            case Constraint.Unique _ -> 11;
            case Constraint.Check _ -> 12;
            case Constraint.Index _, Constraint.Words _ -> 13;
            case Constraint.ForeignKey _ -> 14;
          };
      case SchemaChange.DropColumn _ -> 15;
      case SchemaChange.DropTable _ -> 16;
      case SchemaChange.AddView _ -> 17;
    };
  }
}
