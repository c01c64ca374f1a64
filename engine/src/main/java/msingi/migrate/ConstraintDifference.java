package msingi.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import msingi.store.SchemaChange;
import msingi.store.SchemaEvolution;
import msingi.store.SchemaImage.Constraint;
import msingi.store.SchemaImage.Name;
import msingi.store.SchemaImage.Table;
import msingi.store.SchemaQuestion;

/** The steps from a table's old constraints and indexes to its new ones; foreign keys too. */
final class ConstraintDifference {
  private final Table before;
  private final Table after;
  private final Name name;
  private final Volume volume;
  private final List<Draft> drafts = new ArrayList<>();

  ConstraintDifference(Table before, Table after, Volume volume) {
    this.before = before;
    this.after = after;
    this.name = after.name();
    this.volume = volume;
  }

  List<Draft> drafts() {
    List<Constraint> left = new ArrayList<>(before.constraints());
    List<Constraint> wanted = new ArrayList<>(after.constraints());
    left.removeAll(after.constraints());
    wanted.removeAll(before.constraints());
    for (Constraint constraint : List.copyOf(wanted)) {
      Optional<Constraint> same =
          left.stream()
              .filter(it -> SchemaEvolution.named(it, constraint.name()).equals(constraint))
              .findFirst();
      if (same.isPresent()) {
        left.remove(same.get());
        wanted.remove(constraint);
        drafts.add(
            Draft.of(
                label("rename", same.get()),
                Phase.SWAP,
                Grade.SAFE,
                "another name",
                new SchemaChange.RenameConstraint(name, same.get(), constraint.name())));
      }
    }
    for (Constraint constraint : left) {
      dropped(constraint, wanted);
    }
    wanted.forEach(this::added);
    return drafts;
  }

  private String label(String verb, Constraint constraint) {
    return verb + ":" + name + "." + constraint.name();
  }

  private void dropped(Constraint constraint, List<Constraint> wanted) {
    boolean replaced = wanted.stream().anyMatch(it -> it.name().equals(constraint.name()));
    Phase phase =
        switch (constraint) {
          case Constraint.Key _ -> Phase.SWAP;
          case Constraint.Check _, Constraint.ForeignKey _ -> Phase.EXPAND;
          case Constraint.Unique _, Constraint.Index _, Constraint.Words _ ->
              replaced ? Phase.EXPAND : Phase.CONTRACT;
        };
    drafts.add(
        Draft.of(
            label("drop", constraint),
            phase,
            Grade.SAFE,
            "rows are no longer held to it",
            new SchemaChange.DropConstraint(name, constraint)));
  }

  private boolean fresh(Constraint constraint) {
    return constraint.columns().stream().allMatch(it -> before.column(it).isEmpty());
  }

  private void added(Constraint constraint) {
    Phase phase =
        switch (constraint) {
          case Constraint.Key _ -> Phase.SWAP;
          case Constraint.Unique _, Constraint.Index _, Constraint.Words _ -> Phase.EXPAND;
          case Constraint.Check _, Constraint.ForeignKey _ ->
              fresh(constraint) ? Phase.EXPAND : Phase.CONTRACT;
        };
    drafts.add(
        new Draft(
            label("add", constraint),
            phase,
            volume.whole(name),
            "reads " + volume.words(name),
            new SchemaChange.AddConstraint(name, constraint),
            question(constraint),
            obstacle(constraint)));
  }

  /** Only what the database as it is can tell: columns that keep their type. */
  private List<SchemaQuestion> question(Constraint constraint) {
    boolean known =
        constraint.columns().stream()
            .allMatch(it ->
                before
                    .column(it)
                    .map(old -> old.type())
                    .equals(after.column(it).map(now -> now.type())));
    if (!known) {
      return List.of();
    }
    Renames renames = volume.renames();
    Name table = renames.original(name);
    List<String> columns = renames.original(name, constraint.columns());
    return switch (constraint) {
      case Constraint.Key _, Constraint.Unique _ ->
          List.of(new SchemaQuestion.Duplicates(table, columns));
      case Constraint.Index _, Constraint.Words _ -> List.of();
      case Constraint.Check check ->
          List.of(
              new SchemaQuestion.Violations(
                  table, renames.original(name, check.sql(), check.columns())));
      case Constraint.ForeignKey key -> orphans(table, columns, key);
    };
  }

  private List<SchemaQuestion> orphans(
      Name table, List<String> columns, Constraint.ForeignKey key) {
    Renames renames = volume.renames();
    Table target = renames.base().tables().get(key.target());
    boolean known =
        target != null
            && key.targetColumns().stream().allMatch(it -> target.column(it).isPresent());
    return known
        ? List.of(
            new SchemaQuestion.Orphans(
                table,
                columns,
                renames.original(key.target()),
                renames.original(key.target(), key.targetColumns())))
        : List.of();
  }

  private String obstacle(Constraint constraint) {
    String columns = String.join(", ", constraint.columns());
    return switch (constraint) {
      case Constraint.Key _, Constraint.Unique _ ->
          "%d values of " + name + " (" + columns + ") occur more than once: mend the rows first";
      case Constraint.Index _, Constraint.Words _ -> "";
      case Constraint.Check check ->
          "%d rows of " + name + " break " + check.name() + ": mend the rows first";
      case Constraint.ForeignKey key ->
          "%d rows of "
              + name
              + " ("
              + columns
              + ") refer to no row of "
              + key.target()
              + ": mend the rows first";
    };
  }
}
