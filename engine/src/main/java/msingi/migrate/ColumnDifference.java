package msingi.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import msingi.store.SchemaChange;
import msingi.store.SchemaConversion;
import msingi.store.SchemaImage.Column;
import msingi.store.SchemaImage.Constraint;
import msingi.store.SchemaImage.Name;
import msingi.store.SchemaImage.Table;
import msingi.store.SchemaQuestion;

/** The steps from a table's old columns to its new ones. */
final class ColumnDifference {
  private final Table before;
  private final Table after;
  private final Name name;
  private final Volume volume;
  private final List<Draft> drafts = new ArrayList<>();

  ColumnDifference(Table before, Table after, Volume volume) {
    this.before = before;
    this.after = after;
    this.name = after.name();
    this.volume = volume;
  }

  List<Draft> drafts() {
    for (Column column : after.columns()) {
      Optional<Column> old = before.column(column.name());
      if (old.isPresent()) {
        changed(old.get(), column);
      } else {
        added(column);
      }
    }
    for (Column column : before.columns()) {
      if (after.column(column.name()).isEmpty()) {
        dropped(column);
      }
    }
    return drafts;
  }

  private String label(String verb, Column column) {
    return verb + ":" + name + "." + column.name();
  }

  private static boolean inKey(Table table, Column column) {
    return table.key().map(it -> it.columns().contains(column.name())).orElse(false);
  }

  private boolean keyChanges() {
    Set<Object> keys =
        java.util.stream.Stream.of(before, after)
            .map(it -> it.key().map(Constraint.Key::columns).orElse(List.of()))
            .collect(Collectors.toSet());
    return keys.size() > 1;
  }

  private void added(Column column) {
    boolean later = !column.nullable() && column.initial().isEmpty() && !column.identity();
    Column first = later ? column.nullable(true) : column;
    Grade grade = column.identity() ? volume.whole(name) : Grade.SAFE;
    drafts.add(
        Draft.of(
            label("add", column),
            Phase.EXPAND,
            grade,
            column.initial().isEmpty() ? "a new field" : "a new field with a default",
            new SchemaChange.AddColumn(name, first)));
    if (later) {
      List<SchemaQuestion> rows =
          column.filling().isEmpty()
              ? List.of(new SchemaQuestion.Rows(volume.renames().original(name), Volume.MANY))
              : List.of();
      required(first, column, rows);
    }
  }

  private void required(Column from, Column to, List<SchemaQuestion> question) {
    drafts.add(
        new Draft(
            label("required", to),
            keyChanges() && inKey(after, to) ? Phase.SWAP : Phase.CONTRACT,
            volume.whole(name),
            to.filling().isEmpty()
                ? "every row must have a value"
                : "rows without a value get the default",
            new SchemaChange.ChangeColumn(name, from, to),
            question,
            "%d rows of "
                + name
                + " have no value for "
                + to.name()
                + ": give the field a default, or fill them first"));
  }

  private void dropped(Column column) {
    boolean demanded =
        !column.nullable()
            && column.initial().isEmpty()
            && !column.identity()
            && !inKey(before, column);
    Column left = demanded ? column.nullable(true) : column;
    if (demanded) {
      drafts.add(
          Draft.of(
              label("optional", column),
              Phase.EXPAND,
              Grade.SAFE,
              "new rows come without it before it is dropped",
              new SchemaChange.ChangeColumn(name, column, left)));
    }
    drafts.add(
        Draft.of(
            label("drop", column),
            Phase.CONTRACT,
            volume.loss(name),
            volume.words(name) + " lose what they hold there",
            new SchemaChange.DropColumn(name, left)));
  }

  private void changed(Column from, Column to) {
    Column now = from;
    if (!from.type().equals(to.type()) || !from.collation().equals(to.collation())) {
      Column next = now.type(to.type(), to.collation()).initial(to.initial());
      retyped(now, next);
      now = next;
    }
    if (!now.initial().equals(to.initial())) {
      Column next = now.initial(to.initial());
      drafts.add(
          Draft.of(
              label("default", to),
              Phase.EXPAND,
              Grade.SAFE,
              "rows that exist stay as they are",
              new SchemaChange.ChangeColumn(name, now, next)));
      now = next;
    }
    if (now.identity() != to.identity()) {
      Column next = now.identity(to.identity());
      drafts.add(
          Draft.of(
              label("identity", to),
              to.identity() ? Phase.EXPAND : Phase.CONTRACT,
              Grade.SAFE,
              to.identity() ? "numbering goes on after the largest" : "numbers come from writers",
              new SchemaChange.ChangeColumn(name, now, next)));
      now = next;
    }
    if (now.nullable() && !to.nullable()) {
      List<SchemaQuestion> nulls =
          to.filling().isEmpty()
              ? List.of(
                  new SchemaQuestion.Nulls(
                      volume.renames().original(name), volume.renames().original(name, to.name())))
              : List.of();
      required(now, to, nulls);
    } else if (!now.nullable() && to.nullable()) {
      drafts.add(
          Draft.of(
              label("optional", to),
              keyChanges() && inKey(before, to) ? Phase.SWAP : Phase.EXPAND,
              Grade.SAFE,
              "rows may come without a value",
              new SchemaChange.ChangeColumn(name, now, to)));
    }
  }

  private void retyped(Column from, Column to) {
    SchemaConversion way = SchemaConversion.of(from.type(), to.type());
    String words = ImageText.type(from.type()) + " to " + ImageText.type(to.type());
    Grade grade = way == SchemaConversion.LOSSY ? volume.loss(name) : volume.whole(name);
    String reason =
        switch (way) {
          case SAME -> "another order of texts";
          case EXACT -> words + ", every value kept";
          case CHECKED -> words + ", refused where a value does not fit";
          case LOSSY -> words + ", digits or parts are lost";
          case NONE -> words;
        };
    List<SchemaQuestion> misfits =
        way == SchemaConversion.CHECKED || way == SchemaConversion.LOSSY
            ? List.of(
                new SchemaQuestion.Unconvertible(
                    volume.renames().original(name),
                    volume.renames().original(name, to.name()),
                    from.type(),
                    to.type()))
            : List.of();
    String obstacle =
        way == SchemaConversion.NONE
            ? "there is no way from " + words + ": add a field of another name"
            : misfits.isEmpty()
                ? ""
                : "%d rows of "
                    + name
                    + " hold a value in "
                    + to.name()
                    + " that does not fit "
                    + ImageText.type(to.type())
                    + ": change them first";
    drafts.add(
        new Draft(
            label("type", to),
            Phase.SWAP,
            grade,
            reason,
            new SchemaChange.ChangeColumn(name, from, to),
            misfits,
            obstacle));
  }
}
