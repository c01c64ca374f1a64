package msingi.adopt;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Changes of one list of a collection: {@code unique:}, {@code index:} or {@code check:}. */
final class ListEdit {
  private final Found place;
  private final String keyword;
  private final List<Node> items = new ArrayList<>();
  private final List<Node> removed = new ArrayList<>();
  private final List<String> added = new ArrayList<>();

  ListEdit(Found place, String keyword) {
    this.place = place;
    this.keyword = keyword;
    Edits.entry(place.node(), keyword)
        .map(NodeTuple::getValueNode)
        .filter(SequenceNode.class::isInstance)
        .ifPresent(it -> items.addAll(((SequenceNode) it).getValue()));
  }

  /** Adds an item, as YAML that may stand within brackets. */
  boolean add(String item) {
    added.add(item);
    return true;
  }

  /** Takes out the item that is meant: whether there is one. */
  boolean remove(Predicate<Node> meant) {
    for (Node item : items) {
      if (!removed.contains(item) && meant.test(item)) {
        removed.add(item);
        return true;
      }
    }
    return false;
  }

  /** Hands the changes to the file. */
  void done() {
    if (added.isEmpty() && removed.isEmpty()) {
      return;
    }
    NodeTuple entry = Edits.entry(place.node(), keyword).orElse(null);
    if (entry == null) {
      boolean flow = place.node().getFlowStyle() == FlowStyle.FLOW;
      String all = flow ? " [" + String.join(", ", added) + "]" : "";
      StringBuilder text = new StringBuilder(keyword).append(':').append(all);
      if (!flow) {
        added.forEach(it -> text.append("\n  - ").append(it));
      }
      place.file().add(place.node(), text.toString());
    } else if (added.isEmpty() && removed.size() == items.size()) {
      place.file().remove(place.node(), entry);
    } else if (entry.getValueNode() instanceof SequenceNode list) {
      change(list);
    } else {
      place.file().replace(entry.getValueNode(), "[" + String.join(", ", added) + "]");
    }
  }

  private void change(SequenceNode list) {
    if (list.getFlowStyle() == FlowStyle.FLOW) {
      List<String> all = new ArrayList<>();
      items.stream()
          .filter(it -> !removed.contains(it))
          .forEach(it -> all.add(place.file().source(it)));
      all.addAll(added);
      place.file().replace(list, "[" + String.join(", ", all) + "]");
    } else {
      removed.forEach(it -> place.file().remove(list, it));
      added.forEach(it -> place.file().add(list, it));
    }
  }
}
