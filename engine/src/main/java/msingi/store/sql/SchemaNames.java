package msingi.store.sql;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import msingi.store.Schema;
import msingi.store.SchemaChange;
import msingi.store.SchemaImage;
import msingi.store.SchemaImage.Name;

/** Tables and views that a database is asked about. */
public record SchemaNames(Set<Name> tables, Set<Name> views) {
  public SchemaNames {
    tables = Set.copyOf(tables);
    views = Set.copyOf(views);
  }

  /** All of an image. */
  public static SchemaNames of(SchemaImage image) {
    return new SchemaNames(image.tables().keySet(), image.views().keySet());
  }

  /**
   * Those of which the database tells something else after this work; empty where it may be any,
   * since what refers to a renamed table or column follows.
   */
  static Optional<SchemaNames> touched(List<Schema.Work> work) {
    Set<Name> tables = new HashSet<>();
    Set<Name> views = new HashSet<>();
    for (Schema.Work piece : work) {
      for (SchemaChange change : piece.changes()) {
        switch (change) {
          case SchemaChange.AddSchema _ -> {}
          case SchemaChange.AddTable it -> tables.add(it.table().name());
          case SchemaChange.DropTable it -> tables.add(it.table().name());
          case SchemaChange.AddColumn it -> tables.add(it.table());
          case SchemaChange.DropColumn it -> tables.add(it.table());
          case SchemaChange.ChangeColumn it -> tables.add(it.table());
          case SchemaChange.AddConstraint it -> tables.add(it.table());
          case SchemaChange.DropConstraint it -> tables.add(it.table());
          case SchemaChange.RenameConstraint it -> tables.add(it.table());
          case SchemaChange.AddView it -> views.add(it.view().name());
          case SchemaChange.DropView it -> views.add(it.view().name());
          case SchemaChange.RenameTable _, SchemaChange.RenameColumn _ -> {
            return Optional.empty();
          }
        }
      }
    }
    return Optional.of(new SchemaNames(tables, views));
  }

  /** Names without their schemas as a list of SQL literals; one that matches nothing when empty. */
  public static String literals(Set<Name> names) {
    return names.isEmpty()
        ? "''"
        : names.stream().map(it -> Dialect.text(it.name())).collect(Collectors.joining(", "));
  }

  /** Names with their schemas as rows of SQL literals; one that matches nothing when empty. */
  public static String rows(Set<Name> names) {
    return names.isEmpty()
        ? "('', '')"
        : names.stream()
            .map(it -> "(" + Dialect.text(it.schema()) + ", " + Dialect.text(it.name()) + ")")
            .collect(Collectors.joining(", "));
  }
}
