package msingi.migrate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import msingi.store.SchemaChange;
import msingi.store.SchemaImage;
import msingi.store.SchemaImage.Name;
import msingi.store.SchemaImage.View;

/**
 * Views around the steps of the tables: they are dropped before what they may stand on is changed,
 * and made again after it. A view may stand on another one, so it is all of them or none.
 */
final class ViewSteps {
  private final SchemaImage to;
  private final List<Draft> tables;
  private final List<Draft> result = new ArrayList<>();
  private final Map<Name, View> now;

  ViewSteps(SchemaImage from, SchemaImage to, List<Draft> tables) {
    this.to = to;
    this.tables = tables;
    this.now = new LinkedHashMap<>(from.views());
  }

  List<Draft> plan() {
    Map<Name, View> before = Map.copyOf(now);
    boolean swaps = tables.stream().anyMatch(it -> it.phase() == Phase.SWAP);
    boolean replaced =
        now.values().stream()
            .anyMatch(it -> to.views().containsKey(it.name()) && !to.views().containsValue(it));
    phase(Phase.EXPAND, disturbed(Phase.EXPAND), swaps || replaced ? before : joined(before));
    Map<Name, View> both = joined(before);
    both.putAll(to.views());
    phase(Phase.SWAP, replaced || disturbed(Phase.SWAP), both);
    boolean gone = before.keySet().stream().anyMatch(it -> !to.views().containsKey(it));
    phase(Phase.CONTRACT, gone || disturbed(Phase.CONTRACT), to.views());
    return result;
  }

  /** The old views and the new ones; the old text where both have one. */
  private Map<Name, View> joined(Map<Name, View> before) {
    Map<Name, View> both = new LinkedHashMap<>(to.views());
    both.putAll(before);
    return both;
  }

  private void phase(Phase phase, boolean anew, Map<Name, View> wanted) {
    if (anew) {
      for (View view : List.copyOf(now.values()).reversed()) {
        boolean lasts = to.views().containsKey(view.name());
        step(phase, lasts ? "remake:" : "drop:", view, new SchemaChange.DropView(view));
      }
      now.clear();
    }
    tables.stream().filter(it -> it.phase() == phase).forEach(result::add);
    for (View view : wanted.values()) {
      // After the swap an old view that is no longer wanted need not come back.
      if (!now.containsKey(view.name())
          && (phase == Phase.EXPAND || to.views().containsKey(view.name()))) {
        now.put(view.name(), view);
        step(phase, "add:", view, new SchemaChange.AddView(view));
      }
    }
  }

  private void step(Phase phase, String verb, View view, SchemaChange change) {
    result.add(Draft.of(verb + view.name(), phase, Grade.SAFE, "a view holds no rows", change));
  }

  private boolean disturbed(Phase phase) {
    return !now.isEmpty()
        && tables.stream()
            .filter(it -> it.phase() == phase)
            .map(Draft::change)
            .anyMatch(ViewSteps::disturbs);
  }

  private static boolean disturbs(SchemaChange change) {
    return switch (change) {
      case SchemaChange.ChangeColumn it -> !it.before().type().equals(it.after().type());
      case SchemaChange.RenameTable _,
          SchemaChange.RenameColumn _,
          SchemaChange.DropColumn _,
          SchemaChange.DropTable _ ->
          true;
      case SchemaChange.AddSchema _,
          SchemaChange.AddTable _,
          SchemaChange.AddColumn _,
          SchemaChange.AddConstraint _,
          SchemaChange.DropConstraint _,
          SchemaChange.RenameConstraint _,
          SchemaChange.AddView _,
          SchemaChange.DropView _ ->
          false;
    };
  }
}
