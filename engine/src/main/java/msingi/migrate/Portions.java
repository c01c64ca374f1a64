package msingi.migrate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import msingi.store.Schema;
import msingi.store.SchemaChange;
import msingi.store.SchemaImage.Name;

/**
 * Work cut into transactions, where a database cannot make thousands of tables in one. What is
 * merely new, and therefore harms nobody when the rest fails, is made some changes at a time;
 * everything else stays together.
 */
final class Portions {
  private final Set<Name> made = new HashSet<>();

  private Portions() {}

  /**
   * The work of one transaction.
   *
   * @param last whether nothing follows
   */
  record Portion(List<Schema.Work> work, boolean last) {
    Portion {
      work = List.copyOf(work);
    }
  }

  /**
   * All of the work, in order; at least one portion, of no work where there is none.
   *
   * @param most the most changes of a portion
   */
  static List<Portion> of(List<Schema.Work> work, int most) {
    Portions fresh = new Portions();
    List<Portion> portions = new ArrayList<>();
    List<Schema.Work> portion = new ArrayList<>();
    int changes = 0;
    boolean additive = true;
    for (Schema.Work piece : work) {
      additive = additive && piece.changes().stream().allMatch(fresh::additive);
      if (additive && !portion.isEmpty() && changes + piece.changes().size() > most) {
        portions.add(new Portion(portion, false));
        portion.clear();
        changes = 0;
      }
      portion.add(piece);
      changes += piece.changes().size();
    }
    portions.add(new Portion(portion, true));
    return List.copyOf(portions);
  }

  /** Whether neither rows nor requests of an earlier definition can notice. */
  private boolean additive(SchemaChange change) {
    return switch (change) {
      case SchemaChange.AddSchema _ -> true;
      case SchemaChange.AddTable(var table) -> {
        made.add(table.name());
        yield true;
      }
      case SchemaChange.AddConstraint(Name table, var _) -> made.contains(table);
      case SchemaChange.AddColumn _,
          SchemaChange.AddView _,
          SchemaChange.ChangeColumn _,
          SchemaChange.DropColumn _,
          SchemaChange.DropConstraint _,
          SchemaChange.DropTable _,
          SchemaChange.DropView _,
          SchemaChange.RenameColumn _,
          SchemaChange.RenameConstraint _,
          SchemaChange.RenameTable _ ->
          false;
    };
  }
}
